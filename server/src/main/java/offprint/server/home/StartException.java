package offprint.server.home;

/** The server cannot start; the message says why and what to do, in one line. */
public final class StartException extends RuntimeException {
  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
