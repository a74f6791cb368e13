package offprint.server.search.ranking;

import java.util.List;

/**
 * Numbers of papers found, by year and by topic.
 *
 * @param years the newest first
 * @param topics the most frequent first
 * @param estimated whether counts were estimated; they are then rounded to two digits
 */
public record Facets(long total, List<Count> years, List<Count> topics, boolean estimated) {
  public static final Facets NONE = new Facets(0, List.of(), List.of(), false);

  public record Count(String name, long papers) {}
}
