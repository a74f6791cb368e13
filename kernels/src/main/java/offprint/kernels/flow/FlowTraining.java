package offprint.kernels.flow;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.task.Progress;

/**
 * Maximum likelihood by Adam on mini-batches, with a share of the rows kept apart and the
 * parameters of the best epoch kept.
 *
 * @param rate learning rate
 * @param batch rows a step
 * @param mostNorm the gradient is shortened to this norm
 * @param validation share of rows kept apart, in (0, 1)
 * @param patience epochs without a better validation loss after which training ends
 * @param epochs at most
 */
public record FlowTraining(
    double rate, int batch, double mostNorm, double validation, int patience, int epochs) {
  /** Rate 1e-3, batches of 100, norm 5, a tenth kept apart, patience 15. */
  public static final FlowTraining USUAL = new FlowTraining(1e-3, 100, 5, 0.1, 15, 1000);

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  /**
   * What came of it.
   *
   * @param parameters of the best epoch
   * @param loss mean of -log q on the rows kept apart, in nats
   * @param epochs run
   */
  public record Outcome(double[] parameters, double loss, int epochs) {}

  /**
   * Trains from given parameters.
   *
   * @param x [n][D]
   * @param c [n][C]
   * @param random splits and shuffles the rows
   * @throws IllegalArgumentException if there are fewer than two rows
   * @throws ArithmeticException if the loss is not finite, naming the epoch
   */
  public Outcome run(
      MaskedFlow flow,
      double[] start,
      double[][] x,
      double[][] c,
      RandomGenerator random,
      Progress watcher) {
    if (x.length < 2) {
      throw new IllegalArgumentException("training needs at least 2 rows: got " + x.length);
    }
    int[] order = shuffled(x.length, random);
    int kept = Math.clamp(Math.round(validation * x.length), 1, x.length - 1);
    int[] apart = Arrays.copyOf(order, kept);
    int[] rows = Arrays.copyOfRange(order, kept, order.length);
    int size = Math.min(batch, rows.length);
    FlowBatch pass = new FlowBatch(flow, size);
    double[] parameters = start.clone();
    double[] best = start.clone();
    double[] gradient = new double[start.length];
    double[] mean = new double[start.length];
    double[] square = new double[start.length];
    double lowest = Double.POSITIVE_INFINITY;
    int bestEpoch = 0;
    int steps = 0;
    int epoch = 0;
    while (epoch < epochs && epoch - bestEpoch < patience) {
      watcher.progress((double) epoch / epochs, "epoch " + (epoch + 1));
      shuffle(rows, random);
      for (int from = 0; from + size <= rows.length; from += size) {
        pass.parameters(parameters);
        evaluate(pass, x, c, rows, from, size);
        pass.gradient(gradient);
        step(parameters, gradient, mean, square, ++steps);
      }
      epoch++;
      pass.parameters(parameters);
      double loss = loss(pass, x, c, apart);
      if (!Double.isFinite(loss)) {
        throw new ArithmeticException("epoch %d: the loss is %s".formatted(epoch, loss));
      }
      watcher.point("validation loss", epoch, loss);
      if (loss < lowest) {
        lowest = loss;
        bestEpoch = epoch;
        best = parameters.clone();
      }
    }
    return new Outcome(best, lowest, epoch);
  }

  private static double loss(FlowBatch pass, double[][] x, double[][] c, int[] rows) {
    double sum = 0;
    for (int from = 0; from < rows.length; from += pass.capacity()) {
      int n = Math.min(pass.capacity(), rows.length - from);
      sum -= Arrays.stream(evaluate(pass, x, c, rows, from, n)).sum();
    }
    return sum / rows.length;
  }

  private static double[] evaluate(
      FlowBatch pass, double[][] x, double[][] c, int[] rows, int from, int n) {
    double[][] xs = new double[n][];
    double[][] cs = new double[n][];
    for (int i = 0; i < n; i++) {
      xs[i] = x[rows[from + i]];
      cs[i] = c[rows[from + i]];
    }
    double[] logDensity = new double[n];
    pass.logDensity(xs, cs, n, logDensity);
    return logDensity;
  }

  private void step(
      double[] parameters, double[] gradient, double[] mean, double[] square, int steps) {
    double norm = 0;
    for (double g : gradient) {
      norm += g * g;
    }
    double scale = Math.min(1, mostNorm / (Math.sqrt(norm) + 1e-6));
    double size = rate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    double small = 1e-8 * Math.sqrt(1 - Math.pow(BETA2, steps));
    for (int i = 0; i < parameters.length; i++) {
      double g = scale * gradient[i];
      mean[i] = BETA1 * mean[i] + (1 - BETA1) * g;
      square[i] = BETA2 * square[i] + (1 - BETA2) * g * g;
      parameters[i] -= size * mean[i] / (Math.sqrt(square[i]) + small);
    }
  }

  private static int[] shuffled(int length, RandomGenerator random) {
    int[] order = new int[length];
    Arrays.setAll(order, i -> i);
    shuffle(order, random);
    return order;
  }

  private static void shuffle(int[] order, RandomGenerator random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int value = order[i];
      order[i] = order[j];
      order[j] = value;
    }
  }
}
