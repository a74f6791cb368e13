package offprint.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import offprint.method.Method;
import offprint.method.Paper;

/** All methods on the class path, by id. */
public final class Catalogue {
  private final Map<String, Method<?>> methods;

  private Catalogue(Map<String, Method<?>> methods) {
    this.methods = methods;
  }

  /**
   * @throws IllegalStateException if two methods share an id
   */
  public static Catalogue load() {
    Map<String, Method<?>> found = new TreeMap<>();
    for (Method<?> method : ServiceLoader.load(Method.class)) {
      if (found.put(method.card().id(), method) != null) {
        throw new IllegalStateException("two methods are called " + method.card().id());
      }
    }
    return new Catalogue(found);
  }

  public List<Method<?>> methods() {
    return List.copyOf(methods.values());
  }

  public Optional<Method<?>> find(String id) {
    return Optional.ofNullable(methods.get(id));
  }

  /**
   * @throws IllegalArgumentException if there is none; the message names the nearest, or those of
   *     the paper of that name
   */
  public Method<?> get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    of(id).isEmpty()
                        ? "there is no method '%s'%s"
                            .formatted(id, Nearest.hint(id, methods.keySet()))
                        : "'%s' is a paper: name one of its methods, %s"
                            .formatted(id, String.join(", ", ids(of(id))))));
  }

  private static List<String> ids(List<Method<?>> methods) {
    return methods.stream().map(method -> method.card().id()).toList();
  }

  public List<Method<?>> of(String slug) {
    return methods().stream().filter(m -> m.card().paper().slug().equals(slug)).toList();
  }

  /** The papers that have methods, by slug. */
  public List<Paper> papers() {
    List<Paper> papers = new ArrayList<>();
    for (Method<?> method : methods.values()) {
      if (papers.isEmpty() || !papers.getLast().slug().equals(method.card().paper().slug())) {
        papers.add(method.card().paper());
      }
    }
    return papers;
  }
}
