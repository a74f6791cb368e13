package offprint.kernels.gp;

import java.util.Arrays;

/**
 * Kalman filter and Rauch-Tung-Striebel smoother of independent Matérn processes of one kernel, the
 * components, that are observed together: n places cost O(n R^3), as the dense Gaussian process
 * costs O(n^3 R^3).
 *
 * <p>Evidence comes in information form (Lambda, eta) and Lambda is never inverted. With f and S
 * the predicted mean and covariance of the components, M = I + S Lambda and W = Lambda M^-1:
 *
 * <pre>
 *   v = eta - W (f + S eta),  m += P_:f v,  P -= P_:f W P_f:
 *   ln Z += -ln det M / 2 + eta' M^-1 f + eta' M^-1 S eta / 2 - f' Lambda M^-1 f / 2
 * </pre>
 *
 * The way back carries the smoother as an adjoint mean and precision (Bryson and Frazier), which
 * inverts no covariance, so that places may lie as near to each other as numbers can.
 */
public final class MaternSmoother {
  private final MaternProcess process;
  private final int components; // R
  private final int states; // of one component
  private final int size; // of the state; entry s * R + r is derivative s of component r

  /**
   * @param components R, independent a priori
   */
  public MaternSmoother(MaternProcess process, int components) {
    this.process = process;
    this.components = components;
    states = process.kernel().states();
    size = states * components;
  }

  /** Posterior at the places of the evidence. */
  public Moments smooth(PseudoObservations evidence) {
    if (evidence.components() != components) {
      throw new IllegalArgumentException(
          "evidence must have %d components: got %d".formatted(components, evidence.components()));
    }
    return new Pass(evidence).smooth();
  }

  /** Posterior at the places of the evidence and at others, inside or outside their range. */
  public Moments smooth(PseudoObservations evidence, double[] places) {
    return smooth(evidence.with(places));
  }

  /** One way there and back. */
  private final class Pass {
    private final PseudoObservations evidence;
    private final int n;
    private final int square = components * components;
    private final int tall = size * components;
    private final double[] weights; // W [n, R, R]
    private final double[] innovations; // v [n, R]
    private final double[] predicted; // P_:f before the update [n, size, R]
    private final double[] filtered; // P_:f after it [n, size, R]
    private final double[] mean; // [n, R]: filtered, then smoothed
    private final double[] covariance; // [n, R, R]: filtered, then smoothed
    private final double[] a;
    private final double[] q;
    private final double[] work;
    private final double[] change = new double[components];
    private final InformationUpdate update = new InformationUpdate(components);
    private final boolean[] observed;
    private double logNormaliser;

    Pass(PseudoObservations evidence) {
      this.evidence = evidence;
      n = evidence.x().length;
      weights = new double[n * square];
      innovations = new double[n * components];
      predicted = new double[n * tall];
      filtered = new double[n * tall];
      mean = new double[n * components];
      covariance = new double[n * square];
      observed = new boolean[n];
      a = new double[states * states];
      q = new double[states * states];
      work = new double[Math.max(size * size, tall)];
    }

    Moments smooth() {
      filter();
      back();
      return new Moments(evidence.x(), components, mean, covariance, logNormaliser);
    }

    private void filter() {
      double[] m = new double[size];
      double[] p = new double[size * size];
      for (int i = 0; i < size; i++) {
        p[i * size + i] = process.stationary(i / components);
      }
      for (int k = 0; k < n; k++) {
        if (k > 0) {
          process.transition(evidence.x()[k] - evidence.x()[k - 1], a, q);
          predict(m, p);
        }
        copyColumns(p, predicted, k);
        observed[k] = update.apply(evidence, k, m, p, size);
        if (observed[k]) {
          logNormaliser += update.logNormaliser();
          System.arraycopy(update.weight(), 0, weights, k * square, square);
          System.arraycopy(update.innovation(), 0, innovations, k * components, components);
          correct(m, p, k);
        }
        copyColumns(p, filtered, k);
        System.arraycopy(m, 0, mean, k * components, components);
        for (int r = 0; r < components; r++) {
          System.arraycopy(p, r * size, covariance, k * square + r * components, components);
        }
      }
    }

    private void copyColumns(double[] p, double[] target, int k) {
      for (int i = 0; i < size; i++) {
        System.arraycopy(p, i * size, target, k * tall + i * components, components);
      }
    }

    /** m = A m, P = A P A' + Q, with A and Q those of one component. */
    private void predict(double[] m, double[] p) {
      transform(m, 1, false);
      transform(p, size, false);
      transpose(p);
      transform(p, size, false);
      for (int s = 0; s < states; s++) {
        for (int t = 0; t < states; t++) {
          for (int r = 0; r < components; r++) {
            p[(s * components + r) * size + t * components + r] += q[s * states + t];
          }
        }
      }
    }

    /** Multiplies A, or A', from the left: x [size, width]. */
    private void transform(double[] x, int width, boolean transposed) {
      if (states == 1) {
        for (int i = 0; i < size * width; i++) {
          x[i] *= a[0];
        }
        return;
      }
      double upper = transposed ? a[2] : a[1];
      double lower = transposed ? a[1] : a[2];
      int half = components * width;
      for (int i = 0; i < half; i++) {
        double first = x[i];
        double second = x[half + i];
        x[i] = a[0] * first + upper * second;
        x[half + i] = lower * first + a[3] * second;
      }
    }

    private void transpose(double[] x) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < i; j++) {
          double swap = x[i * size + j];
          x[i * size + j] = x[j * size + i];
          x[j * size + i] = swap;
        }
      }
    }

    /** m += P_:f v, P -= P_:f W P_f:, where P_:f is {@code predicted}. */
    private void correct(double[] m, double[] p, int k) {
      gains(k);
      for (int i = 0; i < size; i++) {
        for (int r = 0; r < components; r++) {
          m[i] += predicted[k * tall + i * components + r] * innovations[k * components + r];
        }
        for (int j = 0; j <= i; j++) {
          double sum = 0;
          for (int r = 0; r < components; r++) {
            sum += work[i * components + r] * predicted[k * tall + j * components + r];
          }
          p[i * size + j] -= sum;
          p[j * size + i] = p[i * size + j];
        }
      }
    }

    /** work = P_:f W [size, R]. */
    private void gains(int k) {
      for (int i = 0; i < size; i++) {
        for (int r = 0; r < components; r++) {
          double sum = 0;
          for (int t = 0; t < components; t++) {
            sum +=
                predicted[k * tall + i * components + t] * weights[k * square + t * components + r];
          }
          work[i * components + r] = sum;
        }
      }
    }

    /**
     * With l and L what later places say about the state at place k, the smoothed moments are m + P
     * l and P - P L P.
     */
    private void back() {
      double[] l = new double[size];
      double[] precision = new double[size * size];
      double[] product = new double[tall];
      for (int k = n - 1; k >= 0; k--) {
        if (k < n - 1) {
          adjust(k, l, precision, product);
        }
        if (observed[k]) {
          absorb(k, l, precision, product);
        }
        if (k > 0) {
          process.transition(evidence.x()[k] - evidence.x()[k - 1], a, q);
          transform(l, 1, true);
          transform(precision, size, true);
          transpose(precision);
          transform(precision, size, true);
        }
      }
    }

    /** Smooths the moments of place k. */
    private void adjust(int k, double[] l, double[] precision, double[] product) {
      multiply(precision, filtered, k * tall, product);
      for (int r = 0; r < components; r++) {
        double shift = 0;
        for (int i = 0; i < size; i++) {
          shift += filtered[k * tall + i * components + r] * l[i];
        }
        mean[k * components + r] += shift;
        for (int t = 0; t <= r; t++) {
          double sum = 0;
          for (int i = 0; i < size; i++) {
            sum += filtered[k * tall + i * components + r] * product[i * components + t];
          }
          int at = k * square + r * components + t;
          covariance[at] -= sum;
          covariance[k * square + t * components + r] = covariance[at];
        }
      }
    }

    /** Adds the evidence of place k: l = C' l + H' v, L = C' L C + H' W H, C = I - P_:f W H. */
    private void absorb(int k, double[] l, double[] precision, double[] product) {
      gains(k);
      multiply(precision, work, 0, product);
      for (int r = 0; r < components; r++) {
        double sum = innovations[k * components + r];
        for (int i = 0; i < size; i++) {
          sum -= work[i * components + r] * l[i];
        }
        change[r] = sum; // l itself is needed for the others
      }
      for (int r = 0; r < components; r++) {
        for (int t = 0; t < components; t++) {
          double sum = weights[k * square + r * components + t];
          for (int i = 0; i < size; i++) {
            sum += work[i * components + r] * product[i * components + t];
          }
          precision[r * size + t] += sum;
        }
        l[r] += change[r];
      }
      for (int i = 0; i < size; i++) {
        for (int r = 0; r < components; r++) {
          precision[i * size + r] -= product[i * components + r];
          precision[r * size + i] -= product[i * components + r];
        }
      }
      symmetrise(precision);
    }

    /** Rounding makes L unsymmetric, and the steps above would let that grow. */
    private void symmetrise(double[] x) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < i; j++) {
          double mean = 0.5 * (x[i * size + j] + x[j * size + i]);
          x[i * size + j] = mean;
          x[j * size + i] = mean;
        }
      }
    }

    /** product = matrix * tallMatrix [size, R]. */
    private void multiply(double[] matrix, double[] tallMatrix, int from, double[] product) {
      Arrays.fill(product, 0);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          double factor = matrix[i * size + j];
          for (int r = 0; r < components; r++) {
            product[i * components + r] += factor * tallMatrix[from + j * components + r];
          }
        }
      }
    }
  }
}
