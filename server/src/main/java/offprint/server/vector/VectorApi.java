package offprint.server.vector;

import offprint.server.web.Summary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class VectorApi {
  private final VectorBackfill vectorBackfill;

  VectorApi(VectorBackfill vectorBackfill) {
    this.vectorBackfill = vectorBackfill;
  }

  @Summary("The sentence vectors: model, papers that have one, rate and time left")
  @GetMapping("/api/v1/vectors")
  VectorProgress progress() {
    return vectorBackfill.progress();
  }
}
