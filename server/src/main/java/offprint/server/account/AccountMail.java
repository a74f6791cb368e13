package offprint.server.account;

import java.net.URI;

/** Sends mail that only the owner of an address may read. */
public interface AccountMail {
  /** False where no mail is set up. */
  boolean isOn();

  /**
   * The site's public address, used in links because an attacker could choose the host name of a
   * request. Empty where none is set; always set where mail is on.
   */
  URI site();

  /** Queues a mail and returns before it is delivered. */
  void send(String address, String subject, String text);
}
