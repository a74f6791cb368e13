package offprint.server.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import offprint.engine.Fault;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Lists as pages and, where the address ends in .atom or .json, as feeds. */
@Controller
final class FeedPages {
  private static final String LIMIT = "" + Page.DEFAULT_LIMIT;
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final Feed feed;
  private final Calendar calendar;
  private final TopicCounts topics;

  FeedPages(Feed feed, Calendar calendar, TopicCounts topics) {
    this.feed = feed;
    this.calendar = calendar;
    this.topics = topics;
  }

  @ModelAttribute
  Page page(
      @RequestParam(defaultValue = LIMIT) int limit,
      @RequestParam(defaultValue = "0") int p,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "") String before) {
    return Page.of(limit, p, after, before);
  }

  @GetMapping({"/", "/papers", "/papers.atom", "/papers.json"})
  Object front(Page page, Model model) {
    return show(ending(), feed.front(page), model);
  }

  @GetMapping("/papers/date/{day}")
  Object day(@PathVariable String day, Page page, Model model) {
    return span(day, Period::parseDay, page, model);
  }

  @GetMapping("/papers/week/{week}")
  Object week(@PathVariable String week, Page page, Model model) {
    return span(week, Period::parseWeek, page, model);
  }

  @GetMapping("/papers/month/{month}")
  Object month(@PathVariable String month, Page page, Model model) {
    return span(month, Period::parseMonth, page, model);
  }

  private Object span(String text, Function<String, Period> parser, Page page, Model model) {
    Syndication.Ending ending = Syndication.Ending.of(text);
    return show(ending, feed.listing(parser.apply(ending.without(text)), page), model);
  }

  @GetMapping({"/papers/trending", "/papers/trending.atom", "/papers/trending.json"})
  Object trending(@RequestParam(required = false) @Nullable String at, Page page, Model model) {
    return show(ending(), feed.trending(instant(at), page), model);
  }

  static @Nullable Instant instant(@Nullable String at) {
    if (at == null) {
      return null;
    }
    try {
      Instant instant = Instant.parse(at);
      if (instant.isAfter(Instant.EPOCH) && instant.isBefore(LATEST)) {
        return instant;
      }
    } catch (DateTimeException _) {
      // said below
    }
    throw Problem.invalid(
        List.of(
            new Fault(
                "at", "at must be an instant like 2025-12-26T10:00:00Z since 1970: got " + at)));
  }

  @GetMapping({"/papers/newest", "/papers/newest.atom", "/papers/newest.json"})
  Object newest(Page page, Model model) {
    return show(ending(), feed.newest(page), model);
  }

  @GetMapping({"/topics", "/topics.atom", "/topics.json"})
  Object topics(@RequestParam(defaultValue = "") String name, Page page, Model model) {
    if (!name.isEmpty()) {
      return show(ending(), feed.topic(name, page), model);
    }
    model.addAttribute("topics", topics.most());
    tabs(null, model);
    return "feed/topics";
  }

  @GetMapping("/topics/{name}")
  Object topic(@PathVariable String name, Page page, Model model) {
    Syndication.Ending ending =
        feed.isTopic(name) ? Syndication.Ending.PAGE : Syndication.Ending.of(name);
    return show(ending, feed.topic(ending.without(name), page), model);
  }

  @GetMapping("/authors/{name}")
  Object author(@PathVariable String name, Page page, Model model) {
    Syndication.Ending ending = Syndication.Ending.of(name);
    return show(ending, feed.author(ending.without(name), page), model);
  }

  @GetMapping({"/authors", "/authors.atom", "/authors.json"})
  Object delicateAuthor(@RequestParam String name, Page page, Model model) {
    return show(ending(), feed.author(name, page), model);
  }

  @GetMapping("/submitters/{name}")
  Object submitter(@PathVariable String name, Page page, Model model) {
    Syndication.Ending ending = Syndication.Ending.of(name);
    return show(ending, feed.submitter(ending.without(name), page), model);
  }

  @GetMapping({"/submitters", "/submitters.atom", "/submitters.json"})
  Object delicateSubmitter(@RequestParam String name, Page page, Model model) {
    return show(ending(), feed.submitter(name, page), model);
  }

  @GetMapping("/runnable")
  Object runnable(Model model) {
    return show(Syndication.Ending.PAGE, feed.runnable(), model);
  }

  @GetMapping("/papers/calendar")
  String calendar() {
    return "redirect:/papers/calendar/" + calendar.newestYear();
  }

  @GetMapping("/papers/calendar/{year}")
  String year(@PathVariable String year, Model model) {
    model.addAttribute("year", calendar.year(year));
    tabs(null, model);
    return "feed/calendar";
  }

  private Syndication.Ending ending() {
    return Syndication.Ending.of(
        String.valueOf(ServletUriComponentsBuilder.fromCurrentRequestUri().build().getPath()));
  }

  private Object show(Syndication.Ending ending, Listing listing, Model model) {
    if (ending != Syndication.Ending.PAGE) {
      return Syndication.answer(
          ending, listing, ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
    }
    Period period = listing.span();
    model.addAttribute("list", listing);
    model.addAttribute("calendar", period == null ? null : calendar.month(period));
    tabs(period, model);
    return "feed/list";
  }

  /** Sets the targets of the menu of lists. */
  private void tabs(@Nullable Period period, Model model) {
    LocalDate day =
        period != null
            ? period.from()
            : feed.newestDay().orElseGet(() -> LocalDate.now(ZoneOffset.UTC));
    model.addAttribute("day", Period.day(day).url());
    model.addAttribute("week", Period.week(day).url());
    model.addAttribute("month", Period.month(day).url());
  }
}
