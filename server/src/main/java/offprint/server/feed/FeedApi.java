package offprint.server.feed;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * @param date day, week or month it covers, "" for lists across time
   * @param next address of the next page, "" on the last
   */
  record PaperList(String title, String date, long total, List<PaperView> papers, String next) {}

  @Summary(
      "The papers of the front page, or of one date, week, month, topic, author or submitter, or"
          + " in the order sort=newest or sort=trending")
  @GetMapping("/api/v1/papers")
  PaperList list(
      @RequestParam(required = false) @Nullable String date,
      @RequestParam(required = false) @Nullable String week,
      @RequestParam(required = false) @Nullable String month,
      @RequestParam(required = false) @Nullable String topic,
      @RequestParam(required = false) @Nullable String author,
      @RequestParam(required = false) @Nullable String submitter,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String at,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(defaultValue = "0") int p,
      @RequestParam(defaultValue = "") String after) {
    Page page = Page.of(limit, p, after, "");
    Map<String, String> given = new LinkedHashMap<>();
    put(given, "date", date);
    put(given, "week", week);
    put(given, "month", month);
    put(given, "topic", topic);
    put(given, "author", author);
    put(given, "submitter", submitter);
    put(given, "sort", sort);
    if (given.size() > 1) {
      throw Problem.invalid(
          List.of(
              new Fault(
                  "",
                  "at most one of date, week, month, topic, author, submitter and sort may be"
                      + " given: got "
                      + String.join(", ", given.keySet()))));
    }
    Map.Entry<String, String> which =
        given.isEmpty() ? Map.entry("", "") : given.entrySet().iterator().next();
    Listing listing = listing(which.getKey(), which.getValue(), at, page);
    Period period = listing.span();
    return new PaperList(
        listing.title(),
        period == null ? "" : period.key(),
        listing.total(),
        listing.entries().stream().map(Entry::paper).toList(),
        next(which, listing));
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }

  private Listing listing(String name, String value, @Nullable String at, Page page) {
    return switch (name) {
      case "date" -> feed.listing(Period.parseDay(value), page);
      case "week" -> feed.listing(Period.parseWeek(value), page);
      case "month" -> feed.listing(Period.parseMonth(value), page);
      case "topic" -> feed.topic(value, page);
      case "author" -> feed.author(value, page);
      case "submitter" -> feed.submitter(value, page);
      case "sort" -> sorted(value, at, page);
      default -> feed.front(page);
    };
  }

  private Listing sorted(String sort, @Nullable String at, Page page) {
    return switch (sort) {
      case "newest" -> feed.newest(page);
      case "trending" -> feed.trending(FeedPages.instant(at), page);
      default ->
          throw Problem.invalid(
              List.of(new Fault("sort", "sort must be newest or trending: got " + sort)));
    };
  }

  private static String next(Map.Entry<String, String> which, Listing listing) {
    if (listing.next().isEmpty()) {
      return "";
    }
    String place = listing.next().replaceFirst("^.*?[?]", "").replaceFirst("^name=[^&]*&", "");
    String list =
        which.getKey().isEmpty()
            ? ""
            : which.getKey() + "=" + URLEncoder.encode(which.getValue(), StandardCharsets.UTF_8);
    return "/api/v1/papers?" + (list.isEmpty() ? place : list + "&" + place);
  }
}
