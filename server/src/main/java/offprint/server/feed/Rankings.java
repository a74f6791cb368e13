package offprint.server.feed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import offprint.server.paper.Papers;

/** The last rankings asked for, each kept until a paper or a list changes. */
final class Rankings {
  private static final int KEPT = 16;

  private final Papers papers;
  private final Map<String, Kept> kept = new LinkedHashMap<>(KEPT * 2, 0.75f, true);

  Rankings(Papers papers) {
    this.papers = papers;
  }

  private record Kept(long change, Ranking ranking) {}

  Ranking get(String name, Supplier<List<Mark>> marks) {
    long change = papers.changes();
    synchronized (kept) {
      Kept known = kept.get(name);
      if (known != null && known.change() == change) {
        return known.ranking();
      }
    }
    Ranking ranking = new Ranking(marks.get());
    synchronized (kept) {
      kept.put(name, new Kept(change, ranking));
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return ranking;
  }
}
