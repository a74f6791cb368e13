package offprint.kernels.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a {@link Training} has come: weights, optimiser, steps and epochs taken, and the best
 * weights so far. A state can be saved between two steps and loaded in another process; the
 * training then goes on bit for bit as if it had never stopped, given that its steps depend on
 * epoch and step number alone (see {@link StepRandom}).
 */
public final class TrainingState implements AutoCloseable {
  private static final String BEST_WEIGHTS = "best.weights";

  private final Parameters parameters;
  private final Adam adam;
  private final double maxNorm;
  private double firstValidation = Double.NaN;
  private double bestValidation = Double.NaN;
  private int bestEpoch;
  private int epochs;
  private @Nullable NDArray bestWeights;

  /**
   * @param adam of the same parameters; it has taken no step
   */
  public TrainingState(Parameters parameters, Adam adam) {
    this(parameters, adam, Double.POSITIVE_INFINITY);
  }

  /**
   * @param adam of the same parameters; it has taken no step
   * @param maxNorm to which the Euclidean norm of a step's gradient is cut down
   */
  public TrainingState(Parameters parameters, Adam adam, double maxNorm) {
    this.parameters = parameters;
    this.adam = adam;
    this.maxNorm = maxNorm;
  }

  /** Optimiser steps taken. */
  public int steps() {
    return adam.steps();
  }

  /** Epochs finished, each with its validation. */
  public int epochs() {
    return epochs;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  boolean isStarted() {
    return bestWeights != null;
  }

  void start(double validation) {
    firstValidation = validation;
    keep(validation, 0);
  }

  void step(double rate) {
    adam.step(rate, maxNorm);
  }

  void endEpoch(double validation) {
    epochs++;
    if (validation < bestValidation) {
      keep(validation, epochs);
    }
  }

  private void keep(double validation, int epoch) {
    bestValidation = validation;
    bestEpoch = epoch;
    close();
    bestWeights = parameters.snapshot();
  }

  /** Gives the parameters their best values. */
  Training.Outcome finish() {
    if (bestWeights != null) {
      parameters.restore(bestWeights);
    }
    return new Training.Outcome(firstValidation, bestValidation, bestEpoch, epochs);
  }

  /**
   * Writes the state in the format of {@link TrainingFile}, with the best weights end to end as
   * {@code best.weights} (F64).
   *
   * @param plan text of all that must be equal for the training to go on
   */
  public void save(String plan, OutputStream out) throws IOException {
    Map<String, Safetensors.Tensor> tensors = Map.of();
    if (bestWeights != null) {
      try (NDScope _ = new NDScope()) {
        double[] values = bestWeights.toType(DataType.FLOAT64, false).toDoubleArray();
        tensors = Map.of(BEST_WEIGHTS, Safetensors.Tensor.of(values, values.length));
      }
    }
    Map<String, String> metadata =
        Map.of(
            "first_validation", Double.toString(firstValidation),
            "best_validation", Double.toString(bestValidation),
            "best_epoch", Integer.toString(bestEpoch),
            "epochs", Integer.toString(epochs));
    TrainingFile.write(parameters, adam, plan, tensors, metadata, out);
  }

  /**
   * Overwrites the state by that of a file.
   *
   * @throws IllegalArgumentException if the file is of another plan or another model
   */
  public void load(String plan, Safetensors file) {
    TrainingFile.read(file, plan, parameters, adam);
    firstValidation = number(file, "first_validation");
    bestValidation = number(file, "best_validation");
    bestEpoch = (int) number(file, "best_epoch");
    epochs = (int) number(file, "epochs");
    close();
    if (file.tensors().containsKey(BEST_WEIGHTS)) {
      NDArray weights = parameters.snapshot();
      try (NDScope _ = new NDScope()) {
        double[] values = file.doubles(BEST_WEIGHTS, parameters.size());
        weights.set(
            new NDIndex(":"),
            weights.getManager().create(values).toType(weights.getDataType(), false));
      }
      bestWeights = weights;
    }
  }

  /** Releases the best weights. */
  @Override
  public void close() {
    if (bestWeights != null) {
      bestWeights.close();
      bestWeights = null;
    }
  }

  private static double number(Safetensors file, String key) {
    String text = file.metadata().get(key);
    if (text == null) {
      throw new IllegalArgumentException("the saved training has no " + key);
    }
    return Double.parseDouble(text);
  }
}
