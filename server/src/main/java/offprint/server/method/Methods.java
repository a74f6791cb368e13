package offprint.server.method;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import offprint.engine.Catalogue;
import offprint.engine.Nearest;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Paper;
import offprint.server.web.Problem;
import org.springframework.stereotype.Component;

/** The methods on the class path. Schemas are made when first asked for. */
@Component
public final class Methods {
  private final Catalogue catalogue = Catalogue.load();
  private final Map<String, List<Card>> cards =
      catalogue.methods().stream()
          .map(Method::card)
          .collect(Collectors.groupingBy(card -> card.paper().slug()));
  private final Map<String, MethodEntry<?>> methodEntry = new ConcurrentHashMap<>();

  public List<Method<?>> all() {
    return catalogue.methods();
  }

  /** Cards of a paper's methods; none for a paper without slug. */
  public List<Card> cards(String slug) {
    return cards.getOrDefault(slug, List.of());
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
  public List<Method<?>> of(String slug) {
    List<Method<?>> found = catalogue.of(slug);
    if (found.isEmpty()) {
      throw Problem.notFound(
          "there is no paper '%s' with methods%s"
              .formatted(slug, Nearest.hint(slug, cards.keySet())));
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
