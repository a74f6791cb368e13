package offprint.papers.spatiotemporalentropy;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import offprint.kernels.torch.Adam;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Parameters;
import offprint.method.Run;

/**
 * Adam on several groups of parameters with their own learning rates: a warm-up, then a constant
 * rate, then a cosine decay. The values that are best on held-back data are kept.
 *
 * @param name of the stage
 */
record Descent(String name, int steps, List<Group> groups, Run run) {
  private static final int WARM_UP = 20;
  private static final double FALL = 0.4;
  private static final int CHECKS = 12;
  private static final double MOST_NORM = 1;

  /** Parameters and their rate. */
  record Group(Parameters parameters, double rate) {}

  /**
   * The result of a stage.
   *
   * @param first held-back loss before
   * @param best the lowest, whose parameters are kept
   */
  record Outcome(double first, double best, int bestStep) {}

  /**
   * @throws ArithmeticException if the loss is not finite, naming stage and step
   */
  Outcome run(Supplier<NDArray> loss, DoubleSupplier held) {
    run.progress(0, name);
    List<Adam> adams = groups.stream().map(group -> new Adam(group.parameters)).toList();
    double first = held.getAsDouble();
    double best = first;
    int bestStep = 0;
    List<double[]> kept = values();
    run.point(name + ", held back", 0, first);
    int every = Math.max(1, steps / CHECKS);
    for (int step = 0; step < steps; step++) {
      run.progress((double) step / steps, "%s, step %d of %d".formatted(name, step + 1, steps));
      double value;
      try {
        value = Gradient.of(loss);
      } catch (ArithmeticException e) {
        throw new ArithmeticException("%s, step %d: %s".formatted(name, step + 1, e.getMessage()));
      }
      for (int g = 0; g < adams.size(); g++) {
        adams.get(g).step(groups.get(g).rate * share(step), MOST_NORM);
      }
      run.point(name, step + 1, value);
      if ((step + 1) % every == 0 || step + 1 == steps) {
        double now = held.getAsDouble();
        run.point(name + ", held back", step + 1, now);
        if (now < best) {
          best = now;
          bestStep = step + 1;
          kept = values();
        }
      }
    }
    for (int g = 0; g < groups.size(); g++) {
      groups.get(g).parameters.set(kept.get(g));
    }
    return new Outcome(first, best, bestStep);
  }

  private double share(int step) {
    double warm = Math.min(1, (step + 1.0) / WARM_UP);
    double flat = (1 - FALL) * steps;
    double fall = step < flat ? 1 : 0.5 * (1 + Math.cos(Math.PI * (step - flat) / (steps - flat)));
    return warm * fall;
  }

  private List<double[]> values() {
    List<double[]> all = new ArrayList<>();
    groups.forEach(group -> all.add(group.parameters.values()));
    return all;
  }
}
