package offprint.kernels.convex;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The dual of maximum entropy over n listed states: D(lambda) = ln sum_i q_i exp(-sum_k lambda_k
 * F_ik), with gradient -E_p[F] and Hessian Cov_p(F), p_i = q_i exp(-lambda F_i) / Z. Targets are
 * built in by features that are already less their targets.
 *
 * <p>Chunks of states are summed in parallel and joined in order, so the sums do not depend on the
 * number of threads. Each chunk subtracts its own largest exponent first.
 */
public final class LogPartition implements SmoothConvex {
  private static final int CHUNK = 2_048;

  private final double[] logPrior;
  private final double[] features;
  private final int k;

  /**
   * Takes the arrays without copying.
   *
   * @param logPrior [n] ln q_i; minus infinity removes a state
   * @param features [n * k], state by state
   */
  public LogPartition(double[] logPrior, double[] features, int k) {
    if ((long) logPrior.length * k != features.length) {
      throw new IllegalArgumentException(
          "features must have n * k values: got %d for n = %d, k = %d"
              .formatted(features.length, logPrior.length, k));
    }
    this.logPrior = logPrior;
    this.features = features;
    this.k = k;
  }

  @Override
  public int dimension() {
    return k;
  }

  @Override
  public double evaluate(double[] lambda, double[] gradient, double[] hessian) {
    int chunks = (logPrior.length + CHUNK - 1) / CHUNK;
    Sums[] parts = new Sums[chunks];
    if (chunks == 1) {
      parts[0] = sums(0, lambda);
    } else {
      IntStream.range(0, chunks).parallel().forEach(c -> parts[c] = sums(c, lambda));
    }
    double top = Double.NEGATIVE_INFINITY;
    for (Sums part : parts) {
      top = Math.max(top, part.top);
    }
    Arrays.fill(gradient, 0);
    Arrays.fill(hessian, 0);
    double z = 0;
    for (Sums part : parts) {
      double scale = part.top == Double.NEGATIVE_INFINITY ? 0 : StrictMath.exp(part.top - top);
      z += scale * part.z;
      for (int a = 0; a < k; a++) {
        gradient[a] += scale * part.first[a];
      }
      for (int a = 0; a < k * k; a++) {
        hessian[a] += scale * part.second[a];
      }
    }
    for (int a = 0; a < k; a++) {
      gradient[a] /= -z;
    }
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        double covariance = hessian[a * k + b] / z - gradient[a] * gradient[b];
        hessian[a * k + b] = covariance;
        hessian[b * k + a] = covariance;
      }
    }
    return top + StrictMath.log(z);
  }

  /** p [n] at {@code lambda}. */
  public double[] probabilities(double[] lambda) {
    int n = logPrior.length;
    double[] p = new double[n];
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      p[i] = exponent(i, lambda);
      top = Math.max(top, p[i]);
    }
    double z = 0;
    for (int i = 0; i < n; i++) {
      p[i] = StrictMath.exp(p[i] - top);
      z += p[i];
    }
    for (int i = 0; i < n; i++) {
      p[i] /= z;
    }
    return p;
  }

  private double exponent(int i, double[] lambda) {
    double e = logPrior[i];
    int at = i * k;
    for (int a = 0; a < k; a++) {
      e -= lambda[a] * features[at + a];
    }
    return e;
  }

  private Sums sums(int chunk, double[] lambda) {
    int from = chunk * CHUNK;
    int to = Math.min(logPrior.length, from + CHUNK);
    double[] weight = new double[to - from];
    double top = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      weight[i - from] = exponent(i, lambda);
      top = Math.max(top, weight[i - from]);
    }
    Sums sums = new Sums(k, top);
    if (top == Double.NEGATIVE_INFINITY) {
      return sums;
    }
    for (int i = from; i < to; i++) {
      double w = StrictMath.exp(weight[i - from] - top);
      weight[i - from] = w;
      sums.z += w;
    }
    sums.addMoments(features, from, weight);
    return sums;
  }

  /** Sums of w, w F and w F F' (lower triangle) over a chunk, each times exp(-top). */
  private static final class Sums {
    private final int k;
    private final double top;
    private final double[] first;
    private final double[] second;
    private double z;

    Sums(int k, double top) {
      this.k = k;
      this.top = top;
      first = new double[k];
      second = new double[k * k];
    }

    /** Four states at a time, so that each sum is loaded and stored once for four products. */
    void addMoments(double[] features, int from, double[] weight) {
      int n = weight.length;
      int i = 0;
      for (; i + 3 < n; i += 4) {
        int r0 = (from + i) * k;
        int r1 = r0 + k;
        int r2 = r1 + k;
        int r3 = r2 + k;
        for (int a = 0; a < k; a++) {
          double w0 = weight[i] * features[r0 + a];
          double w1 = weight[i + 1] * features[r1 + a];
          double w2 = weight[i + 2] * features[r2 + a];
          double w3 = weight[i + 3] * features[r3 + a];
          first[a] += (w0 + w1) + (w2 + w3);
          int row = a * k;
          for (int b = 0; b <= a; b++) {
            second[row + b] +=
                (w0 * features[r0 + b] + w1 * features[r1 + b])
                    + (w2 * features[r2 + b] + w3 * features[r3 + b]);
          }
        }
      }
      for (; i < n; i++) {
        int r = (from + i) * k;
        for (int a = 0; a < k; a++) {
          double w = weight[i] * features[r + a];
          first[a] += w;
          for (int b = 0; b <= a; b++) {
            second[a * k + b] += w * features[r + b];
          }
        }
      }
    }
  }
}
