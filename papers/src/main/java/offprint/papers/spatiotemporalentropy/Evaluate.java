package offprint.papers.spatiotemporalentropy;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.FrameSource;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.YuvFrame;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * Measures a model on a clip: rate and distortion beside other codecs, and what the priors save.
 */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Evaluate implements Method<Evaluate.Params> {
  public record Params(
      @Param(
              label = "Clip",
              help =
                  "Clip: Y4M, a zip of equally large pictures, or raw 4:2:0 planes (then with width"
                      + " and height)",
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
              label = "Other codecs",
              help =
                  "Table of other codecs on the same frames, with the columns codec, setting,"
                      + " bits_per_pixel and psnr_611; benchmarks/spatiotemporal-entropy/race.py"
                      + " writes one; empty: JPEG only",
              accepts = Kind.TABLE)
          Source others,
      @Param(
              help = "Frames from one coded by itself to the next",
              unit = "frames",
              label = "Frames in a group",
              value = "12")
          @Min(0)
          @Max(9999)
          int gop,
      @Param(
              label = "Frames at most",
              help = "Frames, at most; 0: up to 300",
              unit = "frames",
              value = "3")
          @Min(0)
          @Max(300)
          int frames,
      @Param(
              label = "Quality shown",
              help = "Quality of the picture and the map",
              symbol = "q",
              value = "2")
          @Min(0)
          @Max(3)
          int quality,
      @Param(
              label = "Ablation",
              help = "Whether the priors are switched off in turn at every quality",
              value = "false")
          boolean ablation,
      @Param(label = "Raw planes and pictures", help = "What the file does not say of itself")
          RawPlanes raw) {}

  private static final int MOST_FRAMES = 300;

  @Override
  public Card card() {
    return new Card(
        "evaluate",
        "Measures rate and distortion of a model on a clip beside other codecs, and what each prior"
            + " saves.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of("cisco", "others=example:cisco-codecs", "frames=0", "ablation=true"));
  }

  /** The first frames of a clip. */
  record Clip(List<YuvFrame> frames, VideoFormat format, List<String> notices) {
    static Clip read(FrameSource source, int most) throws IOException {
      List<YuvFrame> frames = new ArrayList<>();
      YuvFrame frame = source.next();
      while (frame != null && frames.size() < most) {
        frames.add(frame);
        frame = source.next();
      }
      if (frames.isEmpty()) {
        throw new IllegalArgumentException("the clip must have a frame: it has none");
      }
      return new Clip(frames, source.format(), source.notices());
    }
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Model model = ModelTensors.read("model", params.model, in).model();
    int most = params.frames == 0 ? MOST_FRAMES : params.frames;
    ClipInput input = new ClipInput(params.clip, params.raw, false);
    Clip clip = input.with("clip", out, source -> Clip.read(source, most));
    clip.notices.forEach(out::assumed);
    List<Curve> others = new ArrayList<>(ClipRace.measured("others", params.others, in));
    if (others.isEmpty()) {
      out.assumed(
          "x264, x265 and MJPEG were not raced: benchmarks/spatiotemporal-entropy/race.py"
              + " measures them on the same frames with ffmpeg; give its CSV as others.");
    }
    LatentCoder coder = new LatentCoder(new Frequencies(model.sizes().channels()));
    ClipRace race = new ClipRace(model, coder, clip.frames, clip.format, run);
    others.add(race.jpeg(0, 0.1));
    Ablation ablation = new Ablation(race, params.gop);
    ablation.run(params.ablation, 0.1, 1);
    chart(ablation, others, out);
    rates(ablation, others, out);
    ablation.table(out);
    ClipEncoder full = ablation.encoder(ClipRace.Variant.FULL, params.quality);
    picture(race, full, out);
    out.chart(new FrameReport(full.rows(), clip.format).bits())
        .chart(ablation.map(params.quality))
        .csv("rates.csv", points(ablation, others));
    return out.answer(answer(ablation.curve(ClipRace.Variant.FULL), others));
  }

  /** Compares with every other codec, the strongest last. */
  private static String answer(Curve ours, List<Curve> others) {
    List<String> against =
        others.stream()
            .filter(other -> Double.isFinite(ours.against(other)))
            .sorted(Comparator.comparingDouble(ours::against))
            .map(other -> against(ours.against(other), other.codec()))
            .toList();
    return against.isEmpty()
        ? "The curves share less than 1 dB, or have fewer than four points: no codec can be"
            + " called better."
        : "At equal quality the clip takes %s.".formatted(Wording.list(against));
  }

  private static String against(double percent, String codec) {
    return "%s %s bits than by %s"
        .formatted(Wording.percent(Math.abs(percent) / 100), percent < 0 ? "fewer" : "more", codec);
  }

  private static void chart(Ablation ablation, List<Curve> others, Findings out) {
    Plot plot =
        Plot.of("Rate and distortion")
            .logX("bits a pixel, all bytes of the file")
            .y("PSNR in dB, (6 Y + U + V) / 8, mean over frames");
    for (ClipRace.Variant variant : List.of(ClipRace.Variant.FULL, ClipRace.Variant.ALONE)) {
      Curve curve = ablation.curve(variant);
      plot.line(curve.codec(), curve.rates(), curve.qualities());
    }
    others.forEach(curve -> plot.thinLine(curve.codec(), curve.rates(), curve.qualities()));
    out.chart(plot.chart("Up and to the left is better."));
  }

  private static void rates(Ablation ablation, List<Curve> others, Findings out) {
    Curve full = ablation.curve(ClipRace.Variant.FULL);
    Curve alone = ablation.curve(ClipRace.Variant.ALONE);
    Frame rows = Frame.of("against", "ours", "alone");
    for (Curve other : others) {
      String name =
          other.codec().equals(ClipRace.JPEG)
              ? "jpeg"
              : other.codec().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
      rows.row(
          other.codec(),
          told(out, "bd_rate_" + name, full.against(other)),
          told(out, "bd_rate_alone_" + name, alone.against(other)));
    }
    rows.row(alone.codec(), told(out, "bd_rate_alone", full.against(alone)), Double.NaN);
    out.table(
        "BD-rate in %: how much more ours spends at equal quality (below 0: less; – where there"
            + " are not four points and 1 dB in common)",
        rows, "against", "ours", "alone=ours, every frame by itself");
  }

  private static double told(Findings out, String name, double value) {
    if (Double.isFinite(value)) {
      out.metric(name, value);
    }
    return value;
  }

  private static void picture(ClipRace race, ClipEncoder full, Findings out) {
    int last = race.frames().size() - 1;
    YuvFrame frame = race.frames().get(last);
    VideoFormat format = race.format();
    int quality = full.setting().quality();
    Transform transform = race.model().transform();
    Latents y = transform.analyse(frame, quality);
    Bitmap ours =
        format.range().toRgb(transform.synthesise(y, quality, format.width(), format.height()));
    double bytes = (double) full.fileBytes() / race.frames().size();
    out.compare(
            "Frame %d at about %.0f bytes a frame".formatted(last, bytes),
            "the frame, then what the decoder shows",
            "original",
            format.range().toRgb(frame),
            "ours",
            ours)
        .compare(
            "Frame %d beside JPEG of at most as many bytes, or its smallest".formatted(last),
            "the frame by JPEG, then by ours",
            "JPEG",
            race.jpegOf(frame, bytes),
            "ours",
            ours);
  }

  private static Frame points(Ablation ablation, List<Curve> others) {
    Frame points = Frame.of("codec", "setting", "bits_per_pixel", "psnr_611");
    List<Curve> all = new ArrayList<>(ablation.curves());
    all.addAll(others);
    for (Curve curve : all) {
      for (int i = 0; i < curve.points().size(); i++) {
        points.row(
            curve.codec().replace(",", ""),
            curve.settings().get(i),
            curve.points().get(i).rate(),
            curve.points().get(i).quality());
      }
    }
    return points;
  }
}
