package offprint.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import offprint.datasets.Dataset;
import offprint.method.Method;

/** The example data on the class path: shared data sets and those in the papers' folders. */
public final class Examples {
  /** One method of each paper. */
  private static final List<Class<?>> PAPERS = papers();

  private Examples() {}

  @SuppressWarnings("rawtypes") // a service is named by its raw type
  private static List<Class<?>> papers() {
    Map<String, Class<?>> papers = new TreeMap<>();
    ServiceLoader.load(Method.class).stream()
        .forEach(method -> papers.put(method.type().getPackageName(), method.type()));
    return List.copyOf(papers.values());
  }

  /** All examples, sorted by name. */
  public static List<Dataset> all() {
    List<Dataset> all = new ArrayList<>(Dataset.shared());
    PAPERS.forEach(paper -> all.addAll(Dataset.of(paper)));
    all.sort(Comparator.comparing(Dataset::name));
    return all;
  }

  public static Optional<Dataset> find(String name) {
    return Dataset.shared(name)
        .or(() -> PAPERS.stream().flatMap(paper -> Dataset.of(paper, name).stream()).findFirst());
  }

  /**
   * @throws IllegalArgumentException if there is none of that name; the message says what there is
   */
  public static Dataset get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no example '%s': there are %s"
                        .formatted(
                            name,
                            all().stream().map(Dataset::name).collect(Collectors.joining(", ")))));
  }
}
