package offprint.server.reader;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import offprint.server.feed.Trending;
import offprint.server.method.Methods;
import offprint.server.paper.PaperView;
import offprint.server.paper.Papers;
import offprint.server.prose.Prose;
import offprint.server.web.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

@Controller
final class ForYouPages {
  private static final int TRENDING = 20;

  private final ForYou forYou;
  private final Papers papers;
  private final Methods methods;
  private final Trending trending;

  ForYouPages(ForYou forYou, Papers papers, Methods methods, Trending trending) {
    this.forYou = forYou;
    this.papers = papers;
    this.methods = methods;
    this.trending = trending;
  }

  /** A link with its HTML text. */
  record Link(String html, String url) {}

  /**
   * A recommendation with the reasons shown.
   *
   * @param nearest the most similar saved paper; null in lists that are the same for everybody
   */
  record Entry(PaperView paper, @Nullable Link nearest, List<Link> authors, List<Link> keywords) {}

  @GetMapping("/papers/for-you")
  String forYou(
      @ModelAttribute("reader") Reader reader, HttpServletResponse response, Model model) {
    boolean knows = ForYou.knows(reader);
    model.addAttribute("knows", knows);
    model.addAttribute("able", forYou.isAble());
    model.addAttribute("saved", reader.papers(Feedback.SAVED).size());
    model.addAttribute("fewest", ForYou.FEWEST_SAVED);
    model.addAttribute("days", RecentPapers.DAYS);
    model.addAttribute("entries", knows ? picked(reader) : trending());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    return "reader/for-you";
  }

  private List<Entry> picked(Reader reader) {
    return forYou.picks(reader).stream().map(this::entry).toList();
  }

  private List<Entry> trending() {
    return papers.withIds(trending.top(TRENDING, 0)).stream()
        .map(paper -> new Entry(PaperView.of(paper, methods), null, List.of(), List.of()))
        .toList();
  }

  private Entry entry(ForYou.Pick pick) {
    return new Entry(
        PaperView.of(pick.paper(), methods),
        new Link(Prose.title(pick.nearest().title()), "/papers/" + pick.nearest().address()),
        pick.authors().stream()
            .map(name -> new Link(Prose.title(name), Address.author(name)))
            .toList(),
        pick.keywords().stream()
            .map(word -> new Link(Prose.title(word), Address.topic(word)))
            .toList());
  }
}
