package offprint.kernels.convex;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A moment problem in standard units: constant and linearly dependent features left out, each kept
 * one less its target and divided by its standard deviation under the prior.
 */
final class Standardised {
  private static final double DEPENDENT = 1e-10;
  private static final double CLEARLY_INDEPENDENT = 1e-8;

  private final double[] logPrior;
  private final double[] mean;
  private final double[] scale;
  private final int[] kept;
  private final double[][] features;
  private final LogPartition partition;

  private Standardised(
      double[] logPrior, double[] mean, double[] scale, int[] kept, double[][] features) {
    this.logPrior = logPrior;
    this.mean = mean;
    this.scale = scale;
    this.kept = kept;
    this.features = features;
    partition = new LogPartition(logPrior, features);
  }

  static Standardised of(MomentProblem problem) {
    int n = problem.states();
    int constraints = problem.constraints();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += problem.prior(i);
    }
    double[] q = new double[n];
    double[] logPrior = new double[n];
    for (int i = 0; i < n; i++) {
      q[i] = problem.prior(i) / sum;
      logPrior[i] = StrictMath.log(q[i]);
    }
    double[] mean = new double[constraints];
    double[] scale = new double[constraints];
    IntStream.range(0, constraints)
        .parallel()
        .forEach(
            k -> {
              double[] column = problem.column(k);
              double largest = 0;
              for (int i = 0; i < n; i++) {
                mean[k] += q[i] * column[i];
                largest = Math.max(largest, q[i] > 0 ? Math.abs(column[i]) : 0);
              }
              double square = 0;
              for (int i = 0; i < n; i++) {
                square += q[i] * (column[i] - mean[k]) * (column[i] - mean[k]);
              }
              double deviation = Math.sqrt(square);
              scale[k] = deviation > DEPENDENT * largest ? deviation : 0;
            });
    int[] varying = IntStream.range(0, constraints).filter(k -> scale[k] > 0).toArray();
    Standardised all =
        new Standardised(logPrior, mean, scale, varying, features(problem, varying, scale));
    int[] independent = all.isClearlyIndependent() ? varying : independent(problem, q, all);
    return independent.length == varying.length
        ? all
        : new Standardised(
            logPrior, mean, scale, independent, features(problem, independent, scale));
  }

  private static double[][] features(MomentProblem problem, int[] kept, double[] scale) {
    int n = problem.states();
    double[][] features = new double[kept.length][];
    IntStream.range(0, kept.length)
        .parallel()
        .forEach(
            a -> {
              double[] column = problem.column(kept[a]);
              double target = problem.target(kept[a]);
              double unit = 1 / scale[kept[a]];
              double[] feature = new double[n];
              for (int i = 0; i < n; i++) {
                feature[i] = (column[i] - target) * unit;
              }
              features[a] = feature;
            });
    return features;
  }

  private boolean isClearlyIndependent() {
    int k = kept.length;
    double[] correlation = new double[k * k];
    partition.evaluate(new double[k], new double[k], correlation);
    return Cholesky.damped(correlation, k).leastPivot(correlation) > CLEARLY_INDEPENDENT;
  }

  /** Pivoted Gram–Schmidt over the columns, weighted by the prior: largest remainder first. */
  private static int[] independent(MomentProblem problem, double[] q, Standardised all) {
    int n = q.length;
    int k = all.kept.length;
    double[][] column = new double[k][n];
    for (int a = 0; a < k; a++) {
      double[] values = problem.column(all.kept[a]);
      for (int i = 0; i < n; i++) {
        column[a][i] =
            Math.sqrt(q[i]) * (values[i] - all.mean[all.kept[a]]) / all.scale[all.kept[a]];
      }
    }
    boolean[] taken = new boolean[k];
    for (int round = 0; round < k; round++) {
      int best = -1;
      double longest = DEPENDENT;
      for (int a = 0; a < k; a++) {
        double length = taken[a] ? 0 : Math.sqrt(dot(column[a], column[a]));
        if (length > longest * (1 + 1e-9)) {
          best = a;
          longest = length;
        }
      }
      if (best < 0) {
        break;
      }
      taken[best] = true;
      for (int i = 0; i < n; i++) {
        column[best][i] /= longest;
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int a = 0; a < k; a++) {
          if (!taken[a]) {
            double along = dot(column[a], column[best]);
            for (int i = 0; i < n; i++) {
              column[a][i] -= along * column[best][i];
            }
          }
        }
      }
    }
    return IntStream.range(0, k).filter(a -> taken[a]).map(a -> all.kept[a]).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  LogPartition partition() {
    return partition;
  }

  /** Indices of the constraints kept, ascending. */
  int[] kept() {
    return kept;
  }

  double scale(int constraint) {
    return scale[constraint];
  }

  double mean(int constraint) {
    return mean[constraint];
  }

  double logPrior(int state) {
    return logPrior[state];
  }

  /** ln of the least prior: no dual value of a feasible problem is below. */
  double floor() {
    return Arrays.stream(logPrior).min().orElse(0) - 1e-9;
  }

  /** The targets less the prior means, in standard units [kept]. */
  double[] targets(MomentProblem problem) {
    return Arrays.stream(kept).mapToDouble(f -> (problem.target(f) - mean[f]) / scale[f]).toArray();
  }

  /** The features less their prior means, in standard units [n * kept], state by state. */
  double[] aroundMean(MomentProblem problem) {
    int k = kept.length;
    int n = logPrior.length;
    if ((long) n * k > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "states x features must be at most %d near the boundary: got %d x %d"
              .formatted(Integer.MAX_VALUE - 8, n, k));
    }
    double[] g = new double[n * k];
    double[] shift = targets(problem);
    for (int a = 0; a < k; a++) {
      for (int i = 0; i < n; i++) {
        g[i * k + a] = features[a][i] + shift[a];
      }
    }
    return g;
  }
}
