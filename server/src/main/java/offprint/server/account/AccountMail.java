package offprint.server.account;

import java.net.URI;

/** Sends what only the owner of an address may read. */
public interface AccountMail {
  /** False where no mail is set up. */
  boolean isOn();

  /**
   * The site's public address, for links: a request's own host name could be an attacker's. Empty
   * where none is set; never so where mail is on.
   */
  URI site();

  /** Takes the mail for delivery; returns before it is delivered. */
  void send(String address, String subject, String text);
}
