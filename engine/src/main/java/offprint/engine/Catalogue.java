package offprint.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import offprint.method.Method;
import offprint.method.Paper;

/** All papers on the class path with their methods, by id. */
public final class Catalogue {
  private final Map<String, PaperMethod<?>> methods;

  private Catalogue(Map<String, PaperMethod<?>> methods) {
    this.methods = methods;
  }

  /**
   * @throws IllegalStateException if two methods share an id, or a {@code paper.md} is missing or
   *     wrong
   */
  public static Catalogue load() {
    Map<String, PaperFile> files = new HashMap<>();
    Map<String, PaperMethod<?>> found = new TreeMap<>();
    for (Method<?> method : ServiceLoader.load(Method.class)) {
      Class<?> type = method.getClass();
      PaperFile file = files.computeIfAbsent(type.getPackageName(), _ -> PaperFile.beside(type));
      PaperMethod<?> offered = PaperMethod.of(file, method);
      if (found.put(offered.id(), offered) != null) {
        throw new IllegalStateException("two methods are called " + offered.id());
      }
    }
    files.values().forEach(file -> requireTasks(file, found));
    return new Catalogue(found);
  }

  private static void requireTasks(PaperFile file, Map<String, PaperMethod<?>> methods) {
    for (Claim claim : file.claims()) {
      String id = file.paper().slug() + "/" + claim.task();
      if (claim.isRunnable() && !methods.containsKey(id)) {
        throw new IllegalStateException(
            "claim %s of %s: there is no method %s".formatted(claim.id(), file.paper().slug(), id));
      }
    }
  }

  public List<PaperMethod<?>> methods() {
    return List.copyOf(methods.values());
  }

  public Optional<PaperMethod<?>> find(String id) {
    return Optional.ofNullable(methods.get(id));
  }

  /**
   * @throws IllegalArgumentException if there is no such method; the message suggests the nearest
   *     id, or the methods of the paper of that name
   */
  public PaperMethod<?> get(String id) {
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

  private static List<String> ids(List<PaperMethod<?>> methods) {
    return methods.stream().map(PaperMethod::id).toList();
  }

  public List<PaperMethod<?>> of(String slug) {
    return methods().stream().filter(m -> m.paper().slug().equals(slug)).toList();
  }

  /** The papers that have methods, by slug. */
  public List<Paper> papers() {
    return methods.values().stream().<Paper>map(PaperMethod::paper).distinct().toList();
  }
}
