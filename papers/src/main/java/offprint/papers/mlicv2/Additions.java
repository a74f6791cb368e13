package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.Rotation;
import offprint.kernels.torch.Safetensors;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/**
 * Adds references to a trained model, one or all, and trains their weights, and only these, for
 * equal steps on equal patches: all begin at the model's J, so what is saved is due to them. Only
 * the first slices are counted.
 *
 * @param start the model, of whose own further references nothing is taken
 */
record Additions(
    Safetensors start, List<Bitmap> training, List<Bitmap> heldBack, int steps, Run run) {
  private static final int SLICES = 3;

  private static final String NOTHING = "nothing";
  private static final String HGCP = "hgcp";
  private static final String ALL = "all";
  private static final String NO_REWEIGHTING = "no_reweighting";
  private static final String NO_ROTATION = "no_rotation";

  /**
   * What is added.
   *
   * @param name in the names of metrics
   */
  private record Variant(String name, String label, References references) {
    static List<Variant> all() {
      Rotation.Position axial = Rotation.Position.AXIAL;
      return List.of(
          new Variant(NOTHING, "nothing", References.NONE),
          new Variant("inter", "inter-slice global", only(true, false, false, false, false)),
          new Variant("intra", "intra-slice global", only(false, true, false, false, false)),
          new Variant(HGCP, "hyperprior-guided, slice 0", only(false, false, true, false, false)),
          new Variant("window", "local by attention", only(false, false, false, true, false)),
          new Variant("lrp", "prediction of the rounding", only(false, false, false, false, true)),
          new Variant(ALL, "all of these", all(true, axial)),
          new Variant(NO_REWEIGHTING, "all, channels not reweighted", all(false, axial)),
          new Variant(NO_ROTATION, "all, places not told", all(true, Rotation.Position.NONE)));
    }

    private static References only(
        boolean inter, boolean intra, boolean hgcp, boolean window, boolean lrp) {
      return new References(inter, intra, hgcp, window, true, lrp, Rotation.Position.AXIAL, SLICES);
    }

    private static References all(boolean reweight, Rotation.Position position) {
      return new References(true, true, true, true, reweight, true, position, SLICES);
    }
  }

  /**
   * What was measured of a variant, one number a seed.
   *
   * @param cost J a pixel
   * @param first bits of the first slice
   */
  private record Trial(Variant variant, double[] cost, double[] bits, double[] first) {}

  /** Adds tables and metrics, and advances the run from {@code from} to {@code to}. */
  void study(
      long[] seeds, double from, double to, List<Report.Block> blocks, Map<String, Double> metrics)
      throws IOException {
    List<AddedTraining> trainings = new ArrayList<>();
    for (long seed : seeds) {
      run.progress(from, "latents of the pictures");
      trainings.add(AddedTraining.of(start, training, heldBack, steps, SLICES, seed));
    }
    Map<String, Trial> trials = new LinkedHashMap<>();
    for (Variant variant : Variant.all()) {
      int n = seeds.length;
      trials.put(variant.name, new Trial(variant, new double[n], new double[n], new double[n]));
    }
    List<Trial> each = List.copyOf(trials.values());
    new Trainings(run, from, to)
        .each(
            each.size() * seeds.length,
            (number, own) -> {
              Trial trial = each.get(number % each.size());
              int seed = number / each.size();
              double[] after = trainings.get(seed).train(trial.variant.references, own);
              trial.cost[seed] = after[0];
              trial.bits[seed] = after[1];
              trial.first[seed] = after[2];
            });
    report(trials, blocks, metrics);
  }

  private void report(
      Map<String, Trial> trials, List<Report.Block> blocks, Map<String, Double> metrics) {
    Trial nothing = of(trials, NOTHING);
    Trial whole = of(trials, ALL);
    List<List<Object>> rows = new ArrayList<>();
    for (Trial trial : trials.values()) {
      Saving cost = Saving.of(nothing.cost, trial.cost);
      Saving first = Saving.of(nothing.first, trial.first);
      rows.add(
          List.of(
              trial.variant.label,
              mean(trial.cost),
              cost.mean,
              cost.spread,
              cost.verdict(trial.cost.length),
              mean(trial.bits),
              mean(trial.first),
              first.mean,
              first.spread));
      String name = trial.variant.name;
      if (!name.equals(NOTHING)) {
        metrics.put(name + "_saving_percent", cost.mean);
        metrics.put(name + "_spread_percent", cost.spread);
      }
    }
    Saving guided = Saving.of(nothing.first, of(trials, HGCP).first);
    metrics.put("hgcp_first_slice_saving_percent", guided.mean);
    Saving reweighting = Saving.of(of(trials, NO_REWEIGHTING).cost, whole.cost);
    metrics.put("reweighting_saving_percent", reweighting.mean);
    Saving rotation = Saving.of(of(trials, NO_ROTATION).cost, whole.cost);
    metrics.put("rotation_saving_percent", rotation.mean);
    if (whole.cost.length > 1) { // one training has no spread
      metrics.put("hgcp_first_slice_beyond_spread", guided.mean - guided.spread);
      metrics.put("reweighting_beyond_spread", reweighting.mean - reweighting.spread);
      metrics.put("rotation_beyond_spread", rotation.mean - rotation.spread);
    }
    blocks.add(
        new Table(
            "References added to a trained model, %d steps each".formatted(steps),
            List.of(
                "added",
                "J, bits a pixel",
                "J saved, %",
                "spread over seeds, %",
                "",
                "bits a pixel",
                "of slice 0",
                "saved of slice 0, %",
                "its spread, %"),
            rows));
    blocks.add(
        Note.text(
            ("On pictures held back, slices 0 to %d; the best weights were chosen on other patches"
                    + " of them. The model's own weights stay as they are. The spread is that of"
                    + " the saving, greatest less smallest. All minus reweighting: J"
                    + " %.3f %% (spread %.3f); all minus rotation: %.3f %% (spread %.3f).")
                .formatted(
                    SLICES - 1,
                    -reweighting.mean,
                    reweighting.spread,
                    -rotation.mean,
                    rotation.spread)));
  }

  private static Trial of(Map<String, Trial> trials, String name) {
    return Objects.requireNonNull(trials.get(name));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Percent saved, seed by seed. */
  private record Saving(double mean, double spread) {
    static Saving of(double[] without, double[] with) {
      double[] percent = new double[with.length];
      Arrays.setAll(percent, i -> 100 * (1 - with[i] / without[i]));
      DoubleSummaryStatistics all = Arrays.stream(percent).summaryStatistics();
      return new Saving(all.getAverage(), all.getMax() - all.getMin());
    }

    String verdict(int trainings) {
      if (trainings == 1) {
        return "one training";
      }
      if (mean == 0 && spread == 0) {
        return "";
      }
      return Math.abs(mean) <= spread ? "within the spread" : mean > 0 ? "better" : "worse";
    }
  }
}
