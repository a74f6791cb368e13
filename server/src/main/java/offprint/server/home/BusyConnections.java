package offprint.server.home;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Throws away a connection to SQLite that did not get the write lock in time: the driver takes it
 * for one in a transaction though none began, so that what follows on it would be no transaction.
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
