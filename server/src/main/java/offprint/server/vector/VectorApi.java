package offprint.server.vector;

import offprint.server.web.Summary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class VectorApi {
  private final Supply supply;

  VectorApi(Supply supply) {
    this.supply = supply;
  }

  @Summary("The sentence vectors: model, papers that have one, rate and time left")
  @GetMapping("/api/v1/vectors")
  Progress progress() {
    return supply.progress();
  }
}
