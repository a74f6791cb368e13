package offprint.papers.rnnhmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.hmm.CategoricalBaumWelch;
import offprint.kernels.hmm.CategoricalEmission;
import offprint.kernels.hmm.CategoricalModel;
import offprint.kernels.hmm.HiddenChain;

/** Simpler generators, fitted to the same training sequences. */
final class Baselines {
  private static final int ITERATIONS = 100;
  private static final double TOLERANCE = 1e-6;
  private static final double PSEUDO_COUNT = 0.5;

  private Baselines() {}

  /** Each step drawn for itself. */
  static Target independent(Sample train) {
    if (!train.symbols()) {
      return new Autoregression(train, new double[train.outputs()]);
    }
    return new HmmTarget(
        new CategoricalModel(
            HiddenChain.of(new double[] {1}, new double[][] {{1}}),
            new CategoricalEmission(new double[][] {train.frequencies()})));
  }

  /** Each step drawn given the one before. */
  static Target markov(Sample train) {
    if (!train.symbols()) {
      double[] slope = new double[train.outputs()];
      Arrays.setAll(slope, k -> train.autocorrelation(k, 1));
      return new Autoregression(train, slope);
    }
    int n = train.modes();
    double[][] transition = new double[n][n];
    double[] start = new double[n];
    for (int i = 0; i < train.count(); i++) {
      start[train.mode(i, 0)]++;
      for (int t = 1; t < train.length(); t++) {
        transition[train.mode(i, t - 1)][train.mode(i, t)]++;
      }
    }
    double[][] identity = new double[n][n];
    for (int a = 0; a < n; a++) {
      identity[a][a] = 1;
      smooth(transition[a]);
    }
    smooth(start);
    return new HmmTarget(
        new CategoricalModel(HiddenChain.of(start, transition), new CategoricalEmission(identity)));
  }

  private static void smooth(double[] counts) {
    double sum = Arrays.stream(counts).sum() + PSEUDO_COUNT;
    Arrays.setAll(counts, k -> (counts[k] + PSEUDO_COUNT / counts.length) / sum);
  }

  /** A hidden Markov model by expectation maximisation, the better of two starts. */
  static CategoricalModel hidden(
      Sample train, int states, RandomGenerator random, Runnable watcher) {
    List<int[]> sequences = new ArrayList<>();
    for (int i = 0; i < train.count(); i++) {
      sequences.add(train.sequence(i));
    }
    CategoricalBaumWelch best = fit(sequences, states, train.modes(), random, watcher);
    CategoricalBaumWelch other = fit(sequences, states, train.modes(), random, watcher);
    return (other.logLikelihood() > best.logLikelihood() ? other : best).model();
  }

  private static CategoricalBaumWelch fit(
      List<int[]> sequences, int states, int symbols, RandomGenerator random, Runnable watcher) {
    CategoricalBaumWelch fit =
        new CategoricalBaumWelch(sequences, CategoricalModel.random(states, symbols, random));
    fit.climb(ITERATIONS, TOLERANCE, watcher);
    return fit;
  }

  /** Numbers that follow their own last value: y = slope y + noise; slope 0 draws alone. */
  private record Autoregression(Sample train, double[] slope) implements Target {
    @Override
    public int outputs() {
      return slope.length;
    }

    @Override
    public boolean symbols() {
      return false;
    }

    @Override
    public void draw(float[] points, int count, int length, RandomGenerator random) {
      int steps = train.count() * train.length();
      for (int i = 0; i < count; i++) {
        for (int t = 0; t < length; t++) {
          int drawn = random.nextInt(steps);
          for (int k = 0; k < slope.length; k++) {
            int at = (i * length + t) * slope.length + k;
            double fresh = train.points()[drawn * slope.length + k];
            points[at] =
                (float)
                    (t == 0
                        ? fresh
                        : slope[k] * points[at - slope.length]
                            + Math.sqrt(1 - slope[k] * slope[k]) * fresh);
          }
        }
      }
    }

    @Override
    public double diameter(int length) {
      throw new IllegalStateException("a baseline is not a target");
    }
  }
}
