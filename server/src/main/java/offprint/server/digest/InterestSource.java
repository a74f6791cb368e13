package offprint.server.digest;

/** What of an account's goes into its mail. */
interface InterestSource {
  Interests of(Subscriber subscriber);
}
