package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.task.Timing;
import offprint.kernels.torch.Session;
import offprint.method.Chart;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** Claim T6: time of a forward pass over the lookback, memory over the batch. */
record CostStudy(int horizon) {
  private static final int[] LOOKBACKS = {192, 384, 768, 1536, 3072};
  private static final int[] BATCHES = {64, 128, 256, 512};
  private static final int WINDOWS = 4;
  private static final int REPEATS = 5;

  void run(Run run, List<Report.Block> blocks, Map<String, Double> metrics) {
    double[] length = new double[LOOKBACKS.length];
    double[] network = new double[LOOKBACKS.length];
    double[] linear = new double[LOOKBACKS.length];
    List<List<Object>> rows = new ArrayList<>();
    double worst = 0;
    for (int i = 0; i < LOOKBACKS.length; i++) {
      run.progress(0.92, "timing a forward pass at lookback " + LOOKBACKS[i]);
      length[i] = LOOKBACKS[i];
      time(run.random(), LOOKBACKS[i], network, linear, i);
      double ratio = network[i] / linear[i];
      worst = Math.max(worst, ratio);
      rows.add(List.of(LOOKBACKS[i], 1e3 * network[i], 1e3 * linear[i], ratio));
    }
    metrics.put("time_exponent", slope(length, network));
    metrics.put("time_ratio", worst);
    metrics.put("memory_exponent", memory(run));
    blocks.add(
        new Table(
            "Forward pass of one channel, milliseconds per window",
            List.of("lookback", "TimeMixer", "one linear map", "ratio"),
            rows));
    blocks.add(
        new Chart(
            "Forward time over the lookback",
            Chart.Axis.log("lookback, rows"),
            Chart.Axis.log("milliseconds per window"),
            List.of(
                Chart.Series.line("TimeMixer", length, scaled(network)),
                Chart.Series.line("one linear map", length, scaled(linear))),
            "Measured: differs from run to run."));
  }

  private void time(
      RandomGenerator random, int lookback, double[] network, double[] linear, int i) {
    Architecture a = Benchmark.architecture(1, 4, lookback, horizon, 2);
    try (Session session = Session.open()) {
      Network net = new Network(session, a, Variant.FULL, random);
      NDArray x = session.constant(new float[WINDOWS * lookback], WINDOWS, 1, lookback);
      NDArray dates = session.constant(new float[4 * WINDOWS * lookback], 4, WINDOWS, lookback);
      NDArray map = session.constant(new float[lookback * horizon], lookback, horizon);
      session.evaluate(() -> net.forecast(x, dates, false));
      network[i] =
          Timing.seconds(REPEATS, () -> session.evaluate(() -> net.forecast(x, dates, false)))
              / WINDOWS;
      linear[i] =
          Timing.seconds(20 * REPEATS, () -> session.evaluate(() -> x.matMul(map))) / WINDOWS;
    }
  }

  /** Growth with the batch of the tensors alive at the end of a forward pass. */
  private double memory(Run run) {
    double[] batch = new double[BATCHES.length];
    double[] bytes = new double[BATCHES.length];
    Architecture a = Benchmark.architecture(1, 4, Benchmark.LOOKBACK, horizon, 2);
    for (int i = 0; i < BATCHES.length; i++) {
      int n = BATCHES[i];
      batch[i] = n;
      try (Session session = Session.open()) {
        Network net = new Network(session, a, Variant.FULL, run.random());
        double before = bytes(session);
        try (NDScope _ = new NDScope()) {
          NDArray x = session.constant(new float[n * a.lookback()], n, 1, a.lookback());
          NDArray dates = session.constant(new float[4 * n * a.lookback()], 4, n, a.lookback());
          net.forecast(x, dates, false);
          bytes[i] = bytes(session) - before;
        }
      }
    }
    return slope(batch, bytes);
  }

  private static double bytes(Session session) {
    return session.manager().getManagedArrays().stream()
        .mapToDouble(t -> (double) t.size() * t.getDataType().getNumOfBytes())
        .sum();
  }

  private static double[] scaled(double[] seconds) {
    return Arrays.stream(seconds).map(s -> 1e3 * s).toArray();
  }

  /** Least-squares slope of log y over log x. */
  static double slope(double[] x, double[] y) {
    double mx = 0;
    double my = 0;
    for (int i = 0; i < x.length; i++) {
      mx += Math.log(x[i]) / x.length;
      my += Math.log(y[i]) / x.length;
    }
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (Math.log(x[i]) - mx) * (Math.log(y[i]) - my);
      xx += (Math.log(x[i]) - mx) * (Math.log(x[i]) - mx);
    }
    return xy / xx;
  }
}
