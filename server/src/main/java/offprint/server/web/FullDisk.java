package offprint.server.web;

import java.io.IOException;
import java.sql.SQLException;

/** Recognises failures caused by a full disk. */
final class FullDisk {
  /** PostgreSQL's disk_full. */
  private static final String POSTGRESQL = "53100";

  private FullDisk() {}

  static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isItself(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isItself(Throwable failure) {
    return switch (failure) {
      case SQLException database ->
          POSTGRESQL.equals(database.getSQLState()) || says(database, "SQLITE_FULL");
      case IOException file -> says(file, "No space left on device");
      default -> false;
    };
  }

  private static boolean says(Throwable failure, String words) {
    return String.valueOf(failure.getMessage()).contains(words);
  }
}
