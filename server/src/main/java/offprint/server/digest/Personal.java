package offprint.server.digest;

/** What of an account's goes into its mail. */
interface Personal {
  Interests of(Subscriber subscriber);
}
