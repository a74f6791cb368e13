package offprint.papers.spatiotemporalentropy;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.YuvColour;
import offprint.kernels.image.YuvFrame;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** What the paper says of its priors, measured on a clip and on a scene that stands still. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  public record Params(
      @Param(
              label = "Clip",
              help = "Clip: Y4M or a zip of equally large pictures",
              value = "example:cisco-people",
              accepts = Kind.CLIP)
          Source clip,
      @Param(
              label = "Model",
              help = "Model file of a train run; the default is shipped",
              value = "example:spatiotemporal-entropy-model",
              accepts = Kind.MODEL)
          Source model,
      @Param(
              label = "Frames at most",
              help = "Frames of the clip, at most; 0: up to 36",
              unit = "frames",
              value = "5")
          @Min(0)
          @Max(36)
          int frames,
      @Param(
              label = "Qualities",
              help = "How many of the four qualities are measured, the smallest files first",
              value = "1")
          @Min(1)
          @Max(4)
          int qualities,
      @Param(
              label = "Frames of the made scenes",
              help = "Frames of the still and of the panned scene; 0: not measured",
              unit = "frames",
              value = "0")
          @Min(0)
          @Max(60)
          int stillFrames,
      @Param(
              label = "Steps on own footage",
              help =
                  "Steps of training on the first half of the clip, which must then have 12 frames;"
                      + " 0: not measured",
              unit = "steps",
              value = "0")
          @Min(0)
          @Max(100_000)
          int ownSteps,
      @Param(
              label = "Steps of models trained apart",
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

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    ModelTensors shipped = ModelTensors.read("model", params.model, in);
    List<YuvFrame> clip = clip(params, out);
    Measurement measured = new Measurement(shipped.model(), params.qualities);
    Frame priors = measured.priors(clip, Part.of(run, 0, 0.55, ""));
    if (params.stillFrames > 0) {
      measured.still(params.stillFrames, out, Part.of(run, 0.55, 0.7, ""));
    }
    out.table(
            "Frames after one another against every frame by itself, equal pixels",
            measured.saved,
            "clip",
            "quality",
            "together=bits a pixel",
            "psnr=PSNR in dB",
            "alone=by itself",
            "percent=% saved")
        .table("The clip: bits a pixel with priors switched off", priors);
    if (params.ownSteps > 0) {
      OwnFootage own = new OwnFootage(shipped, clip, params.ownSteps);
      own.measure(params.qualities, out, Part.of(run, 0.7, 0.8, ""));
    }
    if (params.apartSteps > 0) {
      Apart apart = Apart.of(params.apartSteps, out);
      apart.measure(clip, params.qualities, out, Part.of(run, 0.8, 1, ""));
    }
    double different = measured.metrics.getOrDefault("pixels_that_differ", 0.0);
    String sentence =
        "Frames coded after one another take %s of the bits of frames coded by themselves"
            .formatted(Wording.percent(measured.metrics.getOrDefault("ratio_clip", Double.NaN)));
    out.metrics(measured.metrics)
        .text(
            "A frame's pixels follow from its own latents, which are integers, so no error can be"
                + " passed on.");
    return out.answer(
        different == 0
            ? sentence + ", with equal pixels."
            : "%s, but %s."
                .formatted(
                    sentence, Wording.count((long) different, "sample differs", "samples differ")));
  }

  private static List<YuvFrame> clip(Params params, Findings out) throws IOException {
    ClipInput input = new ClipInput(params.clip, RawPlanes.UNKNOWN, false);
    int most = params.frames == 0 ? MOST_FRAMES : params.frames;
    List<YuvFrame> clip =
        input.with("clip", out, frames -> Evaluate.Clip.read(frames, most)).frames();
    if (params.ownSteps > 0 && clip.size() < 2 * LEAST_HALF) {
      throw new IllegalArgumentException(
          "ownSteps must be 0 where fewer than %d frames of the clip are measured: got %d with %d"
              .formatted(2 * LEAST_HALF, params.ownSteps, clip.size()));
    }
    return clip;
  }

  static ClipRace race(Model model, LatentCoder coder, List<YuvFrame> frames, Run run) {
    YuvFrame first = frames.getFirst();
    VideoFormat format =
        new VideoFormat(first.width(), first.height(), 25, 1, YuvColour.LIMITED, 0, false);
    return new ClipRace(model, coder, frames, format, run);
  }

  /** Our model with and without its priors, over the qualities, the worst first. */
  private static final class Measurement {
    private final Model model;
    private final LatentCoder coder;
    private final int qualities;
    private final Frame saved = Frame.of("clip", "quality", "together", "psnr", "alone", "percent");
    private final Map<String, Double> metrics = new LinkedHashMap<>();

    Measurement(Model model, int qualities) {
      this.model = model;
      this.coder = new LatentCoder(new Frequencies(model.sizes().channels()));
      this.qualities = qualities;
    }

    private void row(String clip, int quality, ClipEncoder coded, double alone) {
      double percent = 100 * (1 - coded.bitsPerPixel() / alone);
      saved.row(clip, quality, coded.bitsPerPixel(), coded.psnr(), alone, percent);
    }

    private void least(String name, double value) {
      metrics.merge(name, value, Math::min);
    }

    private void most(String name, double value) {
      metrics.merge(name, value, Math::max);
    }

    /** Bits a pixel of the clip with priors switched off. */
    Frame priors(List<YuvFrame> frames, Run run) {
      Frame rows = Frame.of("quality", "both", "no_temporal", "no_spatial", "neither", "by_itself");
      ClipRace race = race(model, coder, frames, run);
      List<ClipRace.Variant> variants = ClipRace.Variant.of(model);
      for (int i = 0; i < qualities; i++) {
        int q = Levels.COUNT - 1 - i;
        Map<ClipRace.Variant, Double> rate = new EnumMap<>(ClipRace.Variant.class);
        ClipEncoder full = race.code(ClipRace.Variant.FULL, q, GOP, 0, 0);
        for (ClipRace.Variant variant : variants) {
          int at = i * variants.size() + rate.size();
          double all = (double) qualities * variants.size();
          ClipEncoder coded = race.code(variant, q, GOP, at / all, (at + 1) / all);
          rate.put(variant, coded.bitsPerPixel());
          most("pixels_that_differ", different(coded, full));
        }
        double both = rate.getOrDefault(ClipRace.Variant.FULL, 0.0);
        double noTime = rate.getOrDefault(ClipRace.Variant.NO_TEMPORAL, 0.0);
        double noSpace = rate.getOrDefault(ClipRace.Variant.NO_SPATIAL, 0.0);
        double neither = rate.getOrDefault(ClipRace.Variant.NEITHER, 0.0);
        double alone = rate.getOrDefault(ClipRace.Variant.ALONE, 0.0);
        row("clip", q, full, alone);
        most("ratio_clip", both / alone);
        least("no_temporal_least_percent", 100 * (noTime / both - 1));
        least("spatial_least_percent", 100 * (neither / noTime - 1));
        least("both_over_temporal_least_percent", 100 * (noSpace / both - 1));
        rows.row(q, both, noTime, noSpace, neither, alone);
      }
      return rows;
    }

    /** Samples in which a decoded file differs from what another encoder showed. */
    private double different(ClipEncoder coded, ClipEncoder other) {
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

    /** A scene that stands still, or is panned evenly, under noise. */
    void still(int count, Findings out, Run run) throws IOException {
      Bitmap picture = ClipInput.pictures("pictures", Source.example("kodak-test"), out).get(1);
      StillScene scene = new StillScene(picture, 200, 150, 320, 192);
      for (int p = 0; p < PANS.size(); p++) {
        int pan = PANS.get(p);
        List<YuvFrame> frames = scene.frames(count, pan, 1, run.random());
        ClipRace race =
            race(
                model,
                coder,
                frames,
                Part.of(run, (double) p / PANS.size(), (p + 1.0) / PANS.size(), ""));
        String name = pan == 0 ? "still" : "panned " + pan;
        for (int i = 0; i < qualities; i++) {
          int q = Levels.COUNT - 1 - i;
          double start = (double) i / qualities;
          double end = (i + 1.0) / qualities;
          ClipEncoder full = race.code(ClipRace.Variant.FULL, q, 0, start, end);
          double alone = race.code(ClipRace.Variant.ALONE, q, 0, end, end).bitsPerPixel();
          row(name, q, full, alone);
          most("ratio_" + name.replace(' ', '_'), full.bitsPerPixel() / alone);
        }
      }
    }
  }
}
