package offprint.kernels.hmm;

import java.util.Arrays;

/**
 * A response that is linear in a window of the series, with coefficients and noise of each state:
 * response of row t | state k ~ N(B_k · z_t, v_k). Immutable.
 *
 * <p>{@link Response#VALUE}: y_t on z_t = (1, y_{t-1}, …, y_{t-width}), an autoregression; width 0
 * is a mean of each state. {@link Response#TARGET}: the target of row t on (1, y_t, …,
 * y_{t-width+1}).
 */
public final class WindowRegression {
  private static final int BLOCK = 512;

  /** What is explained, and so where the window ends. */
  public enum Response {
    VALUE(1),
    TARGET(0);

    private final int shift;

    Response(int shift) {
      this.shift = shift;
    }

    double[] of(Sequence sequence) {
      double[] target = sequence.target();
      if (this == VALUE) {
        return sequence.values();
      }
      if (target == null) {
        throw new IllegalArgumentException("the sequence has no target");
      }
      return target;
    }
  }

  private final Response response;
  private final int width;
  private final double[][] coefficients;
  private final double[] variance;

  private WindowRegression(
      Response response, int width, double[][] coefficients, double[] variance) {
    this.response = response;
    this.width = width;
    this.coefficients = coefficients;
    this.variance = variance;
  }

  /**
   * @param coefficients [Q][width + 1], intercept first, then the newest value of the window
   * @param variance [Q], above 0
   * @throws IllegalArgumentException if shapes differ or a variance is not positive
   */
  public static WindowRegression of(Response response, double[][] coefficients, double[] variance) {
    int width = coefficients.length == 0 ? -1 : coefficients[0].length - 1;
    double[][] copy = new double[coefficients.length][];
    for (int k = 0; k < copy.length; k++) {
      copy[k] = coefficients[k].clone();
      if (copy[k].length != width + 1 || copy.length != variance.length) {
        throw new IllegalArgumentException(
            "coefficients of state %d must be %d beside a variance: got %d and %d variances"
                .formatted(k, width + 1, copy[k].length, variance.length));
      }
      if (!(variance[k] > 0)) {
        throw new IllegalArgumentException(
            "variance of state %d must be above 0: got %s".formatted(k, variance[k]));
      }
    }
    if (width < 0) {
      throw new IllegalArgumentException("a regression must have at least one state");
    }
    return new WindowRegression(response, width, copy, variance.clone());
  }

  public int states() {
    return variance.length;
  }

  public int width() {
    return width;
  }

  /** {@code i} 0 is the intercept, 1 the newest value of the window. */
  public double coefficient(int state, int i) {
    return coefficients[state][i];
  }

  public double variance(int state) {
    return variance[state];
  }

  public double[][] coefficients() {
    return Arrays.stream(coefficients).map(double[]::clone).toArray(double[][]::new);
  }

  public double[] variance() {
    return variance.clone();
  }

  /** The same coefficients with other variances. */
  WindowRegression withVariance(double[] other) {
    return new WindowRegression(response, width, coefficients, other);
  }

  /** Told the mean responses in one state to rows {@code from} … {@code from + count - 1}. */
  interface MeanConsumer {
    void accept(int state, int from, int count, double[] mean);
  }

  /**
   * Mean response of every row in every state, NaN where the window has a gap; a few hundred rows
   * at a time, so that they stay in the nearest cache.
   */
  void predict(Sequence sequence, MeanConsumer consumer) {
    double[] mean = new double[Math.min(BLOCK, sequence.rows())];
    for (int from = 0; from < sequence.rows(); from += BLOCK) {
      int count = Math.min(BLOCK, sequence.rows() - from);
      for (int k = 0; k < states(); k++) {
        predict(sequence, k, from, count, mean);
        consumer.accept(k, from, count, mean);
      }
    }
  }

  private void predict(Sequence sequence, int state, int from, int count, double[] mean) {
    double[] y = sequence.values();
    double[] b = coefficients[state];
    Arrays.fill(mean, 0, count, b[0]);
    for (int i = 1; i <= width; i++) {
      double c = b[i];
      int lag = sequence.skip() - response.shift - i + 1 + from;
      for (int t = 0; t < count; t++) {
        mean[t] += c * y[lag + t];
      }
    }
  }

  /** Mean response of one state to the window whose newest value is {@code values[last]}. */
  public double mean(int state, double[] values, int last) {
    double[] b = coefficients[state];
    double sum = b[0];
    for (int i = 1; i <= width; i++) {
      sum += b[i] * values[last - i + 1];
    }
    return sum;
  }

  /**
   * Adds the log density of every row in every state; a row whose response or window has a gap adds
   * nothing.
   *
   * @param logEmission [rows * Q], row-major
   */
  public void addLogDensity(Sequence sequence, double[] logEmission) {
    int states = states();
    int skip = sequence.skip();
    double[] observed = response.of(sequence);
    predict(
        sequence,
        (k, from, count, mean) -> {
          double constant = -0.5 * Math.log(2 * Math.PI * variance[k]);
          double precision = 0.5 / variance[k];
          for (int t = 0; t < count; t++) {
            double residual = observed[skip + from + t] - mean[t];
            double density = constant - precision * residual * residual;
            if (!Double.isNaN(density)) {
              logEmission[(from + t) * states + k] += density;
            }
          }
        });
  }
}
