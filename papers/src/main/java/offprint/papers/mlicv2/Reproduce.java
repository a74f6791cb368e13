package offprint.papers.mlicv2;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Trainings;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Trains a small model with all references and without each one, at equal steps and seeds. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
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
              label = "Model to add to",
              help =
                  "Model to which each further reference is added; empty: small models are trained"
                      + " anew with and without the channel and the local reference",
              accepts = Kind.MODEL)
          Source start,
      @Param(
              label = "Steps a training",
              help = "Steps of each training",
              unit = "steps",
              value = "8")
          @Min(1)
          @Max(100_000)
          int steps,
      @Param(label = "Trainings a variant", help = "Trainings of each variant", value = "1")
          @Min(1)
          @Max(20)
          int seeds) {}

  /** The study to run. */
  enum Study {
    REFERENCES,
    TRANSFORMS
  }

  /** A model without some references. */
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

    private Architecture architecture() {
      return new Architecture(8, 32, 4, channel, local, References.NONE, Networks.NONE);
    }
  }

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
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    PictureSet set = PictureSet.read("pictures", p.pictures, out);
    if (set.size() < 8) {
      throw new IllegalArgumentException("pictures must be at least 8: got " + set.size());
    }
    Model start = null;
    if (p.study == Study.REFERENCES && !p.start.isEmpty()) {
      start = Model.read("start", p.start, new Inputs(out));
      if (!start.architecture().logLinear()) {
        throw new IllegalArgumentException(
            "start: references can only be added to a model of the wiring LOG_LINEAR: got"
                + " NETWORKS");
      }
    }
    long[] seeds = new long[p.seeds];
    Arrays.setAll(seeds, _ -> run.random().nextLong());
    if (p.study == Study.TRANSFORMS) {
      return new TransformStudy(set.split(), p.steps, run).study(seeds, out);
    }
    if (start == null) {
      return anew(set.split(), p.steps, seeds, out);
    }
    String answer =
        new Additions(start, set.split(), p.steps, Part.of(run, 0, 0.9, "")).study(seeds, out);
    new SkippingStudy(start, set.split(), p.steps, Part.of(run, 0.9, 0.97, ""))
        .study(seeds[0], out);
    GlobalTiming.study(out);
    return out.answer(answer);
  }

  private static Report anew(PictureSet.Split pictures, int steps, long[] seeds, Findings out)
      throws IOException {
    Variant[] variants = Variant.values();
    double[][] bits = new double[variants.length][seeds.length];
    Plan plan = Plan.entropy(64, 4, 0.003, steps);
    new Trainings(out.run())
        .each(
            variants.length * seeds.length,
            (number, own) -> {
              int variant = number % variants.length;
              int seed = number / variants.length;
              bits[variant][seed] =
                  new Trainer(variants[variant].architecture(), plan, 10, pictures, null)
                      .train(new SplittableRandom(seeds[seed]), own)
                      .after()[1];
            });
    double[] means = Arrays.stream(bits).mapToDouble(Reproduce::mean).toArray();
    Frame rows = Frame.of("model", "bits_a_pixel", "spread_over_seeds", "percent_over_the_whole");
    for (int v = 0; v < variants.length; v++) {
      double spread =
          Arrays.stream(bits[v]).max().orElseThrow() - Arrays.stream(bits[v]).min().orElseThrow();
      rows.row(variants[v].label, means[v], spread, 100 * (means[v] / means[0] - 1));
    }
    out.chart(
        Plot.bars(
            "Bits of pictures held back", "model", rows.texts("model"), "bits a pixel", means));
    out.table("Bits a pixel on pictures held back, mean over qualities and seeds", rows);
    out.text(
        "Every variant keeps the log-linear part: log-magnitudes of the slices before and of the"
            + " neighbours. Differences within the spread say nothing.");
    double both = 100 * (1 - means[0] / means[3]);
    out.metric("bits_whole", means[0])
        .metric("channel_saving_percent", 100 * (1 - means[0] / means[1]))
        .metric("local_saving_percent", 100 * (1 - means[0] / means[2]))
        .metric("both_saving_percent", both);
    return out.answer(
        "Channel and local references together %s %s of the bits of pictures held back."
            .formatted(both > 0 ? "save" : "cost", Wording.percent(Math.abs(both) / 100)));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
