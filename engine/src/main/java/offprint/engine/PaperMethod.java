package offprint.engine;

import java.util.List;
import offprint.method.Method;
import offprint.method.Paper;

/**
 * A method together with the declarations of the {@code paper.md} beside it.
 *
 * @param claims those that runs of this method decide
 */
public record PaperMethod<P extends Record>(Paper paper, Method<P> method, List<Claim> claims) {
  public PaperMethod {
    claims = List.copyOf(claims);
  }

  /**
   * @throws IllegalStateException if the {@code paper.md} is missing or wrong
   */
  public static <P extends Record> PaperMethod<P> of(Method<P> method) {
    return of(PaperFile.beside(method.getClass()), method);
  }

  static <P extends Record> PaperMethod<P> of(PaperFile file, Method<P> method) {
    String task = method.card().task();
    return new PaperMethod<>(
        file.paper(),
        method,
        file.claims().stream().filter(claim -> claim.task().equals(task)).toList());
  }

  /** Slug and task, e.g. "timemixer/forecast". */
  public String id() {
    return paper.slug() + "/" + task();
  }

  public String task() {
    return method.card().task();
  }

  public String summary() {
    return method.card().summary();
  }
}
