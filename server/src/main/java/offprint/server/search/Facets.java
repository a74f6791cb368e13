package offprint.server.search;

import java.util.List;

/**
 * How many papers a question found, by year and by topic.
 *
 * @param years the newest first
 * @param topics the most frequent first
 * @param estimated true if counted in a part; all counts are rounded to two digits then
 */
record Facets(long total, List<Count> years, List<Count> topics, boolean estimated) {
  static final Facets NONE = new Facets(0, List.of(), List.of(), false);

  record Count(String name, long papers) {}
}
