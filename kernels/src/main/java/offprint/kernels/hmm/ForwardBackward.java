package offprint.kernels.hmm;

import java.util.Arrays;

/**
 * Posterior laws of the states of one sequence, by the scaled recursions (Rabiner 1989, eqs. 19–27)
 * on likelihoods divided by each row's largest.
 *
 * <p>alpha · beta is the same number at every row unless the weight of a path left the range of
 * doubles on the way; the sequence is then done again in logarithms ({@link LogForwardBackward}),
 * so results are right however far emissions lie apart. Keeps work space; not thread-safe.
 */
public final class ForwardBackward {
  private static final double SMALLEST_SCALE = 1e-200;
  private static final double FLUSHED = 1e-250;
  private static final double AGREEMENT = 1e-8;

  private final HiddenChain chain;
  private final int states;
  private final double[] start;
  private final double[] step;
  private final double[] beta;
  private final double[] weight;
  private double[] likelihood = new double[0];
  private double[] scale = new double[0];
  private double[] alpha = new double[0];

  public ForwardBackward(HiddenChain chain) {
    this.chain = chain;
    this.states = chain.states();
    this.start = chain.start();
    this.step = chain.survival();
    this.beta = new double[states];
    this.weight = new double[states];
  }

  /**
   * Law of the state at each row given the rows so far.
   *
   * @param logEmission [rows * Q], row-major; -infinity excludes a state
   * @param filtered [rows * Q], written
   * @return log likelihood in nats
   * @throws NoFeasiblePath naming sequence 0
   */
  public double filter(double[] logEmission, int rows, double[] filtered) {
    double log = forward(logEmission, rows, filtered);
    return Double.isNaN(log)
        ? new LogForwardBackward(chain).filter(logEmission, rows, filtered)
        : log;
  }

  /**
   * Law of the state at each row given all rows, and expected transitions.
   *
   * @param logEmission [rows * Q]
   * @param end [Q], factor after the last row, e.g. {@link HiddenChain#end}
   * @param gamma [rows * Q], written: each row sums to 1
   * @param transitions [Q * Q], expected numbers of transitions are added
   * @return log likelihood in nats
   * @throws NoFeasiblePath naming sequence 0
   */
  public double posterior(
      double[] logEmission, int rows, double[] end, double[] gamma, double[] transitions) {
    if (alpha.length < rows * states) {
      alpha = new double[rows * states];
    }
    double log = forward(logEmission, rows, alpha);
    double last = Double.isNaN(log) ? 0 : dot(alpha, (rows - 1) * states, end);
    if (last > SMALLEST_SCALE && backward(rows, end, last, gamma, transitions)) {
      return log + Math.log(last);
    }
    return new LogForwardBackward(chain).posterior(logEmission, rows, end, gamma, transitions);
  }

  /** Zero for what would soon be denormal, which processors multiply a hundred times slower. */
  private static double flushed(double value) {
    return value > FLUSHED ? value : 0;
  }

  private double dot(double[] a, int at, double[] b) {
    double sum = 0;
    for (int k = 0; k < states; k++) {
      sum += a[at + k] * b[k];
    }
    return sum;
  }

  /** Filtered laws and scales; NaN where a scale underflows. */
  private double forward(double[] logEmission, int rows, double[] filtered) {
    if (scale.length < rows) {
      scale = new double[rows];
      likelihood = new double[rows * states];
    }
    double[] predicted = start.clone();
    double log = 0;
    double product = 1;
    for (int t = 0; t < rows; t++) {
      int at = t * states;
      if (t > 0) {
        Arrays.fill(predicted, 0);
        for (int k = 0; k < states; k++) {
          double a = filtered[at - states + k];
          for (int l = 0; l < states; l++) {
            predicted[l] += a * step[k * states + l];
          }
        }
      }
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < states; k++) {
        largest = Math.max(largest, logEmission[at + k]);
      }
      if (!(largest > Double.NEGATIVE_INFINITY)) {
        throw new NoFeasiblePath(0, t);
      }
      double sum = 0;
      for (int k = 0; k < states; k++) {
        double b = flushed(Math.exp(logEmission[at + k] - largest));
        likelihood[at + k] = b;
        filtered[at + k] = flushed(predicted[k] * b);
        sum += filtered[at + k];
      }
      if (!(sum > SMALLEST_SCALE)) {
        return Double.NaN;
      }
      double inverse = 1 / sum;
      for (int k = 0; k < states; k++) {
        filtered[at + k] *= inverse;
      }
      scale[t] = inverse;
      log += largest;
      product *= sum;
      if (product < 1e-100 || product > 1e100) {
        log += Math.log(product);
        product = 1;
      }
    }
    return log + Math.log(product);
  }

  /** False, with {@code transitions} untouched, where alpha · beta drifts. */
  private boolean backward(
      int rows, double[] end, double last, double[] gamma, double[] transitions) {
    double[] pairs = new double[states * states];
    double[] next = end.clone();
    for (int t = rows - 1; t >= 0; t--) {
      int at = t * states;
      if (t < rows - 1) {
        for (int l = 0; l < states; l++) {
          weight[l] = likelihood[at + states + l] * next[l] * scale[t + 1];
        }
        for (int k = 0; k < states; k++) {
          double sum = 0;
          for (int l = 0; l < states; l++) {
            sum += step[k * states + l] * weight[l];
          }
          beta[k] = flushed(sum);
        }
        System.arraycopy(beta, 0, next, 0, states);
      }
      double norm = dot(alpha, at, next);
      if (!(Math.abs(norm - last) <= AGREEMENT * last)) {
        return false;
      }
      double inverse = 1 / norm;
      for (int k = 0; k < states; k++) {
        double a = alpha[at + k] * inverse;
        gamma[at + k] = a * next[k];
        if (t < rows - 1) {
          for (int l = 0; l < states; l++) {
            pairs[k * states + l] += a * weight[l];
          }
        }
      }
    }
    for (int i = 0; i < pairs.length; i++) {
      transitions[i] += pairs[i] * step[i];
    }
    return true;
  }
}
