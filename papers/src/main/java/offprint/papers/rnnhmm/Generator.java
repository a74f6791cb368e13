package offprint.papers.rnnhmm;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.torch.StepRandom;

/**
 * Sequences of a network driven by noise, from h = 0. Each has random numbers of its own, so the
 * result does not depend on the number of threads.
 *
 * @param scale of the noise
 */
record Generator(Rnn rnn, double scale) implements Target {
  @Override
  public int outputs() {
    return rnn.outputs();
  }

  @Override
  public boolean symbols() {
    return rnn.symbols();
  }

  @Override
  public double diameter(int length) {
    return Math.sqrt((double) length * outputs());
  }

  @Override
  public void draw(float[] points, int count, int length, RandomGenerator random) {
    long seed = random.nextLong();
    double[] columns = rnn.columns();
    Arrays.fill(points, 0);
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom own = StepRandom.of(seed, i);
              double[] drive = new double[rnn.hidden()];
              double[] h = new double[rnn.hidden()];
              double[] next = new double[rnn.hidden()];
              for (int t = 0; t < length; t++) {
                drive(own, drive);
                Rnn.step(columns, drive, h, next);
                double[] free = h;
                h = next;
                next = free;
                emit(h, own, points, (i * length + t) * outputs());
              }
            });
  }

  /** U x of normal x. */
  void drive(RandomGenerator random, double[] drive) {
    double[] x = new double[rnn.noise()];
    for (int j = 0; j < x.length; j++) {
      x[j] = scale * random.nextGaussian();
    }
    rnn.drive(x, drive);
  }

  /** Draws the output of a state. */
  void emit(double[] h, RandomGenerator random, float[] points, int at) {
    double[] score = new double[outputs()];
    rnn.readout(h, 0, score);
    int best = 0;
    for (int k = 0; k < score.length; k++) {
      if (symbols()) {
        score[k] -= Math.log(-Math.log(random.nextDouble(Double.MIN_NORMAL, 1)));
        best = score[k] > score[best] ? k : best;
      } else {
        points[at + k] = (float) (score[k] + rnn.deviation()[k] * random.nextGaussian());
      }
    }
    if (symbols()) {
      points[at + best] = 1;
    }
  }

  /** Mean norm of the state over 64 sequences after each of some numbers of steps. */
  double[] norms(int[] steps, RandomGenerator random) {
    int trials = 64;
    long seed = random.nextLong();
    double[] columns = rnn.columns();
    double[][] norms = new double[trials][steps.length];
    IntStream.range(0, trials)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom own = StepRandom.of(seed, i);
              double[] drive = new double[rnn.hidden()];
              double[] h = new double[rnn.hidden()];
              int last = Arrays.stream(steps).max().orElseThrow();
              for (int t = 1; t <= last; t++) {
                double[] next = new double[h.length];
                drive(own, drive);
                Rnn.step(columns, drive, h, next);
                h = next;
                for (int s = 0; s < steps.length; s++) {
                  norms[i][s] = t == steps[s] ? norm(h) : norms[i][s];
                }
              }
            });
    double[] means = new double[steps.length];
    for (double[] row : norms) {
      for (int s = 0; s < steps.length; s++) {
        means[s] += row[s] / trials;
      }
    }
    return means;
  }

  static double norm(double[] h) {
    double sum = 0;
    for (double a : h) {
      sum += a * a;
    }
    return Math.sqrt(sum);
  }
}
