package offprint.server.mail;

import java.io.IOException;

/** A mail server refused a mail; the message is its answer. */
public final class MailException extends IOException {
  private static final long serialVersionUID = 1;

  public MailException(String message) {
    super(message);
  }
}
