package offprint.server.feed;

import java.util.Collections;
import java.util.List;

/** A whole list in its order. */
record Ranking(List<Mark> marks) {

  /** The papers in the order given. */
  static Ranking inOrder(List<Long> papers) {
    return new Ranking(
        java.util.stream.IntStream.range(0, papers.size())
            .mapToObj(i -> new Mark(i + 1, papers.get(i)))
            .toList());
  }

  Slice slice(Page page) {
    int from = Math.min(page.offset(), marks.size());
    int to = Math.min(from + page.limit(), marks.size());
    if (page.after() != null) {
      int found = Collections.binarySearch(marks, page.after().mark());
      from = found >= 0 ? found + 1 : -found - 1;
      to = Math.min(from + page.limit(), marks.size());
    } else if (page.before() != null) {
      int found = Collections.binarySearch(marks, page.before().mark());
      to = found >= 0 ? found : -found - 1;
      from = Math.max(0, to - page.limit());
    }
    List<Mark> part = marks.subList(from, to);
    return new Slice(
        part.stream().map(Mark::paper).toList(),
        from > 0 && !part.isEmpty() ? Cursor.of(part.getFirst()) : null,
        to < marks.size() && !part.isEmpty() ? Cursor.of(part.getLast()) : null,
        marks.size());
  }
}
