package offprint.method;

import java.util.List;

/**
 * One thing a reader does with a paper: train, encode, forecast, fit, reproduce. Implementations
 * are stateless, have a public no-argument constructor and are found by {@link
 * java.util.ServiceLoader} ({@code @AutoService(Method.class)}). The {@code paper.md} in their
 * package says which paper it is and what it claims.
 *
 * @param <P> the parameter record: the single source of the method's schema, form, options and
 *     docs. Each component has a {@link Param}; rules across components live in its compact
 *     constructor and throw {@link IllegalArgumentException} with a message that names the
 *     parameter, the rule and the value.
 */
public interface Method<P extends Record> {
  Card card();

  /**
   * The first is made of the declared defaults; it ends within 10 s on two cores and needs neither
   * the network nor own data.
   */
  default List<Preset> presets() {
    return List.of(Preset.QUICK);
  }

  /**
   * Computes. Equal parameters and seed give an equal report.
   *
   * @throws IllegalArgumentException on wrong input: one clear message with name or row, rule and
   *     value
   * @throws ArithmeticException on divergence or NaN, naming the step and the quantity
   * @throws java.util.concurrent.CancellationException from {@link Run#progress} once the reader
   *     stopped the run
   */
  Report run(P params, Run run) throws Exception;
}
