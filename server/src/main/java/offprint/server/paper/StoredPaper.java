package offprint.server.paper;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored paper.
 *
 * @param slug short name, "" where it has none
 * @param arxiv arXiv id without version, "" where it has none; one of the two is there
 * @param authors names, may be fewer than {@code authorCount}
 * @param upvotes of the list it was read from, else the most that a list says, and on no list those
 *     given here; 0 where it was read to be indexed
 * @param comments counted alike
 */
public record StoredPaper(
    long id,
    String slug,
    String arxiv,
    String title,
    List<String> authors,
    int authorCount,
    LocalDate published,
    String summary,
    @Nullable String code,
    @Nullable String projectPage,
    List<String> keywords,
    int upvotes,
    int comments) {

  /** Last part of its address: the arXiv id as in {@code /papers/2405.14616}, or the slug. */
  public String address() {
    return arxiv.isEmpty() ? slug : arxiv;
  }
}
