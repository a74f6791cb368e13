package offprint.papers.timemixer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.torch.Session;

/** Claim T5: the network without one part at a time, with several seeds. */
record Ablation(Benchmark benchmark, int seeds) {
  private static final Plan PLAN = new Plan(3, 20, 32, 0.01);

  void run(Session session, Findings out, Part part) {
    long[] seed = part.random().longs(seeds).toArray();
    Frame rows = Frame.of("network", "mean test MSE", "lowest", "highest", "against whole");
    double full = Double.NaN;
    int distinct = 0;
    List<Variant> variants = List.of(Variant.values());
    for (Variant variant : variants) {
      Part own = part.step(variants.indexOf(variant), variants.size(), variant.label());
      double[] mse = new double[seeds];
      for (int i = 0; i < seeds; i++) {
        mse[i] =
            benchmark.train(
                session, variant, PLAN, new SplittableRandom(seed[i]), own.step(i, seeds, ""));
      }
      double mean = Arrays.stream(mse).sum() / seeds;
      full = variant == Variant.FULL ? mean : full;
      distinct += mean != full ? 1 : 0;
      rows.row(
          variant.label(),
          mean,
          Arrays.stream(mse).min().orElseThrow(),
          Arrays.stream(mse).max().orElseThrow(),
          mean - full);
      out.metric("ablation_" + variant.name().toLowerCase(Locale.ROOT), mean);
    }
    out.metric("ablation_distinct", distinct)
        .table(
            "Ablation on %s, %d seeds, 60 steps of batch 32".formatted(benchmark.name(), seeds),
            rows);
  }
}
