package offprint.server.ingest;

import java.io.IOException;

/** A source cannot be read; the message says which and why, in one line. */
public final class IngestException extends IOException {
  public IngestException(String message) {
    super(message);
  }

  public IngestException(String message, Throwable cause) {
    super(message, cause);
  }
}
