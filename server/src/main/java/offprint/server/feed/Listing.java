package offprint.server.feed;

import java.util.List;
import offprint.server.paper.PaperView;
import org.jspecify.annotations.Nullable;

/**
 * A list as it is shown.
 *
 * @param span what it covers, null for the founding papers
 * @param earlier the span before it that has papers, null where there is none
 * @param later the span after it that has papers, null where there is none
 * @param total of all pages
 */
record Listing(
    String title,
    @Nullable Span span,
    @Nullable Span earlier,
    @Nullable Span later,
    List<PaperView> papers,
    int total,
    Page page) {

  public boolean hasNextPage() {
    return page.offset() + papers.size() < total;
  }

  /** Number of its first paper, from 1. */
  public int first() {
    return page.offset() + 1;
  }
}
