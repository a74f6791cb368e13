package offprint.papers.arphmm;

import java.util.Arrays;
import java.util.function.IntConsumer;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.hmm.WindowRegression;

/**
 * Exact mean and variance of each future value, and the law of its regime. For each regime k: P_k,
 * m_k = E[Y 1_k], M_k = E[Y Y' 1_k] with Y = (y_t, …, y_{t-p+1}, 1); a step mixes them over the
 * chain, then m_k <- F_k m_k, M_k <- F_k M_k F_k' + v_k P_k e1 e1', F_k the companion matrix.
 *
 * @param mean [steps]
 * @param variance [steps]
 * @param regimes [steps][Q]
 */
@SuppressWarnings("ArrayRecordComponent") // a result that is read once
record ForecastMoments(double[] mean, double[] variance, double[][] regimes) {
  private static final int POWER_STEPS = 300;

  /**
   * @param history values up to the last observed row, at least p
   * @param progress called with each step
   */
  static ForecastMoments of(
      WindowRegression series, FutureChain chain, double[] history, IntConsumer progress) {
    int q = chain.states();
    int steps = chain.steps();
    int d = Math.max(1, series.width()) + 1;
    double[] latest = new double[d];
    for (int i = 0; i < d - 1; i++) {
      latest[i] = history[history.length - 1 - i];
    }
    latest[d - 1] = 1;
    double[] p = new double[q];
    double[][] first = new double[q][d];
    double[][] second = new double[q][d * d];
    for (int k = 0; k < q; k++) {
      p[k] = chain.now(k);
      for (int i = 0; i < d; i++) {
        first[k][i] = p[k] * latest[i];
        for (int j = 0; j < d; j++) {
          second[k][i * d + j] = p[k] * latest[i] * latest[j];
        }
      }
    }
    double[] mean = new double[steps];
    double[] variance = new double[steps];
    double[][] regimes = new double[steps][];
    for (int h = 0; h < steps; h++) {
      progress.accept(h);
      int step = h;
      double[] before = p;
      double[] mixedP = new double[q];
      double[][] mixedFirst = new double[q][d];
      double[][] mixedSecond = new double[q][d * d];
      for (int k = 0; k < q; k++) {
        for (int l = 0; l < q; l++) {
          double a = chain.step(step, k, l);
          if (a > 0) {
            mixedP[l] += a * before[k];
            add(mixedFirst[l], a, first[k]);
            add(mixedSecond[l], a, second[k]);
          }
        }
      }
      double square = 0;
      for (int k = 0; k < q; k++) {
        double[] row = companionRow(series, k, d);
        first[k] = shifted(row, mixedFirst[k], d);
        second[k] = congruence(row, mixedSecond[k], d);
        second[k][0] += series.variance(k) * mixedP[k];
        mean[h] += first[k][0];
        square += second[k][0];
      }
      p = mixedP;
      variance[h] = Math.max(0, square - mean[h] * mean[h]);
      regimes[h] = p.clone();
      if (!Double.isFinite(mean[h]) || !Double.isFinite(square)) {
        throw new ArithmeticException("forecast, step %d: the moments overflow".formatted(h + 1));
      }
    }
    return new ForecastMoments(mean, variance, regimes);
  }

  private static void add(double[] into, double a, double[] values) {
    for (int i = 0; i < values.length; i++) {
      into[i] += a * values[i];
    }
  }

  /** First row of F_k: lags, then the intercept. */
  private static double[] companionRow(WindowRegression series, int k, int d) {
    double[] row = new double[d];
    for (int i = 1; i <= series.width(); i++) {
      row[i - 1] = series.coefficient(k, i);
    }
    row[d - 1] = series.coefficient(k, 0);
    return row;
  }

  /** F x for the companion matrix with that first row. */
  private static double[] shifted(double[] row, double[] x, int d) {
    double[] y = new double[d];
    for (int i = 0; i < d; i++) {
      y[0] += row[i] * x[i];
    }
    System.arraycopy(x, 0, y, 1, d - 2);
    y[d - 1] = x[d - 1];
    return y;
  }

  /** F M F', M symmetric. */
  private static double[] congruence(double[] row, double[] m, int d) {
    double[] left = new double[d * d];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < d; i++) {
        left[j] += row[i] * m[i * d + j];
      }
    }
    System.arraycopy(m, 0, left, d, (d - 2) * d);
    System.arraycopy(m, (d - 1) * d, left, (d - 1) * d, d);
    double[] both = new double[d * d];
    for (int i = 0; i < d; i++) {
      double[] line = shifted(row, Arrays.copyOfRange(left, i * d, (i + 1) * d), d);
      System.arraycopy(line, 0, both, i * d, d);
    }
    return both;
  }

  /**
   * Growth of the second moments a step in the long run, intercepts left out, by power iteration:
   * at or above 1 the variance of forecasts has no limit.
   */
  static double secondMomentRadius(HiddenChain chain, WindowRegression series) {
    int q = chain.states();
    int p = series.width();
    if (p == 0) {
      return 0;
    }
    int d = p + 1;
    double[][] moments = new double[q][d * d];
    for (int k = 0; k < q; k++) {
      for (int i = 0; i < p; i++) {
        moments[k][i * d + i] = 1;
      }
    }
    double logGrowth = 0;
    for (int step = 1; step <= POWER_STEPS; step++) {
      double[][] next = new double[q][];
      double trace = 0;
      for (int l = 0; l < q; l++) {
        double[] mixed = new double[d * d];
        for (int k = 0; k < q; k++) {
          add(mixed, chain.transition(k, l), moments[k]);
        }
        double[] row = companionRow(series, l, d);
        row[d - 1] = 0;
        next[l] = congruence(row, mixed, d);
        for (int i = 0; i < p; i++) {
          trace += next[l][i * d + i];
        }
      }
      if (!(trace > 0)) {
        return 0;
      }
      for (double[] m : next) {
        for (int i = 0; i < m.length; i++) {
          m[i] /= trace;
        }
      }
      moments = next;
      logGrowth += step > POWER_STEPS / 2 ? Math.log(trace) : 0;
    }
    return Math.exp(logGrowth / (POWER_STEPS - POWER_STEPS / 2));
  }
}
