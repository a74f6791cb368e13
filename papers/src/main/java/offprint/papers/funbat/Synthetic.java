package offprint.papers.funbat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.gp.DenseGp;
import offprint.kernels.gp.Matern;

/**
 * Scattered entries of f(x, y) = sin^2(2 pi x) cos(2 pi x) e^-2y sin(1.5 pi y): six grids of 15 x
 * 15 coordinates drawn evenly from [0, 1], half of the entries for training.
 */
final class Synthetic {
  private static final int GRIDS = 6;
  private static final int SIDE = 15;
  private static final double[] GP_SCALES = {0.1, 0.3};
  private static final double[] GP_NUGGETS = {1e-6, 1e-3};

  private final double[][] train;
  private final double[][] test;
  private final double[] y; // standardised
  private final double[] truth; // of the test entries, without noise
  private final Scaling scaling;

  /**
   * One model's figures.
   *
   * @param rmse against f without noise, at the test entries
   * @param coverage share of noisy test values inside their 90 % interval
   */
  record Result(String name, double rmse, double coverage, double noise, int falls) {}

  private final double[] measured; // at the test entries, with noise

  /**
   * @param noise standard deviation; that of f is 0.090
   */
  Synthetic(double noise, RandomGenerator random) {
    int count = GRIDS * SIDE * SIDE;
    double[][] all = new double[2][count];
    double[] values = new double[count];
    double[] exact = new double[count];
    int row = 0;
    for (int grid = 0; grid < GRIDS; grid++) {
      double[] x = random.doubles(SIDE).toArray();
      double[] z = random.doubles(SIDE).toArray();
      for (int i = 0; i < SIDE * SIDE; i++, row++) {
        all[0][row] = x[i / SIDE];
        all[1][row] = z[i % SIDE];
        exact[row] = f(all[0][row], all[1][row]);
        values[row] = exact[row] + noise * random.nextGaussian();
      }
    }
    int[] order = shuffled(count, random);
    int[] seen = Arrays.copyOf(order, count / 2);
    int[] unseen = Arrays.copyOfRange(order, count / 2, count);
    scaling =
        Scaling.of(
            new String[] {"x", "y"},
            new double[][] {pick(all[0], seen), pick(all[1], seen)},
            pick(values, seen),
            false,
            true);
    train = new double[][] {pick(all[0], seen), pick(all[1], seen)};
    test = new double[][] {pick(all[0], unseen), pick(all[1], unseen)};
    y = scaling.standardised(pick(values, seen));
    truth = pick(exact, unseen);
    measured = pick(values, unseen);
  }

  static double f(double x, double y) {
    double sine = Math.sin(2 * Math.PI * x);
    return sine * sine * Math.cos(2 * Math.PI * x) * Math.exp(-2 * y) * Math.sin(1.5 * Math.PI * y);
  }

  private static int[] shuffled(int count, RandomGenerator random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  private static double[] pick(double[] from, int[] rows) {
    return Arrays.stream(rows).mapToDouble(n -> from[n]).toArray();
  }

  /** CP of rank 1, Tucker of rank 2 and a rougher CP. */
  List<Result> models(int sweeps, RandomGenerator random, Part part) {
    List<Result> results = new ArrayList<>();
    results.add(
        model("CP 1, Matérn 3/2", Design.Form.CP, 1, Matern.MATERN32, sweeps, random, part));
    results.add(
        model(
            "Tucker 2, Matérn 3/2", Design.Form.TUCKER, 2, Matern.MATERN32, sweeps, random, part));
    results.add(
        model("CP 1, Matérn 1/2", Design.Form.CP, 1, Matern.MATERN12, sweeps, random, part));
    return results;
  }

  private Result model(
      String name,
      Design.Form form,
      int rank,
      Matern kernel,
      int sweeps,
      RandomGenerator random,
      Part part) {
    Design design = Study.design(form, rank, kernel, sweeps, Design.Start.RANDOM, 1);
    Fitting.Outcome outcome = new Fitting(train, y, random).fit(design, part);
    Posterior posterior = outcome.posterior();
    Posterior.Prediction at = posterior.predict(test);
    double noise = posterior.noise();
    return new Result(
        name,
        Scores.of(at, noise, scaling, truth).rmse(),
        Scores.of(at, noise, scaling, measured).coverage(),
        scaling.deviation() * Math.sqrt(noise),
        outcome.falls());
  }

  /** Gaussian processes of the product kernel on all training entries. */
  List<Result> gaussianProcesses(RandomGenerator random, Part part) {
    List<Result> results = new ArrayList<>();
    for (double l : GP_SCALES) {
      for (double nugget : GP_NUGGETS) {
        part.repeat();
        DenseGp.Covariance covariance =
            new DenseGp.Covariance(Matern.MATERN32, new double[] {l, l}, 1);
        Kriging gp = Kriging.of(train, y, y.length, covariance, nugget, random);
        double rmse = Scores.of(gp.predict(test, part), scaling, truth).rmse();
        String name = "Gaussian process, l %s, nugget %s".formatted(l, nugget);
        results.add(new Result(name, rmse, Double.NaN, Double.NaN, 0));
      }
    }
    return results;
  }

  static Frame frame(List<Result> results) {
    Frame frame = Frame.of("model", "rmse", "coverage", "noise");
    results.forEach(r -> frame.row(r.name(), r.rmse(), r.coverage(), r.noise()));
    return frame;
  }
}
