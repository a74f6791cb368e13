package offprint.papers.timemixer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.torch.Session;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** Claim T5: the network less one part each, with several seeds. */
record Ablation(Benchmark benchmark, int seeds) {
  private static final Fit.Plan PLAN = new Fit.Plan(3, 20, 32, 0.01);

  void run(Session session, Run run, List<Report.Block> blocks, Map<String, Double> metrics) {
    long[] seed = new long[seeds];
    for (int i = 0; i < seeds; i++) {
      seed[i] = run.random().nextLong();
    }
    List<List<Object>> rows = new ArrayList<>();
    double full = 0;
    int distinct = 0;
    int done = 0;
    for (Variant variant : Variant.values()) {
      double sum = 0;
      double low = Double.POSITIVE_INFINITY;
      double high = 0;
      for (long s : seed) {
        double at = 0.7 + 0.2 * done++ / (seeds * Variant.values().length);
        Stage stage = Stage.of(run, at, at, "ablation, " + variant.label());
        double mse = benchmark.train(session, variant, PLAN, new SplittableRandom(s), stage).mse();
        sum += mse;
        low = Math.min(low, mse);
        high = Math.max(high, mse);
      }
      double mean = sum / seeds;
      full = variant == Variant.FULL ? mean : full;
      distinct += mean != full ? 1 : 0;
      rows.add(List.of(variant.label(), mean, low, high, mean - full));
      metrics.put("ablation_" + variant.name().toLowerCase(Locale.ROOT), mean);
    }
    metrics.put("ablation_distinct", (double) distinct);
    blocks.add(
        new Table(
            "Ablation on %s, %d seeds, 60 steps of batch 32".formatted(benchmark.name(), seeds),
            List.of("network", "mean test MSE", "lowest", "highest", "against whole"),
            rows));
  }
}
