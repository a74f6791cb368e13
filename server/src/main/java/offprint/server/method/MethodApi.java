package offprint.server.method;

import java.util.List;
import offprint.server.web.Summary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/methods")
final class MethodApi {
  private final Methods methods;

  MethodApi(Methods methods) {
    this.methods = methods;
  }

  @Summary("Every method that can be run")
  @GetMapping
  List<MethodView> all() {
    return methods.all().stream().map(MethodView::brief).toList();
  }

  @Summary("The methods of one paper")
  @GetMapping("/{slug}")
  List<MethodView> of(@PathVariable String slug) {
    return methods.of(slug).stream().map(MethodView::brief).toList();
  }

  @Summary("One method: presets, claims, JSON Schema of its parameters")
  @GetMapping("/{slug}/{task}")
  MethodView one(@PathVariable String slug, @PathVariable String task) {
    return MethodView.full(methods.get(slug + "/" + task));
  }
}
