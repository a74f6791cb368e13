package offprint.server.feed;

import java.util.List;
import java.util.stream.Stream;
import offprint.engine.Fault;
import offprint.server.paper.PaperView;
import offprint.server.web.Problem;
import offprint.server.web.Summary;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class FeedApi {
  private final Feed feed;

  FeedApi(Feed feed) {
    this.feed = feed;
  }

  /**
   * A page of a list in REST.
   *
   * @param date day, week or month it covers, "" for the founding papers
   */
  record PaperList(String title, String date, int total, List<PaperView> papers) {}

  @Summary("The papers of the front page, or of one date, week or month")
  @GetMapping("/api/v1/papers")
  PaperList list(
      @RequestParam(required = false) @Nullable String date,
      @RequestParam(required = false) @Nullable String week,
      @RequestParam(required = false) @Nullable String month,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(defaultValue = "0") int p) {
    if (Stream.of(date, week, month).filter(s -> s != null).count() > 1) {
      throw Problem.invalid(
          List.of(new Fault("", "at most one of date, week and month may be given")));
    }
    Listing listing = listing(date, week, month, Page.of(limit, p));
    Span span = listing.span();
    return new PaperList(
        listing.title(), span == null ? "" : span.key(), listing.total(), listing.papers());
  }

  private Listing listing(
      @Nullable String date, @Nullable String week, @Nullable String month, Page page) {
    if (date != null) {
      return feed.listing(Span.parseDay(date), page);
    }
    if (week != null) {
      return feed.listing(Span.parseWeek(week), page);
    }
    return month != null ? feed.listing(Span.parseMonth(month), page) : feed.front(page);
  }
}
