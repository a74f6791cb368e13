package offprint.server.paper;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of an import or export: a paper and, where it has a date, its place in that day's list.
 *
 * @param authors objects with {@code name}
 * @param published a day, or an instant where the source tells it
 * @param extra fields the site does not read
 */
record PaperLine(
    @Nullable String slug,
    @Nullable String arxiv,
    String title,
    ArrayNode authors,
    int authorCount,
    String published,
    String summary,
    @Nullable String code,
    @Nullable String projectPage,
    ArrayNode keywords,
    @Nullable Place place,
    ObjectNode extra) {

  /**
   * A place in the list of {@code day}.
   *
   * @param rank from 1
   * @param submitter user name
   * @param listedAt milliseconds UTC
   */
  record Place(
      String day, int rank, int upvotes, int comments, @Nullable String submitter, long listedAt) {}
}
