package offprint.server.search;

import offprint.server.method.Methods;
import offprint.server.paper.Papers;
import offprint.server.search.Search.Detail;
import offprint.server.web.Summary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class SearchApi {
  private final Search search;
  private final Papers papers;
  private final Methods methods;

  SearchApi(Search search, Papers papers, Methods methods) {
    this.search = search;
    this.papers = papers;
    this.methods = methods;
  }

  @Summary(
      "Papers that a question finds, the best first: words, \"exact phrases\", author:, topic:,"
          + " year:2023-2025, has:code, has:method, - before what must not be there")
  @GetMapping("/api/v1/search")
  Results search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") int p,
      @RequestParam(defaultValue = "" + SearchPages.LIMIT) int limit) {
    SearchPages.check(p, limit);
    return Results.of(
        search.answer(QuestionParser.parse(q), p * limit, limit, Detail.COUNTED),
        p,
        limit,
        "/api/v1/search",
        papers,
        methods);
  }
}
