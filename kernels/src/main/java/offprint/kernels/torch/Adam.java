package offprint.kernels.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;

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
    this.parameters = parameters;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.weightDecay = weightDecay;
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
      flat.getNDArrayInternal()
          .adamUpdate(
              new NDList(flat, gradient, mean, variance),
              new NDList(flat),
              (float) learningRate,
              (float) (learningRate * correction2 / correction1),
              (float) weightDecay,
              (float) scale,
              -1,
              (float) beta1,
              (float) beta2,
              (float) (epsilon * correction2),
              false,
              true);
    }
  }
}
