package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import offprint.kernels.torch.Adam;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Parameters;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * Adam with a rate that falls by a half cosine, after a rise where trained weights are there;
 * gradient norm at most 1; the weights of the best validation are kept.
 *
 * @param name of what is trained, for progress and curves
 * @param from share of the run done before
 * @param to share of the run done after
 * @param rate at the first step
 * @param every steps between validations
 * @param paces of each weight: its share of a step; null for whole steps
 * @param least of each weight: what it is kept from falling below; null for no bounds
 */
record Descent(
    String name,
    double from,
    double to,
    int steps,
    double rate,
    int every,
    float @Nullable [] paces,
    float @Nullable [] least) {
  /** Steps in which the rate grows where trained weights are there. */
  private static final int WARMING = 20;

  /**
   * What came of it.
   *
   * @param first validation before the first step
   * @param best the lowest, whose weights are left
   * @param bestStep after which it was
   * @param broken why it ended early; null where it did not
   */
  record Outcome(double first, double best, int bestStep, @Nullable String broken) {}

  Outcome run(Parameters parameters, Supplier<NDArray> loss, DoubleSupplier validation, Run run) {
    run.progress(from, name + ": validation");
    double first = validation.getAsDouble();
    run.point(name + ": held back", 0, first);
    double best = first;
    int bestStep = 0;
    String broken = null;
    NDArray weights = parameters.snapshot();
    Adam adam = new Adam(parameters);
    Bounds bounds = Bounds.of(this, parameters.flat().getManager());
    for (int step = 1; step <= steps && broken == null; step++) {
      run.progress(
          from + (to - from) * step / steps, "%s: step %d of %d".formatted(name, step, steps));
      try {
        double value = Gradient.of(loss);
        if (step % 10 == 0 || step == 1) {
          run.point(name + ": training", step, value);
        }
      } catch (ArithmeticException e) {
        broken = "%s: step %d: %s".formatted(name, step, e.getMessage());
        continue;
      }
      bounds.step(parameters, adam, rate(step));
      if (step % every == 0 || step == steps) {
        double value = validation.getAsDouble();
        run.point(name + ": held back", step, value);
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

  /** Paces and bounds in native memory, made once: each copy would wait for Java's collector. */
  private record Bounds(@Nullable NDArray paces, @Nullable NDArray least) {
    static Bounds of(Descent descent, NDManager manager) {
      return new Bounds(tensor(descent.paces, manager), tensor(descent.least, manager));
    }

    private static @Nullable NDArray tensor(float @Nullable [] values, NDManager manager) {
      return values == null ? null : manager.create(values);
    }

    void step(Parameters parameters, Adam adam, double rate) {
      try (NDScope _ = new NDScope()) {
        NDArray before = paces == null ? null : parameters.snapshot();
        adam.step(rate, 1);
        if (paces != null && before != null) {
          NDArray moved = parameters.snapshot().subi(before);
          parameters.restore(before.addi(moved.muli(paces)));
        } else if (least != null) {
          parameters.restore(parameters.snapshot().maximum(least));
        }
      }
    }
  }
}
