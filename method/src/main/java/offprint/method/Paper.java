package offprint.method;

import java.net.URI;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The paper a method comes from, as the head of its {@code paper.md} says.
 *
 * @param slug short name, lower case with hyphens; fixed for ever, it is in addresses and commands
 * @param title title as printed
 * @param arxiv arXiv id without version, "" where there is none
 * @param published day of the first public version
 * @param code the authors' repository, null where none is known
 */
public record Paper(
    String slug, String title, String arxiv, LocalDate published, @Nullable URI code) {
  public Paper {
    if (!slug.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "slug must be lower-case words joined by hyphens: got " + slug);
    }
    if (title.isBlank()) {
      throw new IllegalArgumentException("paper %s has no title".formatted(slug));
    }
  }
}
