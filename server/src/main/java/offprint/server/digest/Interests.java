package offprint.server.digest;

import java.util.List;

/**
 * The interests that select a mail: a subscriber's preferences and what the account follows.
 *
 * @param forYou row numbers of the account's list "For you", best first
 */
record Interests(
    boolean trending,
    List<String> topics,
    List<String> authors,
    List<String> searches,
    List<Long> forYou) {

  static Interests of(DigestPreferences digestPreferences) {
    return new Interests(
        digestPreferences.trending(),
        digestPreferences.topics(),
        digestPreferences.authors(),
        digestPreferences.searches(),
        List.of());
  }
}
