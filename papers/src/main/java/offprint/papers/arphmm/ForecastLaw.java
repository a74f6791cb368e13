package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import offprint.kernels.hmm.WindowRegression;

/**
 * Quantiles of each future value: of the exact normal mixture over all paths of regimes while there
 * are at most 4096, of 4000 simulated futures after that.
 */
final class ForecastLaw {
  private static final int MOST_PATHS = 4_096;
  private static final int SIMULATED = 4_000;

  private final WindowRegression series;
  private final FutureChain chain;
  private final double[] history;
  private final List<NormalMixture> exact = new ArrayList<>();
  private double[][] simulated = new double[0][]; // [step][sorted futures]

  ForecastLaw(
      WindowRegression series,
      FutureChain chain,
      double[] history,
      RandomGenerator random,
      IntConsumer progress) {
    this.series = series;
    this.chain = chain;
    this.history = Arrays.copyOfRange(history, history.length - series.width(), history.length);
    enumerate();
    if (exact.size() < chain.steps()) {
      simulate(random, progress);
    }
  }

  /** Steps whose law is exact. */
  int exactSteps() {
    return exact.size();
  }

  double quantile(int step, double p) {
    if (step < exact.size()) {
      return exact.get(step).quantile(p);
    }
    double[] futures = simulated[step];
    double at = p * (futures.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, futures.length - 1);
    return futures[low] + (at - low) * (futures[high] - futures[low]);
  }

  /** P(y <= x) of an exact step. */
  double cdf(int step, double x) {
    return exact.get(step).cdf(x);
  }

  private void enumerate() {
    int depth = 0;
    for (double paths = chain.states(); paths <= MOST_PATHS && depth < chain.steps(); depth++) {
      paths *= chain.states();
    }
    List<List<double[]>> components = new ArrayList<>();
    for (int h = 0; h < depth; h++) {
      components.add(new ArrayList<>());
    }
    double[] values = Arrays.copyOf(history, history.length + depth);
    double[][] noise = new double[depth][depth];
    for (int k = 0; k < chain.states(); k++) {
      if (chain.now(k) > 0) {
        extend(0, k, chain.now(k), values, noise, components);
      }
    }
    for (List<double[]> step : components) {
      exact.add(
          new NormalMixture(
              step.stream().mapToDouble(c -> c[0]).toArray(),
              step.stream().mapToDouble(c -> c[1]).toArray(),
              step.stream().mapToDouble(c -> c[2]).toArray()));
    }
  }

  /**
   * All continuations of one path of regimes.
   *
   * @param values mean values so far behind the history
   * @param noise [step][earlier step] how far a unit of that step's noise moves the value
   */
  private void extend(
      int h,
      int from,
      double weight,
      double[] values,
      double[][] noise,
      List<List<double[]>> components) {
    if (h == components.size()) {
      return;
    }
    int p = series.width();
    for (int k = 0; k < chain.states(); k++) {
      double w = weight * chain.step(h, from, k);
      if (w == 0) {
        continue;
      }
      values[p + h] = series.mean(k, values, p + h - 1);
      double variance = series.variance(k);
      for (int j = 0; j < h; j++) {
        double c = 0;
        for (int i = 1; i <= Math.min(p, h - j); i++) {
          c += series.coefficient(k, i) * noise[h - i][j];
        }
        noise[h][j] = c;
        variance += c * c;
      }
      noise[h][h] = Math.sqrt(series.variance(k));
      components.get(h).add(new double[] {w, values[p + h], Math.sqrt(variance)});
      extend(h + 1, k, w, values, noise, components);
    }
  }

  private void simulate(RandomGenerator random, IntConsumer progress) {
    int steps = chain.steps();
    int p = series.width();
    simulated = new double[steps][SIMULATED];
    double[] path = Arrays.copyOf(history, p + steps);
    for (int i = 0; i < SIMULATED; i++) {
      if (i % 100 == 0) {
        progress.accept(i);
      }
      int state = draw(random, -1, 0);
      for (int h = 0; h < steps; h++) {
        state = draw(random, h, state);
        path[p + h] =
            series.mean(state, path, p + h - 1)
                + Math.sqrt(series.variance(state)) * random.nextGaussian();
        simulated[h][i] = path[p + h];
      }
    }
    for (double[] futures : simulated) {
      Arrays.sort(futures);
    }
  }

  private int draw(RandomGenerator random, int step, int from) {
    double u = random.nextDouble();
    int last = 0;
    for (int k = 0; k < chain.states(); k++) {
      double p = step < 0 ? chain.now(k) : chain.step(step, from, k);
      if (p > 0) {
        last = k;
        u -= p;
        if (u < 0) {
          return k;
        }
      }
    }
    return last;
  }
}
