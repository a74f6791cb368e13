package offprint.server.search;

import java.util.List;
import offprint.server.method.Methods;
import offprint.server.paper.PaperView;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.search.Search.Detail;
import offprint.server.search.query.SearchQueryParser;
import offprint.server.web.Problem;
import offprint.server.web.Summary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class SearchApi {
  private final Search search;
  private final Neighbours neighbours;
  private final Papers papers;
  private final Methods methods;

  SearchApi(Search search, Neighbours neighbours, Papers papers, Methods methods) {
    this.search = search;
    this.neighbours = neighbours;
    this.papers = papers;
    this.methods = methods;
  }

  @Summary(
      "Papers that a question finds, the best first: words, \"exact phrases\", author:, title:,"
          + " topic:, year:2023-2025, has:code, has:method, - before what must not be there; an"
          + " arXiv id or address finds its paper")
  @GetMapping("/api/v1/search")
  SearchResults search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") int p,
      @RequestParam(defaultValue = "" + SearchPages.LIMIT) int limit) {
    SearchPages.check(p, limit);
    return SearchResults.of(
        search.answer(SearchQueryParser.parse(q), p * limit, limit, Detail.COUNTED),
        p,
        limit,
        "/api/v1/search",
        papers,
        methods);
  }

  /** Papers similar to one, the most similar first. */
  record Similar(List<PaperView> papers) {}

  @Summary("Papers similar to one, by the same words and sentence vectors as search")
  @GetMapping("/api/v1/papers/{id}/similar")
  Similar similar(@PathVariable String id, @RequestParam(defaultValue = "10") int limit) {
    SearchPages.check(0, limit);
    StoredPaper paper =
        papers
            .find(id)
            .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(id)));
    return new Similar(
        neighbours.to(paper.id(), limit).stream().map(p -> PaperView.of(p, methods)).toList());
  }
}
