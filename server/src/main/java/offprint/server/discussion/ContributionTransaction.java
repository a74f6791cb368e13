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

/** Stores what an account says, in a transaction. */
final class ContributionTransaction {
  private static final int SQLITE_CONSTRAINT = 19; // which Spring has no name for

  private final TransactionTemplate transaction;

  ContributionTransaction(Home home) {
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
  }

  /** Of an account that is being deleted, and on a run that is, nothing is stored. */
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

  /** SQLite's complaint is not translated; extended codes end in that of their kind. */
  private static boolean isReferenceMissing(NestedRuntimeException e) {
    return e instanceof DataIntegrityViolationException
        || (e.getRootCause() instanceof SQLException cause
            && (cause.getErrorCode() & 0xff) == SQLITE_CONSTRAINT);
  }
}
