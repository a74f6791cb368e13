package offprint.server.paper;

import offprint.server.method.Methods;
import offprint.server.web.Problem;
import offprint.server.web.Summary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class PaperApi {
  private final Papers papers;
  private final Methods methods;

  PaperApi(Papers papers, Methods methods) {
    this.papers = papers;
    this.methods = methods;
  }

  @Summary("One paper by arXiv id or slug, with what can be run of it")
  @GetMapping("/api/v1/papers/{id}")
  PaperView one(@PathVariable String id) {
    return papers
        .find(id)
        .map(paper -> PaperView.of(paper, methods))
        .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(id)));
  }
}
