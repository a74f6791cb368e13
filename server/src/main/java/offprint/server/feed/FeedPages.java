package offprint.server.feed;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
final class FeedPages {
  private static final String LIMIT = "" + Page.DEFAULT_LIMIT;

  private final Feed feed;

  FeedPages(Feed feed) {
    this.feed = feed;
  }

  @GetMapping({"/", "/papers"})
  String front(
      @RequestParam(defaultValue = LIMIT) int limit,
      @RequestParam(defaultValue = "0") int p,
      Model model) {
    return show(feed.front(Page.of(limit, p)), "/papers", model);
  }

  @GetMapping("/papers/date/{day}")
  String day(
      @PathVariable String day,
      @RequestParam(defaultValue = LIMIT) int limit,
      @RequestParam(defaultValue = "0") int p,
      Model model) {
    return show(Span.parseDay(day), Page.of(limit, p), model);
  }

  @GetMapping("/papers/week/{week}")
  String week(
      @PathVariable String week,
      @RequestParam(defaultValue = LIMIT) int limit,
      @RequestParam(defaultValue = "0") int p,
      Model model) {
    return show(Span.parseWeek(week), Page.of(limit, p), model);
  }

  @GetMapping("/papers/month/{month}")
  String month(
      @PathVariable String month,
      @RequestParam(defaultValue = LIMIT) int limit,
      @RequestParam(defaultValue = "0") int p,
      Model model) {
    return show(Span.parseMonth(month), Page.of(limit, p), model);
  }

  @GetMapping("/runnable")
  String runnable(Model model) {
    return show(feed.runnable(), "/runnable", model);
  }

  private String show(Span span, Page page, Model model) {
    return show(feed.listing(span, page), span.url(), model);
  }

  private static String show(Listing listing, String url, Model model) {
    Span span = listing.span();
    LocalDate day = span == null ? LocalDate.now(ZoneOffset.UTC) : span.from();
    model.addAttribute("list", listing);
    model.addAttribute("url", url);
    model.addAttribute("day", Span.day(day));
    model.addAttribute("week", Span.week(day));
    model.addAttribute("month", Span.month(day));
    return "feed/list";
  }
}
