package offprint.server.search;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the index knows of a paper.
 *
 * @param key names it; any text
 * @param title plain text, as the other texts
 * @param published null where unknown
 * @param vector sentence vector of length 1, null while there is none
 */
public record SearchDocument(
    String key,
    String title,
    String summary,
    List<String> authors,
    List<String> keywords,
    @Nullable LocalDate published,
    boolean hasCode,
    boolean hasMethod,
    float @Nullable [] vector) {

  /** Of a collection that knows no more than this. */
  public static SearchDocument of(
      String key, String title, String text, float @Nullable [] vector) {
    return new SearchDocument(key, title, text, List.of(), List.of(), null, false, false, vector);
  }
}
