package offprint.papers.spatiotemporalentropy;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.YuvColour;
import offprint.kernels.image.YuvFrame;
import offprint.kernels.torch.Safetensors;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** What the paper says of its priors, measured on a clip and on a scene that stands still. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  public record Params(
      @Param(
              help = "Clip: Y4M or a zip of equally large pictures",
              value = "example:cisco-people",
              accepts = Kind.CLIP)
          Source clip,
      @Param(
              help = "Model file of a train run; the default is shipped",
              value = "example:spatiotemporal-entropy-model",
              accepts = Kind.MODEL)
          Source model,
      @Param(help = "Frames of the clip, at most; 0: up to 36", unit = "frames", value = "5")
          @Min(0)
          @Max(36)
          int frames,
      @Param(help = "Qualities measured: the 0 finest of them, to 4", value = "1") @Min(1) @Max(4)
          int qualities,
      @Param(
              help = "Frames of the still and of the panned scene; 0: not measured",
              unit = "frames",
              value = "0")
          @Min(0)
          @Max(60)
          int stillFrames,
      @Param(
              help =
                  "Steps of training on the first half of the clip, which must then have 12 frames;"
                      + " 0: not measured",
              unit = "steps",
              value = "0")
          @Min(0)
          @Max(100_000)
          int ownSteps,
      @Param(
              help =
                  "Steps of the linear parts, and as many with networks, of seven small models"
                      + " trained apart with equal seeds, each with its own priors; 0: not"
                      + " measured",
              unit = "steps",
              value = "0")
          @Min(0)
          @Max(100_000)
          int apartSteps) {}

  static final int GOP = 12;
  private static final int MOST_FRAMES = 36;
  private static final int LEAST_HALF = 6;
  private static final List<Integer> PANS = List.of(0, 1, 4);

  @Override
  public Card card() {
    return new Card("reproduce", "Measures what each prior saves and that no error is passed on.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of("full", "frames=0", "qualities=4", "stillFrames=13"),
        Preset.of("apart", "frames=0", "qualities=4", "apartSteps=60"));
  }

  /** What was found so far. */
  static final class Findings {
    final List<Report.Block> blocks = new ArrayList<>();
    final List<List<Object>> rows = new ArrayList<>();
    final Map<String, Double> metrics = new LinkedHashMap<>();

    void least(String name, double value) {
      metrics.merge(name, value, Math::min);
    }

    void most(String name, double value) {
      metrics.merge(name, value, Math::max);
    }

    void row(String clip, int quality, ClipEncoder coded, double alone) {
      double saved = 100 * (1 - coded.bitsPerPixel() / alone);
      rows.add(List.of(clip, quality, coded.bitsPerPixel(), coded.psnr(), alone, saved));
    }
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Model model = Encode.model(params.model, run);
    LatentCoder coder = new LatentCoder(new Frequencies(model.sizes().channels()));
    Findings findings = new Findings();
    List<YuvFrame> clip = clip(params, run);
    measure(clip, model, coder, params.qualities, findings, new Share(run, 0, 0.55));
    if (params.stillFrames > 0) {
      still(params, model, coder, findings, new Share(run, 0.55, 0.7));
    }
    if (params.ownSteps > 0) {
      try (InputStream in = run.open(params.model)) {
        Safetensors start = ModelFile.open(in.readAllBytes());
        OwnFootage own = new OwnFootage(model, start, clip, params.ownSteps);
        own.measure(params.qualities, findings, new Share(run, 0.7, 0.8));
      }
    }
    if (params.apartSteps > 0) {
      Apart apart = Apart.of(params.apartSteps, run);
      apart.measure(clip, params.qualities, findings, new Share(run, 0.8, 1));
    }
    findings.blocks.addFirst(
        new Table(
            "Frames after one another against every frame by itself, equal pixels",
            List.of("clip", "quality", "bits a pixel", "PSNR", "by itself", "% saved"),
            findings.rows));
    findings.blocks.add(
        Note.text(
            "%.0f samples differ between the ways to code: a frame's pixels follow from its own"
                    .formatted(findings.metrics.getOrDefault("pixels_that_differ", 0.0))
                + " latents, which are integers, so no error can be passed on."));
    return new Report(
        "Frames coded after one another take %s of the bits of frames coded by themselves, with equal pixels."
            .formatted(Wording.percent(findings.metrics.getOrDefault("ratio_clip", Double.NaN))),
        findings.blocks,
        findings.metrics);
  }

  private static List<YuvFrame> clip(Params params, Run run) throws IOException {
    ClipInput input = new ClipInput(params.clip, 0, 0, "25", YuvColour.LIMITED, false);
    int most = params.frames == 0 ? MOST_FRAMES : params.frames;
    List<YuvFrame> clip =
        input.with("clip", run, frames -> Evaluate.Clip.read(frames, most)).frames();
    if (params.ownSteps > 0 && clip.size() < 2 * LEAST_HALF) {
      throw new IllegalArgumentException(
          "ownSteps must be 0 where fewer than %d frames of the clip are measured: got %d with %d"
              .formatted(2 * LEAST_HALF, params.ownSteps, clip.size()));
    }
    return clip;
  }

  static ClipRace race(Model model, LatentCoder coder, List<YuvFrame> frames, Share run) {
    YuvFrame first = frames.getFirst();
    VideoFormat format =
        new VideoFormat(first.width(), first.height(), 25, 1, YuvColour.LIMITED, 0, false);
    return new ClipRace(model, coder, frames, format, run);
  }

  private static void measure(
      List<YuvFrame> frames,
      Model model,
      LatentCoder coder,
      int qualities,
      Findings findings,
      Share run) {
    ClipRace race = race(model, coder, frames, run);
    List<ClipRace.Variant> variants = ClipRace.Variant.of(model);
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < qualities; i++) {
      int q = Levels.COUNT - 1 - i;
      Map<ClipRace.Variant, Double> rate = new EnumMap<>(ClipRace.Variant.class);
      ClipEncoder full = race.code(ClipRace.Variant.FULL, q, GOP, 0, 0);
      for (ClipRace.Variant variant : variants) {
        int at = i * variants.size() + rate.size();
        double all = (double) qualities * variants.size();
        ClipEncoder coded = race.code(variant, q, GOP, at / all, (at + 1) / all);
        rate.put(variant, coded.bitsPerPixel());
        findings.most("pixels_that_differ", different(model, coder, coded, full));
      }
      double both = rate.getOrDefault(ClipRace.Variant.FULL, 0.0);
      double noTime = rate.getOrDefault(ClipRace.Variant.NO_TEMPORAL, 0.0);
      double noSpace = rate.getOrDefault(ClipRace.Variant.NO_SPATIAL, 0.0);
      double neither = rate.getOrDefault(ClipRace.Variant.NEITHER, 0.0);
      double alone = rate.getOrDefault(ClipRace.Variant.ALONE, 0.0);
      findings.row("clip", q, full, alone);
      findings.most("ratio_clip", both / alone);
      findings.least("no_temporal_least_percent", 100 * (noTime / both - 1));
      findings.least("spatial_least_percent", 100 * (neither / noTime - 1));
      findings.least("both_over_temporal_least_percent", 100 * (noSpace / both - 1));
      rows.add(List.of(q, both, noTime, noSpace, neither, alone));
    }
    findings.blocks.add(
        new Table(
            "The clip: bits a pixel with priors switched off",
            List.of("quality", "both", "no temporal", "no spatial", "neither", "by itself"),
            rows));
  }

  /** Samples in which a decoded file differs from what another encoder showed. */
  private static double different(
      Model model, LatentCoder coder, ClipEncoder coded, ClipEncoder other) {
    ClipDecoder a = new ClipDecoder(model, coder, coded.file(), false);
    ClipDecoder b = new ClipDecoder(model, coder, other.file(), false);
    double different = 0;
    while (a.hasNext()) {
      YuvFrame p = a.next();
      YuvFrame q = b.next();
      for (int plane = 0; plane < 3; plane++) {
        for (int i = 0; i < p.plane(plane).length; i++) {
          different += p.plane(plane)[i] == q.plane(plane)[i] ? 0 : 1;
        }
      }
    }
    return different;
  }

  private static void still(
      Params params, Model model, LatentCoder coder, Findings findings, Share run)
      throws IOException {
    Bitmap picture = ClipInput.pictures("pictures", Source.example("kodak-test"), run.run()).get(1);
    StillScene scene = new StillScene(picture, 200, 150, 320, 192);
    for (int p = 0; p < PANS.size(); p++) {
      int pan = PANS.get(p);
      List<YuvFrame> frames = scene.frames(params.stillFrames, pan, 1, run.run().random());
      ClipRace race = race(model, coder, frames, run.part(p / 3.0, (p + 1) / 3.0));
      String name = pan == 0 ? "still" : "panned " + pan;
      for (int i = 0; i < params.qualities; i++) {
        int q = Levels.COUNT - 1 - i;
        double start = (double) i / params.qualities;
        double end = (i + 1.0) / params.qualities;
        ClipEncoder full = race.code(ClipRace.Variant.FULL, q, 0, start, end);
        ClipEncoder alone = race.code(ClipRace.Variant.ALONE, q, 0, end, end);
        findings.row(name, q, full, alone.bitsPerPixel());
        findings.most(
            "ratio_" + name.replace(' ', '_'), full.bitsPerPixel() / alone.bitsPerPixel());
      }
    }
  }
}
