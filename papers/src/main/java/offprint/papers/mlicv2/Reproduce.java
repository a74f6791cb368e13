package offprint.papers.mlicv2;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.torch.Safetensors;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** Trains a small model whole and less one reference each, at equal steps and seeds. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  private static final int STRIDE = 8;
  private static final int LATENT = 32;
  private static final int SLICES = 4;

  public record Params(
      @Param(
              help =
                  "References: what each brings; transforms: what networks beside the transform in"
                      + " closed form bring, by rate",
              value = "references")
          Study study,
      @Param(
              help = "Pictures: a zip of at least 8",
              value = "example:kodak-train",
              accepts = Kind.PICTURE)
          Source pictures,
      @Param(
              help =
                  "Model to which each further reference is added; empty: small models are trained"
                      + " anew with and without the channel and the local reference",
              accepts = Kind.MODEL)
          Source start,
      @Param(help = "Steps of each training", unit = "steps", value = "8") @Min(1) @Max(100_000)
          int steps,
      @Param(help = "Trainings of each variant", value = "1") @Min(1) @Max(20) int seeds) {}

  /** What is compared. */
  public enum Study {
    REFERENCES,
    TRANSFORMS
  }

  /** A model less some references. */
  private enum Variant {
    WHOLE("channel and local references", true, true),
    NO_CHANNEL("no channel reference", false, true),
    NO_LOCAL("no local reference", true, false),
    NEITHER("neither", false, false);

    private final String label;
    private final boolean channel;
    private final boolean local;

    Variant(String label, boolean channel, boolean local) {
      this.label = label;
      this.channel = channel;
      this.local = local;
    }
  }

  /** Bits a pixel of a variant, one number a seed. */
  private record Trial(Variant variant, double[] bits) {}

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Trains small models with and without each reference and compares their bits.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of("full", "start=example:mlicv2-kodak", "steps=200", "seeds=3"),
        Preset.of("anew", "steps=300", "seeds=3"),
        Preset.of("transforms", "study=transforms", "steps=200"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    PictureSet set = PictureSet.read("pictures", params.pictures, run);
    int count = set.pictures().size();
    if (count < 8) {
      throw new IllegalArgumentException("pictures must be at least 8: got " + count);
    }
    List<Bitmap> training = new ArrayList<>();
    List<Bitmap> heldBack = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      (i % 8 == 7 ? heldBack : training).add(set.pictures().get(i));
    }
    if (params.study == Study.TRANSFORMS) {
      List<Report.Block> blocks = new ArrayList<>();
      Map<String, Double> metrics = new LinkedHashMap<>();
      new TransformStudy(training, heldBack, params.steps, run)
          .study(seeds(params, run), blocks, metrics);
      return new Report(
          "Transforms trained alike for %s are compared on pictures held back."
              .formatted(Wording.count(params.steps, "step")),
          blocks,
          metrics);
    }
    if (!params.start.isEmpty()) {
      return additions(params, training, heldBack, run);
    }
    List<Trial> trials =
        Arrays.stream(Variant.values())
            .map(variant -> new Trial(variant, new double[params.seeds]))
            .toList();
    long[] seeds = seeds(params, run);
    new Trainings(run, 0, 1)
        .each(
            trials.size() * params.seeds,
            (number, own) -> {
              Trial trial = trials.get(number % trials.size());
              int seed = number / trials.size();
              Variant variant = trial.variant;
              Architecture a =
                  new Architecture(
                      STRIDE, LATENT, SLICES, variant.channel, variant.local, References.NONE);
              Trainer.Plan plan =
                  new Trainer.Plan(
                      a,
                      64,
                      4,
                      0.003,
                      1,
                      SLICES,
                      10,
                      params.steps,
                      0,
                      JointTraining.Metric.MSE,
                      0,
                      0);
              trial.bits[seed] =
                  new Trainer(plan, training, heldBack, null, own, 0, 1)
                      .train(Map.of(), new SplittableRandom(seeds[seed]))
                      .after()[1];
            });
    return report(trials);
  }

  private static Report additions(
      Params params, List<Bitmap> training, List<Bitmap> heldBack, Run run) throws IOException {
    long[] seeds = seeds(params, run);
    List<Report.Block> blocks = new ArrayList<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    new Additions(start(params, run), training, heldBack, params.steps, run)
        .study(seeds, 0, 0.9, blocks, metrics);
    new SkippingStudy(start(params, run), training, heldBack, params.steps, run)
        .study(seeds[0], 0.9, 0.97, blocks, metrics);
    GlobalTiming.study(run, blocks, metrics);
    return new Report(
        "What each reference adds to a model whose own weights stay is measured with %s."
            .formatted(Wording.count(params.seeds, "seed")),
        blocks,
        metrics);
  }

  private static long[] seeds(Params params, Run run) {
    long[] seeds = new long[params.seeds];
    Arrays.setAll(seeds, _ -> run.random().nextLong());
    return seeds;
  }

  private static Safetensors start(Params params, Run run) throws IOException {
    try (InputStream in = run.open(params.start)) {
      Safetensors start = Safetensors.read(in);
      if (ModelFile.architecture(start).networks().wiring() == Networks.Wiring.NETWORKS) {
        throw new IllegalArgumentException(
            "references can only be added to a model of the wiring LOG_LINEAR: got NETWORKS");
      }
      return start;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("start: " + e.getMessage(), e);
    }
  }

  private static Report report(List<Trial> trials) {
    double whole = mean(trials, Variant.WHOLE);
    List<List<Object>> rows = new ArrayList<>();
    for (Trial trial : trials) {
      DoubleSummaryStatistics own = Arrays.stream(trial.bits).summaryStatistics();
      rows.add(
          List.of(
              trial.variant.label,
              own.getAverage(),
              own.getMax() - own.getMin(),
              100 * (own.getAverage() / whole - 1)));
    }
    List<String> names = trials.stream().map(trial -> trial.variant.label).toList();
    double[] means = trials.stream().mapToDouble(trial -> mean(trials, trial.variant)).toArray();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("bits_whole", whole);
    metrics.put("channel_saving_percent", saving(whole, mean(trials, Variant.NO_CHANNEL)));
    metrics.put("local_saving_percent", saving(whole, mean(trials, Variant.NO_LOCAL)));
    metrics.put("both_saving_percent", saving(whole, mean(trials, Variant.NEITHER)));
    double both = metrics.getOrDefault("both_saving_percent", Double.NaN);
    return new Report(
        "Channel and local references together %s %s of the bits of pictures held back."
            .formatted(both > 0 ? "save" : "cost", Wording.percent(Math.abs(both) / 100)),
        List.of(
            new Chart(
                "Bits of pictures held back",
                Chart.Axis.category("model", names),
                Chart.Axis.linear("bits a pixel"),
                List.of(Chart.Series.bars("bits a pixel", means)),
                "Lower is better; all trained with equal steps and seeds."),
            new Table(
                "Bits a pixel on pictures held back, mean over qualities and seeds",
                List.of("model", "bits a pixel", "spread over seeds", "percent over the whole"),
                rows),
            Note.text(
                "Every variant keeps the log-linear part: log-magnitudes of the slices before and"
                    + " of the neighbours. Differences within the spread say nothing.")),
        metrics);
  }

  private static double mean(List<Trial> trials, Variant variant) {
    return trials.stream()
        .filter(trial -> trial.variant == variant)
        .flatMapToDouble(trial -> Arrays.stream(trial.bits))
        .average()
        .orElseThrow();
  }

  private static double saving(double whole, double without) {
    return 100 * (1 - whole / without);
  }
}
