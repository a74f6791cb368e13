package offprint.benchmarks.maxentmechanics;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.convex.LogPartition;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;

/**
 * {@code Dual FILE n k rounds}: FILE holds k columns of n doubles and then k targets,
 * little-endian. Solves at least {@code rounds} times and for three seconds. Prints seconds of the
 * first and of the fastest solution, Newton steps, the largest miss in standard deviations, seconds
 * of the fastest single evaluation of value, gradient and Hessian, of the least processor time, and
 * of the fastest pass that only adds up the columns on all cores: no evaluation can be faster.
 */
public final class Dual {
  private Dual() {}

  public static void main(String[] args) throws IOException {
    int n = Integer.parseInt(args[1]);
    int k = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    double[][] columns = new double[k][n];
    double[] targets = new double[k];
    try (FileChannel file = FileChannel.open(Path.of(args[0]))) {
      for (int a = 0; a <= k; a++) {
        double[] into = a < k ? columns[a] : targets;
        DoubleBuffer values =
            file.map(FileChannel.MapMode.READ_ONLY, 8L * n * a, 8L * into.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer();
        values.get(into);
      }
    }
    double[] prior = new double[n];
    Arrays.fill(prior, 1);
    List<String> names = IntStream.range(0, k).mapToObj(a -> "f" + a).toList();
    double first = 0;
    double spent = 0;
    double leastProcessor = Double.POSITIVE_INFINITY;
    double fastest = Double.POSITIVE_INFINITY;
    MaximumEntropy solution = null;
    for (int round = 0; round < rounds || spent < 3; round++) {
      long start = System.nanoTime();
      double processor = processorSeconds();
      solution =
          MaximumEntropy.solve(
              MomentProblem.of(prior, names, columns, targets), 1e-12, 200, _ -> {});
      double seconds = (System.nanoTime() - start) * 1e-9;
      first = round == 0 ? seconds : first;
      fastest = Math.min(fastest, seconds);
      spent += seconds;
      leastProcessor = Math.min(leastProcessor, processorSeconds() - processor);
    }
    if (solution == null || !solution.isConverged()) {
      throw new IllegalStateException("not converged");
    }
    System.out.printf(
        "%.6f %.6f %d %.3e %.6f %.6f %.6f%n",
        first,
        fastest,
        solution.iterations(),
        solution.residual(),
        evaluation(columns, rounds),
        leastProcessor,
        streaming(columns, rounds));
  }

  private static double streaming(double[][] columns, int rounds) {
    int n = columns[0].length;
    int chunk = 2_048;
    double fastest = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 6 * rounds; round++) {
      long start = System.nanoTime();
      double sum =
          IntStream.rangeClosed(0, (n - 1) / chunk)
              .parallel()
              .mapToDouble(c -> sum(columns, c * chunk, Math.min(n, (c + 1) * chunk)))
              .sum();
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (Double.isNaN(sum)) {
        throw new IllegalStateException("features must be numbers");
      }
      fastest = Math.min(fastest, seconds);
    }
    return fastest;
  }

  /** In four sums that do not wait for one another. */
  private static double sum(double[][] columns, int from, int to) {
    double sum = 0;
    for (double[] column : columns) {
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      int i = from;
      for (; i + 3 < to; i += 4) {
        a += column[i];
        b += column[i + 1];
        c += column[i + 2];
        d += column[i + 3];
      }
      for (; i < to; i++) {
        a += column[i];
      }
      sum += (a + b) + (c + d);
    }
    return sum;
  }

  /** Seconds of processor time of this process so far, all threads. */
  private static double processorSeconds() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime() * 1e-9
        : Double.NaN;
  }

  private static double evaluation(double[][] columns, int rounds) {
    int k = columns.length;
    int n = columns[0].length;
    LogPartition dual = new LogPartition(new double[n], columns);
    double[] at = new double[k];
    double fastest = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 3 * rounds; round++) {
      Arrays.fill(at, 0.1 + 1e-6 * round); // a point asked for again would cost nothing
      long start = System.nanoTime();
      dual.evaluate(at, new double[k], new double[k * k]);
      fastest = Math.min(fastest, (System.nanoTime() - start) * 1e-9);
    }
    return fastest;
  }
}
