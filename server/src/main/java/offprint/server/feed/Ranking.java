package offprint.server.feed;

import java.util.List;
import java.util.stream.IntStream;

/** A complete ordered list, in 16 bytes a paper. */
final class Ranking {
  private final double[] keys;
  private final long[] papers;

  /**
   * @param marks ascending
   */
  Ranking(List<SortKey> marks) {
    this.keys = marks.stream().mapToDouble(SortKey::key).toArray();
    this.papers = marks.stream().mapToLong(SortKey::paper).toArray();
  }

  int size() {
    return papers.length;
  }

  /** Row numbers of the papers at positions [from, from + limit), fewer at the end. */
  List<Long> papers(int from, int limit) {
    int to = (int) Math.min((long) from + limit, papers.length);
    return IntStream.range(from, to).mapToObj(i -> papers[i]).toList();
  }

  PageSlice slice(Page page) {
    int from = Math.min(page.offset(), size());
    int to = Math.min(from + page.limit(), size());
    if (page.after() != null) {
      int found = place(page.after().mark());
      from = found >= 0 ? found + 1 : -found - 1;
      to = Math.min(from + page.limit(), size());
    } else if (page.before() != null) {
      int found = place(page.before().mark());
      to = found >= 0 ? found : -found - 1;
      from = Math.max(0, to - page.limit());
    }
    boolean isEmpty = from == to;
    return new PageSlice(
        papers(from, to - from),
        from > 0 && !isEmpty ? Cursor.of(mark(from)) : null,
        to < size() && !isEmpty ? Cursor.of(mark(to - 1)) : null,
        size());
  }

  private SortKey mark(int place) {
    return new SortKey(keys[place], papers[place]);
  }

  /** Position of a sort key; -1 - insertion point if absent. */
  private int place(SortKey sortKey) {
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = mark(middle).compareTo(sortKey);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }
}
