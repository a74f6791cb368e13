package offprint.server.home;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Evicts a SQLite connection that did not get the write lock in time: its driver believes to be in
 * a transaction although none began, so later statements on it would not be transactional.
 */
final class BusyConnections implements SQLExceptionOverride {
  private static final int SQLITE_BUSY = 5;

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return (failure.getErrorCode() & 0xFF) == SQLITE_BUSY
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
