package offprint.server.mail;

/** A step of a mail's delivery, named so that tests can kill the process there. */
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
  /** The text was sent, except for the line that ends it. */
  CONTENT,
  /** Recorded that the last line is next. */
  ENDING,
  /** The last line was sent. */
  DOT,
  /** Recorded that it was. */
  ENDED,
  /** The server accepted the mail. */
  ANSWERED,
  /** Recorded that it did. */
  SENT;

  /** Observes the steps of a mail. */
  public interface Watch {
    Watch NONE = (_, _) -> {};

    void at(DeliveryStep deliveryStep, long mail);
  }
}
