package offprint.papers.mcmcbridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.expression.Expression;
import offprint.kernels.expression.Formula;
import offprint.kernels.markov.Replicas;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Claims C6 and C7: minima that descent cannot leave, and gradient descent that samples. */
record SearchStudy(Findings out, RandomGenerator seeds, Part part) {
  private static final int EVALUATIONS = 20_000;
  private static final double SIDE = 5.12;
  private static final double FOUND = .01;
  private static final int ROWS = 1000;

  /** C6: share of runs that find the least of Rastrigin's function. */
  void rastrigin(int runs) {
    Frame frame = Frame.of("method", "2 dimensions", "5 dimensions");
    Part.Counter beat =
        part.counter(2.0 * EVALUATIONS * runs * Minimiser.values().length, "searching");
    for (Minimiser minimiser : Minimiser.values()) {
      double five = rate(minimiser, 5, runs, beat);
      frame.row(minimiser.label(), rate(minimiser, 2, runs, beat), five);
      out.metric(minimiser.name().toLowerCase(Locale.ROOT) + "_found", five);
    }
    out.table(
        "C6: share of %d runs that find the minimum of Rastrigin's function".formatted(runs),
        frame);
  }

  private double rate(Minimiser minimiser, int dimension, int runs, Part.Counter beat) {
    List<String> names = IntStream.range(0, dimension).mapToObj(i -> "x" + i).toList();
    StringBuilder text = new StringBuilder("10*" + dimension);
    names.forEach(x -> text.append("+%1$s^2-10*cos(2*pi*%1$s)".formatted(x)));
    Formula function = Expression.parse(text.toString()).bind(names, Map.of());
    double[] low = new double[dimension];
    double[] high = new double[dimension];
    Arrays.fill(low, -SIDE);
    Arrays.fill(high, SIDE);
    Minimiser.Cooling cooling = new Minimiser.Cooling(10, .01);
    List<Boolean> found =
        Replicas.run(
            runs,
            seeds,
            (_, random) -> {
              Search search =
                  new Search(function.forThread(), new Box(low, high), EVALUATIONS, () -> {});
              minimiser.run(search, cooling, random);
              beat.add(EVALUATIONS);
              return search.best() < FOUND;
            });
    return (double) found.stream().filter(f -> f).count() / runs;
  }

  /** C7: posterior deviations of stochastic gradient descent with and without noise. */
  void regression(int steps) {
    double[] x = new double[ROWS];
    double[] z = new double[ROWS];
    double[] y = new double[ROWS];
    for (int r = 0; r < ROWS; r++) {
      x[r] = seeds.nextGaussian();
      z[r] = seeds.nextGaussian();
      y[r] = .5 - x[r] + 2 * z[r] + seeds.nextGaussian();
    }
    Map<String, double[]> data = Map.of("x", x, "z", z, "y", y);
    double[] exact = deviations(x, z);
    Frame frame = Frame.of("batch", "step", "noise", "posterior sd over exact");
    double full = ratio(data, exact, ROWS, 1e-4, true, steps, frame);
    ratio(data, exact, 32, 1e-4, true, steps, frame);
    ratio(data, exact, 32, 1e-5, true, 10 * steps, frame);
    double silent = ratio(data, exact, ROWS, 1e-4, false, steps, frame);
    ratio(data, exact, 32, 1e-4, false, steps, frame);
    out.table("C7: regression of %,d rows".formatted(ROWS), frame);
    out.metric("sgld_ratio", full).metric("descent_ratio", silent);
  }

  /** Deviations of the posterior: roots of the diagonal of (X'X + I)⁻¹. */
  private static double[] deviations(double[] x, double[] z) {
    DMatrixRMaj rows = new DMatrixRMaj(ROWS, 3);
    for (int r = 0; r < ROWS; r++) {
      rows.set(r, 0, 1);
      rows.set(r, 1, x[r]);
      rows.set(r, 2, z[r]);
    }
    DMatrixRMaj covariance = new DMatrixRMaj(3, 3);
    CommonOps_DDRM.multTransA(rows, rows, covariance);
    CommonOps_DDRM.addEquals(covariance, CommonOps_DDRM.identity(3));
    CommonOps_DDRM.invert(covariance);
    return IntStream.range(0, 3).mapToDouble(i -> Math.sqrt(covariance.get(i, i))).toArray();
  }

  private double ratio(
      Map<String, double[]> data,
      double[] exact,
      int batch,
      double epsilon,
      boolean noise,
      int steps,
      Frame frame) {
    Expression function = Expression.parse("sum((y - a - b*x - c*z)^2)/2 + (a^2 + b^2 + c^2)/2");
    Runnable beat = part.counter(1.1 * steps, "batches of %d rows".formatted(batch));
    double[][] points =
        new StochasticLangevin(function, List.of("a", "b", "c"), data, batch, epsilon, noise)
            .run(new double[3], steps, seeds, beat);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int at = i;
      double mean = Arrays.stream(points).mapToDouble(p -> p[at]).average().orElseThrow();
      double squares = Arrays.stream(points).mapToDouble(p -> Math.pow(p[at] - mean, 2)).sum();
      ratios.add(Math.sqrt(squares / points.length) / exact[i]);
    }
    double ratio = ratios.stream().mapToDouble(r -> r).average().orElseThrow();
    frame.row(batch, epsilon, noise ? "yes" : "no", ratio);
    return ratio;
  }
}
