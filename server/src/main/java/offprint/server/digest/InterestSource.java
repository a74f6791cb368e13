package offprint.server.digest;

/** A source of papers and notices for an account's mail. */
interface InterestSource {
  Interests of(Subscriber subscriber);
}
