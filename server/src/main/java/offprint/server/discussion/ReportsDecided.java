package offprint.server.discussion;

import java.util.List;

/**
 * A moderator decided on the reports of a comment; published in the transaction that does it.
 *
 * @param reporters accounts
 * @param upheld whether the comment was hidden
 */
public record ReportsDecided(
    long comment, Subject on, List<Long> reporters, boolean upheld, long atMillis) {
  public ReportsDecided {
    reporters = List.copyOf(reporters);
  }
}
