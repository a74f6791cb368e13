package offprint.server.discussion;

import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores contributions of an account in a transaction. */
final class ContributionTransaction {
  private static final int SQLITE_CONSTRAINT =
      19; // PostgreSQL's code, for which Spring has no exception

  private final TransactionTemplate transaction;

  ContributionTransaction(Home home) {
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
  }

  /** Stores a change; refuses it if the account or the run is being deleted. */
  <T> T store(Supplier<T> change) {
    try {
      return Objects.requireNonNull(transaction.execute(_ -> change.get()));
    } catch (NestedRuntimeException e) {
      if (isReferenceMissing(e)) {
        throw Problem.unknown("this account, or what it was about, has just been deleted");
      }
      throw e;
    }
  }

  /**
   * Whether a foreign key is violated; Spring does not translate SQLite's error, whose extended
   * code ends in the primary one.
   */
  private static boolean isReferenceMissing(NestedRuntimeException e) {
    return e instanceof DataIntegrityViolationException
        || (e.getRootCause() instanceof SQLException cause
            && (cause.getErrorCode() & 0xff) == SQLITE_CONSTRAINT);
  }
}
