package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.kernels.task.Timing;
import offprint.kernels.torch.Session;
import offprint.method.Run;

/** Claim T6: time of a forward pass over the lookback, memory over the batch. */
record CostStudy(int horizon) {
  private static final int[] LOOKBACKS = {192, 384, 768, 1536, 3072};
  private static final int[] BATCHES = {64, 128, 256, 512};
  private static final int WINDOWS = 4;
  private static final int REPEATS = 5;

  void run(Findings out, Run run) {
    Frame rows = Frame.of("lookback", "timemixer", "linear", "ratio");
    for (int i = 0; i < LOOKBACKS.length; i++) {
      run.progress(0.92, "timing a forward pass at lookback " + LOOKBACKS[i]);
      time(run.random(), LOOKBACKS[i], rows);
    }
    double[] lookback = rows.numbers("lookback");
    double[] network = rows.numbers("timemixer");
    out.metric("time_exponent", slope(lookback, network))
        .metric("time_ratio", Arrays.stream(rows.numbers("ratio")).max().orElseThrow())
        .metric("memory_exponent", memory(run))
        .table(
            "Forward pass of one channel, milliseconds per window",
            rows,
            "lookback",
            "timemixer=TimeMixer",
            "linear=one linear map",
            "ratio")
        .chart(
            Plot.of("Forward time over the lookback")
                .logX("lookback, rows")
                .logY("milliseconds per window")
                .line("TimeMixer", lookback, network)
                .line("one linear map", lookback, rows.numbers("linear"))
                .chart("Measured: differs from run to run."));
  }

  private void time(RandomGenerator random, int lookback, Frame rows) {
    try (Session session = Session.open()) {
      Network net = network(session, lookback, random);
      NDArray x = session.constant(new float[WINDOWS * lookback], WINDOWS, 1, lookback);
      NDArray dates = session.constant(new float[4 * WINDOWS * lookback], 4, WINDOWS, lookback);
      NDArray map = session.constant(new float[lookback * horizon], lookback, horizon);
      session.evaluate(() -> net.forecast(x, dates, false));
      double network =
          Timing.seconds(REPEATS, () -> session.evaluate(() -> net.forecast(x, dates, false)));
      double linear = Timing.seconds(20 * REPEATS, () -> session.evaluate(() -> x.matMul(map)));
      rows.row(lookback, 1e3 * network / WINDOWS, 1e3 * linear / WINDOWS, network / linear);
    }
  }

  private Network network(Session session, int lookback, RandomGenerator random) {
    Design design = Design.ofPaper(lookback, horizon, 2);
    return new Network(session, design, 1, 4, Variant.FULL, random);
  }

  /** Growth with the batch of the tensors alive at the end of a forward pass. */
  private double memory(Run run) {
    double[] batch = new double[BATCHES.length];
    double[] bytes = new double[BATCHES.length];
    int lookback = Benchmark.LOOKBACK;
    for (int i = 0; i < BATCHES.length; i++) {
      int n = BATCHES[i];
      batch[i] = n;
      try (Session session = Session.open()) {
        Network net = network(session, lookback, run.random());
        double before = bytes(session);
        try (NDScope _ = new NDScope()) {
          NDArray x = session.constant(new float[n * lookback], n, 1, lookback);
          NDArray dates = session.constant(new float[4 * n * lookback], 4, n, lookback);
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
