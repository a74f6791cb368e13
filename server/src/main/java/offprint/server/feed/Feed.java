package offprint.server.feed;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import offprint.method.Paper;
import offprint.server.method.Methods;
import offprint.server.paper.PaperView;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import org.springframework.stereotype.Component;

/** Which papers stand on which page. */
@Component
public final class Feed {
  private final Papers papers;
  private final Methods methods;
  private final Clock clock = Clock.systemUTC();

  Feed(Papers papers, Methods methods) {
    this.papers = papers;
    this.methods = methods;
  }

  /** Today's list, or the newest that exists; before the first day has one, the founding papers. */
  Listing front(Page page) {
    Optional<LocalDate> newest = papers.newestDay(LocalDate.now(clock));
    return newest.isPresent() ? listing(Span.day(newest.get()), page) : founding(page);
  }

  private Listing founding(Page page) {
    return new Listing(
        "The founding papers",
        null,
        null,
        null,
        views(papers.unlisted(page.limit(), page.offset())),
        papers.countUnlisted(),
        page);
  }

  /** The papers of a day, a week or a month. */
  Listing listing(Span span, Page page) {
    return new Listing(
        span.title(),
        span,
        papers.newestDay(span.from().minusDays(1)).map(span::around).orElse(null),
        papers.oldestDay(span.to().plusDays(1)).map(span::around).orElse(null),
        views(papers.listed(span.from(), span.to(), page.limit(), page.offset())),
        papers.countListed(span.from(), span.to()),
        page);
  }

  /** The papers that run, by title. */
  Listing runnable() {
    List<PaperView> views =
        views(papers.withSlugs(methods.papers().stream().map(Paper::slug).toList()));
    return new Listing(
        "Papers that run", null, null, null, views, views.size(), new Page(views.size(), 0));
  }

  private List<PaperView> views(List<StoredPaper> stored) {
    return stored.stream().map(paper -> PaperView.of(paper, methods)).toList();
  }
}
