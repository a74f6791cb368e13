package offprint.server.mail;

import java.io.IOException;

/** A mail server did not take a mail; the message says what it said. */
public final class MailException extends IOException {
  private static final long serialVersionUID = 1;

  public MailException(String message) {
    super(message);
  }
}
