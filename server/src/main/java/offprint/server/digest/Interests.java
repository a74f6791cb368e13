package offprint.server.digest;

import java.util.List;

/**
 * What a mail is chosen by: a subscriber's wishes with what the account follows.
 *
 * @param forYou row numbers of the account's list "For you", the likeliest first
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
