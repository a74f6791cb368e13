package offprint.server.mail;

/** A place on a mail's way, named so that tests can end the process there. */
public enum DeliveryStep {
  /** Chosen and written to the queue, in a transaction that is still open. */
  PREPARING,
  /** In the queue. */
  PREPARED,
  CLAIMED,
  /** Its text is made. */
  COMPOSED,
  CONNECTED,
  /** The server took the sender. */
  SENDER,
  /** The server took the recipient. */
  RECIPIENT,
  /** All of the text went out, but for the line that ends it. */
  CONTENT,
  /** Noted that the last line is next. */
  ENDING,
  /** The last line went out. */
  DOT,
  /** Noted that it did. */
  ENDED,
  /** The server has said yes. */
  ANSWERED,
  /** Noted that it has. */
  SENT;

  /** Is told where a mail is. */
  public interface Watch {
    Watch NONE = (_, _) -> {};

    void at(DeliveryStep deliveryStep, long mail);
  }
}
