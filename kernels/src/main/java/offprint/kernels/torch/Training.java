package offprint.kernels.torch;

import ai.djl.ndarray.NDArray;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import offprint.kernels.task.Progress;

/**
 * The training loop: steps, validation, best weights kept, early stop.
 *
 * @param epochs at most so many
 * @param stepsPerEpoch optimiser steps between validations
 * @param patience stop after so many epochs without a better validation loss
 */
public record Training(int epochs, int stepsPerEpoch, int patience) {

  /** Computes the loss of one step and adds its gradient, see {@link Gradient#of}. */
  public interface Step {
    double loss(int epoch, int step);
  }

  /**
   * What came of it.
   *
   * @param firstValidation loss before the first step
   * @param bestValidation lowest loss at the end of an epoch; the parameters have the values of
   *     that moment, or the first ones where no epoch was better
   * @param bestEpoch from 1; 0 where no epoch was better than the start
   * @param epochs run
   */
  public record Outcome(double firstValidation, double bestValidation, int bestEpoch, int epochs) {}

  /**
   * Runs the loop and leaves the parameters at their best.
   *
   * @param rate learning rate of each step, counted from 0 over all epochs
   * @param validation loss of the current parameters on data kept apart
   * @throws ArithmeticException if a loss is not finite, naming the step
   */
  public Outcome run(
      Parameters parameters,
      Adam adam,
      IntToDoubleFunction rate,
      Step step,
      DoubleSupplier validation,
      Progress watcher) {
    watcher.progress(0, "validation before training");
    double first = validation.getAsDouble();
    watcher.point("validation loss", 0, first);
    double best = first;
    int bestEpoch = 0;
    NDArray weights = parameters.snapshot();
    int total = epochs * stepsPerEpoch;
    int done = 0;
    int epoch = 0;
    while (epoch < epochs && epoch - bestEpoch < patience) {
      for (int i = 0; i < stepsPerEpoch; i++) {
        watcher.progress((double) done / total, "epoch %d of %d".formatted(epoch + 1, epochs));
        double loss;
        try {
          loss = step.loss(epoch, i);
        } catch (ArithmeticException e) {
          throw new ArithmeticException("step %d: %s".formatted(done + 1, e.getMessage()));
        }
        adam.step(rate.applyAsDouble(done));
        watcher.point("train loss", ++done, loss);
      }
      epoch++;
      double loss = finite(validation.getAsDouble(), done);
      watcher.point("validation loss", done, loss);
      if (loss < best) {
        best = loss;
        bestEpoch = epoch;
        weights.close();
        weights = parameters.snapshot();
      }
    }
    parameters.restore(weights);
    weights.close();
    return new Outcome(first, best, bestEpoch, epoch);
  }

  private static double finite(double loss, int step) {
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException("step %d: the validation loss is %s".formatted(step, loss));
    }
    return loss;
  }
}
