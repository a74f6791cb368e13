package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Adam;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Adam with a rate that falls by a half cosine; gradient norm at most 1; the weights of the best
 * validation are kept.
 *
 * @param rate at the first step
 * @param validations how many after the first
 * @param paces of each weight: its share of a step, where trained weights are there, for which the
 *     rate rises first; null for none
 * @param least of each weight: what it is kept from falling below; null for no bounds
 */
record Descent(
    int steps, double rate, int validations, float @Nullable [] paces, float @Nullable [] least) {
  /** Steps in which the rate rises. */
  private static final int WARMING = 20;

  /**
   * The result of a training.
   *
   * @param first validation before the first step
   * @param best the lowest, whose weights are left
   * @param bestStep after which it was
   * @param broken why it ended early; null if it did not
   */
  record Outcome(double first, double best, int bestStep, @Nullable String broken) {}

  Outcome run(
      Parameters parameters, Supplier<NDArray> loss, DoubleSupplier validation, Progress progress) {
    progress.progress(0, "validation");
    double first = validation.getAsDouble();
    progress.point("held back", 0, first);
    double best = first;
    int bestStep = 0;
    String broken = null;
    NDArray weights = parameters.snapshot();
    Adam adam = new Adam(parameters);
    // made once, since each copy in native memory would wait for Java's collector
    NDArray pace = paces == null ? null : parameters.flat().getManager().create(paces);
    NDArray bound = least == null ? null : parameters.flat().getManager().create(least);
    int every = Math.max(1, steps / validations);
    for (int step = 1; step <= steps && broken == null; step++) {
      progress.progress((double) step / steps, "step %d of %d".formatted(step, steps));
      try {
        double value = Gradient.of(loss);
        if (step % 10 == 0 || step == 1) {
          progress.point("training", step, value);
        }
      } catch (ArithmeticException e) {
        broken = "step %d: %s".formatted(step, e.getMessage());
        continue;
      }
      step(parameters, adam, rate(step), pace, bound);
      if (step % every == 0 || step == steps) {
        double value = validation.getAsDouble();
        progress.point("held back", step, value);
        if (value < best) {
          best = value;
          bestStep = step;
          weights.close();
          weights = parameters.snapshot();
        }
      }
    }
    parameters.restore(weights);
    weights.close();
    return new Outcome(first, best, bestStep, broken);
  }

  private double rate(int step) {
    double begun = paces == null ? 1 : Math.min(1, (double) step / WARMING);
    return begun * rate * 0.5 * (1 + Math.cos(Math.PI * (step - 1) / steps));
  }

  private static void step(
      Parameters parameters,
      Adam adam,
      double rate,
      @Nullable NDArray pace,
      @Nullable NDArray bound) {
    try (NDScope _ = new NDScope()) {
      NDArray before = pace == null ? null : parameters.snapshot();
      adam.step(rate, 1);
      if (pace != null && before != null) {
        NDArray moved = parameters.snapshot().subi(before);
        parameters.restore(before.addi(moved.muli(pace)));
      } else if (bound != null) {
        parameters.restore(parameters.snapshot().maximum(bound));
      }
    }
  }
}
