package offprint.server.digest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * New papers by topic and author.
 *
 * @param after lower bound of the row numbers, exclusive
 * @param upTo upper bound of the row numbers, inclusive
 * @param places of the papers in their order
 * @param topics papers by folded keyword, in their order
 * @param authors papers by folded name, in their order
 */
record NewPapers(
    long after,
    long upTo,
    Map<Long, Integer> places,
    Map<String, List<Long>> topics,
    Map<String, List<Long>> authors) {

  static Comparator<Long> by(Map<Long, Integer> places) {
    return Comparator.comparingInt(paper -> places.getOrDefault(paper, Integer.MAX_VALUE));
  }

  boolean has(long paper) {
    return places.containsKey(paper);
  }
}
