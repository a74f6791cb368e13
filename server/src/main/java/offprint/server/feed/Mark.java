package offprint.server.feed;

import java.util.Comparator;

/**
 * A paper's place in an order.
 *
 * @param key least first
 * @param paper tells equal keys apart
 */
record Mark(double key, long paper) implements Comparable<Mark> {
  private static final Comparator<Mark> ORDER =
      Comparator.comparingDouble(Mark::key).thenComparingLong(Mark::paper);

  @Override
  public int compareTo(Mark other) {
    return ORDER.compare(this, other);
  }
}
