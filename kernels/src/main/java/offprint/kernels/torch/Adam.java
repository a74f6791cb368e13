package offprint.kernels.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.Map;

/**
 * Adam, and AdamW where weight decay is not 0, on the flat buffer of {@link Parameters}: the update
 * of PyTorch,
 *
 * <pre>θ ← θ − lr·decay·θ − lr/(1−β1^t) · m / (√(v/(1−β2^t)) + ε)</pre>
 *
 * in one native call.
 */
public final class Adam {
  private final Parameters parameters;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double weightDecay;
  private final long decayed;
  private final NDArray mean;
  private final NDArray variance;
  private int steps;

  /** β1 = 0.9, β2 = 0.999, ε = 1e-8, no weight decay. */
  public Adam(Parameters parameters) {
    this(parameters, 0.9, 0.999, 1e-8, 0);
  }

  /**
   * @param weightDecay decoupled from the gradient (AdamW)
   */
  public Adam(
      Parameters parameters, double beta1, double beta2, double epsilon, double weightDecay) {
    this(parameters, beta1, beta2, epsilon, weightDecay, parameters.size());
  }

  /**
   * @param decayed how many numbers decay: the first of the flat buffer
   */
  public Adam(
      Parameters parameters,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      long decayed) {
    this.parameters = parameters;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.weightDecay = weightDecay;
    this.decayed = decayed;
    this.mean = parameters.flat().zerosLike();
    this.variance = parameters.flat().zerosLike();
  }

  /** Takes one step along the gathered gradient and clears it. */
  public void step(double learningRate) {
    step(learningRate, Double.POSITIVE_INFINITY);
  }

  /**
   * As {@link #step(double)}, after scaling the gradient so that its Euclidean norm is at most
   * {@code maxNorm}.
   */
  public void step(double learningRate, double maxNorm) {
    steps++;
    double correction1 = 1 - Math.pow(beta1, steps);
    double correction2 = Math.sqrt(1 - Math.pow(beta2, steps));
    NDArray flat = parameters.flat();
    try (NDScope _ = new NDScope()) {
      NDArray gradient = flat.getGradient();
      double scale = 1;
      if (maxNorm < Double.POSITIVE_INFINITY) {
        double norm = gradient.norm().toType(DataType.FLOAT64, false).getDouble();
        scale = Math.min(1, maxNorm / (norm + 1e-6));
      }
      boolean allDecay = decayed == parameters.size();
      if (weightDecay > 0 && !allDecay) {
        flat.get(new NDIndex("0:" + decayed)).muli(1 - learningRate * weightDecay);
      }
      flat.getNDArrayInternal()
          .adamUpdate(
              new NDList(flat, gradient, mean, variance),
              new NDList(flat),
              (float) learningRate,
              (float) (learningRate * correction2 / correction1),
              (float) (allDecay ? weightDecay : 0),
              (float) scale,
              -1,
              (float) beta1,
              (float) beta2,
              (float) (epsilon * correction2),
              false,
              true);
    }
  }

  /** Steps taken. */
  public int steps() {
    return steps;
  }

  /** The running means as tensors of a file, from which {@link #load} goes on. */
  public Map<String, Safetensors.Tensor> tensors() {
    return Map.of(
        "adam.mean",
        Safetensors.Tensor.of(mean.toType(DataType.FLOAT64, false).toDoubleArray(), mean.size()),
        "adam.variance",
        Safetensors.Tensor.of(
            variance.toType(DataType.FLOAT64, false).toDoubleArray(), variance.size()));
  }

  /**
   * @param steps taken when the tensors were written
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  public void load(Safetensors file, int steps) {
    try (NDScope _ = new NDScope()) {
      restore(mean, file.doubles("adam.mean", mean.size()));
      restore(variance, file.doubles("adam.variance", variance.size()));
    }
    this.steps = steps;
  }

  private static void restore(NDArray to, double[] values) {
    to.set(new NDIndex(":"), to.getManager().create(values).toType(to.getDataType(), false));
  }
}
