package offprint.server.search;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offprint.engine.Fault;
import offprint.server.feed.Syndication;
import offprint.server.method.Methods;
import offprint.server.paper.PaperView;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.search.Search.Detail;
import offprint.server.search.query.SearchQuery;
import offprint.server.search.query.SearchQueryParser;
import offprint.server.search.ranking.Ranker;
import offprint.server.web.Problem;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

@Controller
final class SearchPages {
  static final int LIMIT = 20;
  private static final int GREATEST_LIMIT = 100;
  private static final int INSTANT = 7;

  private final Search search;
  private final Papers papers;
  private final Methods methods;

  SearchPages(Search search, Papers papers, Methods methods) {
    this.search = search;
    this.papers = papers;
    this.methods = methods;
  }

  @GetMapping("/search")
  String search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") int p,
      @RequestParam(defaultValue = "" + LIMIT) int limit,
      Model model) {
    check(p, limit);
    SearchQuery searchQuery = SearchQueryParser.parse(q);
    Optional<StoredPaper> named = named(searchQuery);
    if (named.isPresent()) {
      return "redirect:/papers/" + named.get().address();
    }
    SearchResults searchResults =
        SearchResults.of(
            search.answer(searchQuery, p * limit, limit, Detail.COUNTED),
            p,
            limit,
            "/search",
            papers,
            methods);
    model.addAttribute("typed", searchQuery.text());
    model.addAttribute("question", searchQuery);
    model.addAttribute("chosen", SearchResults.chosen(searchQuery));
    model.addAttribute("results", searchResults);
    model.addAttribute("first", p * limit + 1);
    model.addAttribute("feed", SearchResults.address("/search.atom", searchQuery.text()));
    return "search/search";
  }

  /** Feeds of the newest papers with all words that meet the filters. */
  @GetMapping({"/search.atom", "/search.json"})
  ResponseEntity<byte[]> feed(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "" + LIMIT) int limit,
      HttpServletRequest request) {
    check(0, limit);
    SearchQuery searchQuery = SearchQueryParser.parse(q);
    List<Long> found = search.newest(searchQuery, limit).stream().map(Search.Hit::paper).toList();
    return Syndication.answer(
        request.getRequestURI(),
        searchQuery.text(),
        SearchResults.address("/search", searchQuery.text()),
        SearchResults.address("/search.atom", searchQuery.text()),
        papers.withIds(found).stream().map(paper -> PaperView.of(paper, methods)).toList(),
        ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
  }

  /** The first results for the search box while typing. */
  @GetMapping("/search/instant")
  String instant(@RequestParam(defaultValue = "") String q, Model model) {
    SearchQuery searchQuery = SearchQueryParser.parse(q);
    model.addAttribute("typed", searchQuery.text());
    model.addAttribute(
        "papers",
        SearchResults.list(
            search.answer(searchQuery, 0, INSTANT, Detail.INSTANT), papers, methods));
    return "search/instant";
  }

  private Optional<StoredPaper> named(SearchQuery searchQuery) {
    return searchQuery.arxiv().isEmpty() ? Optional.empty() : papers.find(searchQuery.arxiv());
  }

  /**
   * @throws Problem with every fault
   */
  static void check(int page, int limit) {
    List<Fault> faults = new ArrayList<>();
    if (limit < 1 || limit > GREATEST_LIMIT) {
      faults.add(
          new Fault(
              "limit", "limit must be from 1 to %d: got %d".formatted(GREATEST_LIMIT, limit)));
    }
    if (page < 0 || page > Ranker.DEEPEST) {
      faults.add(new Fault("p", "p must be from 0 to %d: got %d".formatted(Ranker.DEEPEST, page)));
    }
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
  }
}
