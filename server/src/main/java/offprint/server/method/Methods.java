package offprint.server.method;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import offprint.engine.Catalogue;
import offprint.engine.Nearest;
import offprint.engine.PaperMethod;
import offprint.method.Paper;
import offprint.server.web.Problem;
import org.springframework.stereotype.Component;

/** The methods on the class path. Schemas are made when first asked for. */
@Component
public final class Methods {
  private final Catalogue catalogue = Catalogue.load();
  private final Map<String, List<PaperMethod<?>>> byPaper =
      catalogue.methods().stream().collect(Collectors.groupingBy(method -> method.paper().slug()));
  private final Map<String, MethodEntry<?>> methodEntry = new ConcurrentHashMap<>();

  public List<PaperMethod<?>> all() {
    return catalogue.methods();
  }

  /** A paper's methods; none for a paper without slug. */
  public List<PaperMethod<?>> ofPaper(String slug) {
    return byPaper.getOrDefault(slug, List.of());
  }

  public List<Paper> papers() {
    return catalogue.papers();
  }

  public Optional<MethodEntry<?>> find(String id) {
    return catalogue
        .find(id)
        .map(method -> methodEntry.computeIfAbsent(id, _ -> MethodEntry.of(method)));
  }

  /**
   * @throws Problem not found; the message names the nearest method
   */
  public MethodEntry<?> get(String id) {
    return find(id).orElseThrow(() -> missing(id));
  }

  /**
   * The methods of a paper.
   *
   * @throws Problem not found; the message names the nearest paper that has some
   */
  public List<PaperMethod<?>> of(String slug) {
    List<PaperMethod<?>> found = catalogue.of(slug);
    if (found.isEmpty()) {
      throw Problem.notFound(
          "there is no paper '%s' with methods%s"
              .formatted(slug, Nearest.hint(slug, byPaper.keySet())));
    }
    return found;
  }

  private Problem missing(String id) {
    try {
      catalogue.get(id);
      throw new IllegalStateException("%s is there".formatted(id));
    } catch (IllegalArgumentException e) {
      return Problem.notFound(String.valueOf(e.getMessage()));
    }
  }
}
