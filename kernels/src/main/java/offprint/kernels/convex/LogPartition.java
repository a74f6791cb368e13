package offprint.kernels.convex;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The dual of maximum entropy over n listed states: D(lambda) = ln sum_i q_i exp(-sum_k lambda_k
 * F_ik), with gradient -E_p[F] and Hessian Cov_p(F), p_i = q_i exp(-lambda F_i) / Z. Targets are
 * built in by features that are already less their targets.
 *
 * <p>Chunks of states are summed in parallel and joined in order, so the sums do not depend on the
 * number of threads. Each chunk subtracts its own largest exponent first. The last point evaluated
 * is remembered: asking for it again costs nothing. Not thread-safe.
 */
public final class LogPartition implements SmoothConvex {
  private static final int CHUNK = 2_048;

  private final double[] logPrior;
  private final double[][] columns;
  private double[] lastPoint = new double[0];
  private double[] lastGradient = new double[0];
  private double[] lastHessian = new double[0];
  private double lastValue = Double.NaN;

  /**
   * Takes the arrays without copying.
   *
   * @param logPrior [n] ln q_i; minus infinity removes a state
   * @param columns [k][n] features
   */
  public LogPartition(double[] logPrior, double[][] columns) {
    for (double[] column : columns) {
      if (column.length != logPrior.length) {
        throw new IllegalArgumentException(
            "features must have a value for each of the %d states: got %d"
                .formatted(logPrior.length, column.length));
      }
    }
    this.logPrior = logPrior;
    this.columns = columns;
  }

  @Override
  public int dimension() {
    return columns.length;
  }

  @Override
  public double evaluate(double[] lambda, double[] gradient, double[] hessian) {
    int k = columns.length;
    if (Double.isNaN(lastValue) || !Arrays.equals(lambda, lastPoint)) {
      lastPoint = lambda.clone();
      lastGradient = new double[k];
      lastHessian = new double[k * k];
      lastValue = compute(lambda, lastGradient, lastHessian);
    }
    System.arraycopy(lastGradient, 0, gradient, 0, k);
    System.arraycopy(lastHessian, 0, hessian, 0, k * k);
    return lastValue;
  }

  private double compute(double[] lambda, double[] gradient, double[] hessian) {
    int k = columns.length;
    ChunkMoments[] parts = new ChunkMoments[chunks()];
    forEachChunk(
        c -> {
          int from = c * CHUNK;
          double[] weight = exponents(c, lambda);
          double top = Double.NEGATIVE_INFINITY;
          for (double e : weight) {
            top = Math.max(top, e);
          }
          for (int i = 0; i < weight.length && top > Double.NEGATIVE_INFINITY; i++) {
            weight[i] = StrictMath.exp(weight[i] - top);
          }
          parts[c] = new ChunkMoments(columns, from, weight, top);
        });
    double top = Double.NEGATIVE_INFINITY;
    for (ChunkMoments part : parts) {
      top = Math.max(top, part.top());
    }
    double z = 0;
    for (ChunkMoments part : parts) {
      z += part.addTo(gradient, hessian, top);
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
    int k = columns.length;
    double logZ = evaluate(lambda, new double[k], new double[k * k]);
    double[] p = new double[logPrior.length];
    forEachChunk(
        c -> {
          double[] e = exponents(c, lambda);
          for (int i = 0; i < e.length; i++) {
            p[c * CHUNK + i] = StrictMath.exp(e[i] - logZ);
          }
        });
    return p;
  }

  /** ln of the least p_i / q_i at {@code lambda}. */
  double leastLogRatio(double[] lambda) {
    int k = columns.length;
    double logZ = evaluate(lambda, new double[k], new double[k * k]);
    double[] least = new double[chunks()];
    forEachChunk(
        c -> {
          double[] e = exponents(c, lambda);
          least[c] = Double.POSITIVE_INFINITY;
          for (int i = 0; i < e.length; i++) {
            least[c] = Math.min(least[c], e[i] - logPrior[c * CHUNK + i] - logZ);
          }
        });
    return Arrays.stream(least).min().orElse(0);
  }

  /** Largest squared length of a state's features. */
  double largestSquare() {
    double[] largest = new double[chunks()];
    forEachChunk(
        c -> {
          int from = c * CHUNK;
          double[] square = new double[Math.min(CHUNK, logPrior.length - from)];
          for (double[] column : columns) {
            for (int i = 0; i < square.length; i++) {
              square[i] += column[from + i] * column[from + i];
            }
          }
          for (double value : square) {
            largest[c] = Math.max(largest[c], value);
          }
        });
    return Arrays.stream(largest).max().orElse(0);
  }

  private int chunks() {
    return (logPrior.length + CHUNK - 1) / CHUNK;
  }

  private void forEachChunk(java.util.function.IntConsumer work) {
    IntStream chunks = IntStream.range(0, chunks());
    (chunks() > 1 ? chunks.parallel() : chunks).forEach(work);
  }

  /** ln q - lambda F over the states of one chunk. */
  private double[] exponents(int chunk, double[] lambda) {
    int from = chunk * CHUNK;
    double[] e = Arrays.copyOfRange(logPrior, from, Math.min(logPrior.length, from + CHUNK));
    for (int a = 0; a < lambda.length; a++) {
      double slope = lambda[a];
      double[] column = columns[a];
      if (slope != 0) {
        for (int i = 0; i < e.length; i++) {
          e[i] -= slope * column[from + i];
        }
      }
    }
    return e;
  }
}
