package offprint.kernels.hmm;

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
  private static final int BLOCK = 256;
  private static final double RESCALED = 1e-50;
  private static final double FLUSHED = 1e-250;
  private static final double AGREEMENT = 1e-8;

  private final HiddenChain chain;
  private final int states;
  private final double[] start;
  private final double[] step;
  private final double[] transposed;
  private double[] likelihood = new double[0];
  private double[] scale = new double[0];
  private double[] alpha = new double[0];

  public ForwardBackward(HiddenChain chain) {
    this.chain = chain;
    this.states = chain.states();
    this.start = chain.start();
    this.step = chain.survival();
    this.transposed = new double[step.length];
    for (int i = 0; i < step.length; i++) {
      transposed[i % states * states + i / states] = step[i];
    }
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
    if (Double.isNaN(log)) {
      return new LogForwardBackward(chain).filter(logEmission, rows, filtered);
    }
    double sum = 1;
    for (int at = 0; at < rows * states; at += states) {
      sum = 0;
      for (int k = 0; k < states; k++) {
        sum += filtered[at + k];
      }
      for (int k = 0; k < states; k++) {
        filtered[at + k] /= sum;
      }
    }
    return log + Math.log(sum);
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

  /**
   * Forward weights, brought back to sum 1 only where they got small, so that no division waits on
   * another; NaN where one row alone leaves nothing.
   */
  private double forward(double[] logEmission, int rows, double[] weights) {
    if (scale.length < rows) {
      scale = new double[rows];
      likelihood = new double[rows * states];
    }
    double[] predicted = start.clone();
    double log = 0;
    for (int t = 0; t < rows; t++) {
      int at = t * states;
      if (t > 0) {
        multiply(weights, at - states, step, predicted);
      }
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < states; k++) {
        largest = Math.max(largest, logEmission[at + k]);
      }
      if (!(largest > Double.NEGATIVE_INFINITY)) {
        throw new NoFeasiblePath(0, t);
      }
      log += largest;
      double sum = 0;
      for (int k = 0; k < states; k++) {
        double b = flushed(Math.exp(logEmission[at + k] - largest));
        likelihood[at + k] = b;
        double a = flushed(predicted[k] * b);
        weights[at + k] = a;
        sum += a;
      }
      scale[t] = 1;
      if (sum < RESCALED) {
        if (!(sum > SMALLEST_SCALE)) {
          return Double.NaN;
        }
        scale[t] = 1 / sum;
        log += Math.log(sum);
        for (int k = 0; k < states; k++) {
          weights[at + k] /= sum;
        }
      }
    }
    return log;
  }

  /** out_l = sum_k x_k m_kl, three columns at a time. */
  private void multiply(double[] x, int at, double[] m, double[] out) {
    int l = 0;
    for (; l + 3 <= states; l += 3) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      for (int k = 0; k < states; k++) {
        double a = x[at + k];
        int i = k * states + l;
        s0 += a * m[i];
        s1 += a * m[i + 1];
        s2 += a * m[i + 2];
      }
      out[l] = s0;
      out[l + 1] = s1;
      out[l + 2] = s2;
    }
    for (; l < states; l++) {
      double sum = 0;
      for (int k = 0; k < states; k++) {
        sum += x[at + k] * m[k * states + l];
      }
      out[l] = sum;
    }
  }

  /** False, with {@code transitions} untouched, where alpha · beta drifts. */
  private boolean backward(
      int rows, double[] end, double last, double[] gamma, double[] transitions) {
    double[] pairs = new double[states * states];
    double[] beta = end.clone();
    int done = rows - 1;
    for (int t = rows - 1; t >= 0; t--) {
      int at = t * states;
      if (t < rows - 1) {
        int next = at + states;
        for (int l = 0; l < states; l++) {
          likelihood[next + l] *= flushed(beta[l] * scale[t + 1]);
        }
        multiply(likelihood, next, transposed, beta);
      }
      double norm = 0;
      for (int k = 0; k < states; k++) {
        gamma[at + k] = alpha[at + k] * beta[k];
        norm += gamma[at + k];
      }
      if (!(Math.abs(norm - last) <= AGREEMENT * last)) {
        return false;
      }
      double inverse = 1 / norm;
      for (int k = 0; k < states; k++) {
        gamma[at + k] *= inverse;
        alpha[at + k] *= inverse;
      }
      if (done - t == BLOCK || t == 0) {
        addPairs(t, done, pairs);
        done = t;
      }
    }
    for (int i = 0; i < pairs.length; i++) {
      transitions[i] += pairs[i] * step[i];
    }
    return true;
  }

  /** pairs_kl += sum over rows [from, to) of alpha_k · (likelihood · beta)_l of the next row. */
  private void addPairs(int from, int to, double[] pairs) {
    for (int k = 0; k < states; k++) {
      int l = 0;
      for (; l + 3 <= states; l += 3) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        for (int at = from * states; at < to * states; at += states) {
          double a = alpha[at + k];
          int i = at + states + l;
          s0 += a * likelihood[i];
          s1 += a * likelihood[i + 1];
          s2 += a * likelihood[i + 2];
        }
        pairs[k * states + l] += s0;
        pairs[k * states + l + 1] += s1;
        pairs[k * states + l + 2] += s2;
      }
      for (; l < states; l++) {
        double sum = 0;
        for (int at = from * states; at < to * states; at += states) {
          sum += alpha[at + k] * likelihood[at + states + l];
        }
        pairs[k * states + l] += sum;
      }
    }
  }
}
