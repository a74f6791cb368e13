package offprint.kernels.torch;

import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import offprint.kernels.task.Progress;

/**
 * The training loop: steps, validation, best weights kept, early stop. With a {@link TrainingState}
 * it can be stopped after any step and resumed from a file.
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
    try (TrainingState state = new TrainingState(parameters, adam)) {
      return run(state, Integer.MAX_VALUE, rate, step, validation, watcher).orElseThrow();
    }
  }

  /**
   * Runs the loop from a state up to {@code until} steps in all.
   *
   * @param state a new one, or one loaded from a file
   * @return empty if the training is not finished; else the parameters are left at their best
   * @throws ArithmeticException if a loss is not finite, naming the step
   */
  public Optional<Outcome> run(
      TrainingState state,
      int until,
      IntToDoubleFunction rate,
      Step step,
      DoubleSupplier validation,
      Progress watcher) {
    if (!state.isStarted()) {
      watcher.progress(0, "validation before training");
      double loss = validation.getAsDouble();
      watcher.point("validation loss", 0, loss);
      state.start(loss);
    }
    int total = epochs * stepsPerEpoch;
    while (state.epochs() < epochs && state.epochs() - state.bestEpoch() < patience) {
      int epoch = state.epochs();
      while (state.steps() < (epoch + 1) * stepsPerEpoch) {
        int done = state.steps();
        if (done >= until) {
          return Optional.empty();
        }
        watcher.progress((double) done / total, "epoch %d of %d".formatted(epoch + 1, epochs));
        double loss;
        try {
          loss = step.loss(epoch, done - epoch * stepsPerEpoch);
        } catch (ArithmeticException e) {
          throw new ArithmeticException("step %d: %s".formatted(done + 1, e.getMessage()));
        }
        state.step(rate.applyAsDouble(done));
        watcher.point("train loss", done + 1.0, loss);
      }
      double loss = finite(validation.getAsDouble(), state.steps());
      watcher.point("validation loss", state.steps(), loss);
      state.endEpoch(loss);
    }
    return Optional.of(state.finish());
  }

  private static double finite(double loss, int step) {
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException("step %d: the validation loss is %s".formatted(step, loss));
    }
    return loss;
  }
}
