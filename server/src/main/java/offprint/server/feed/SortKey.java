package offprint.server.feed;

import java.util.Comparator;

/**
 * A paper's sort key.
 *
 * @param key least first
 * @param paper breaks ties
 */
record SortKey(double key, long paper) implements Comparable<SortKey> {
  private static final Comparator<SortKey> ORDER =
      Comparator.comparingDouble(SortKey::key).thenComparingLong(SortKey::paper);

  @Override
  public int compareTo(SortKey other) {
    return ORDER.compare(this, other);
  }
}
