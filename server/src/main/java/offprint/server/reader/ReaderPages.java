package offprint.server.reader;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import offprint.engine.Fault;
import offprint.server.account.Accounts;
import offprint.server.account.Viewer;
import offprint.server.method.Methods;
import offprint.server.paper.PaperView;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Saves and hides papers; lists what a reader saved and hid. */
@Controller
final class ReaderPages {
  private static final int PAGE = 50;

  private final ReaderFeedback readerFeedback;
  private final Papers papers;
  private final Methods methods;
  private final Accounts accounts;

  ReaderPages(ReaderFeedback readerFeedback, Papers papers, Methods methods, Accounts accounts) {
    this.accounts = accounts;
    this.readerFeedback = readerFeedback;
    this.papers = papers;
    this.methods = methods;
  }

  /**
   * @param part "buttons" if a script asks for the buttons alone; null for a page
   */
  @PostMapping("/opinions")
  String give(
      @RequestParam(defaultValue = "") String paper,
      @RequestParam(defaultValue = "") String opinion,
      @RequestHeader(name = "X-Part", required = false) @Nullable String part,
      @CookieValue(name = ReaderCookie.NAME, required = false) @Nullable String word,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Feedback given = parse(opinion);
    StoredPaper stored =
        papers
            .find(paper)
            .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(paper)));
    String key = give(stored, given, word, request, response);
    if ("buttons".equals(part)) {
      model.addAttribute("reader", readerFeedback.reader(key));
      model.addAttribute("paper", PaperView.of(stored, methods));
      return "reader/buttons :: buttons";
    }
    return "redirect:" + back(request, stored) + "#opinion-" + stored.address();
  }

  /**
   * @return the reader key
   */
  private String give(
      StoredPaper paper,
      Feedback given,
      @Nullable String word,
      HttpServletRequest request,
      HttpServletResponse response) {
    Viewer viewer = accounts.viewer();
    if (viewer.isSignedIn()) {
      readerFeedback.give(ReaderFeedback.key(viewer.id()), paper.id(), given);
      return ReaderFeedback.key(viewer.id());
    }
    String known = word != null && ReaderFeedback.isWord(word) ? word : readerFeedback.newWord();
    String key = ReaderFeedback.digest(known);
    readerFeedback.give(key, paper.id(), given);
    if (given != Feedback.NONE) {
      ReaderCookie.set(known, ReaderCookie.REMEMBERED, request, response);
    }
    return key;
  }

  private static Feedback parse(String opinion) {
    try {
      return Feedback.valueOf(opinion.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw Problem.invalid(
          List.of(new Fault("opinion", "opinion must be saved, hidden or none: got " + opinion)));
    }
  }

  /** The page the form was on, from the Referer header. */
  private static String back(HttpServletRequest request, StoredPaper paper) {
    String referrer = request.getHeader("Referer");
    String otherwise = "/papers/" + paper.address();
    if (referrer == null) {
      return otherwise;
    }
    try {
      URI page = URI.create(referrer);
      if (!String.valueOf(request.getHeader("Host")).equals(page.getAuthority())
          || !page.getRawPath().matches("/(?!/).*")) {
        return otherwise;
      }
      return page.getRawQuery() == null
          ? page.getRawPath()
          : page.getRawPath() + "?" + page.getRawQuery();
    } catch (IllegalArgumentException _) {
      return otherwise;
    }
  }

  @GetMapping("/saved")
  String saved(
      @ModelAttribute("reader") Reader reader,
      @RequestParam(defaultValue = "0") int p,
      HttpServletResponse response,
      Model model) {
    return show(reader, Feedback.SAVED, p, response, model);
  }

  @GetMapping("/hidden")
  String hidden(
      @ModelAttribute("reader") Reader reader,
      @RequestParam(defaultValue = "0") int p,
      HttpServletResponse response,
      Model model) {
    return show(reader, Feedback.HIDDEN, p, response, model);
  }

  private String show(
      Reader reader, Feedback feedback, int page, HttpServletResponse response, Model model) {
    if (page < 0 || page > ReaderFeedback.GREATEST_COUNT / PAGE) {
      throw Problem.invalid(
          List.of(
              new Fault(
                  "p",
                  "p must be from 0 to %d: got %d"
                      .formatted(ReaderFeedback.GREATEST_COUNT / PAGE, page))));
    }
    List<Long> all = reader.papers(feedback);
    List<Long> shown = all.stream().skip((long) page * PAGE).limit(PAGE).toList();
    model.addAttribute("kind", feedback.word());
    model.addAttribute("total", all.size());
    model.addAttribute("opinions", reader.opinions().size());
    model.addAttribute(
        "papers",
        papers.withIds(shown).stream().map(paper -> PaperView.of(paper, methods)).toList());
    model.addAttribute("previous", page == 0 ? null : page - 1);
    model.addAttribute("next", (page + 1) * PAGE < all.size() ? page + 1 : null);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    return "reader/list";
  }

  @PostMapping("/reader/forget")
  String forget(
      @CookieValue(name = ReaderCookie.NAME, required = false) @Nullable String word,
      HttpServletRequest request,
      HttpServletResponse response) {
    Viewer viewer = accounts.viewer();
    String key = viewer.isSignedIn() ? ReaderFeedback.key(viewer.id()) : ReaderFeedback.key(word);
    if (key != null) {
      readerFeedback.forget(key);
    }
    ReaderCookie.set("", Duration.ZERO, request, response);
    return "redirect:/saved";
  }
}
