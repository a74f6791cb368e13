package offprint.papers.spatiotemporalentropy;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.FrameSource;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.YuvColour;
import offprint.kernels.image.YuvFrame;
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

/**
 * Measures a model on a clip: rate and distortion beside other codecs, and what the priors save.
 */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Evaluate implements Method<Evaluate.Params> {
  static final Source OTHERS = Source.example("cisco-codecs");

  public record Params(
      @Param(
              help =
                  "Clip: Y4M, a zip of equally large pictures, or raw 4:2:0 planes (then with width"
                      + " and height)",
              value = "example:cisco-people",
              accepts = Kind.CLIP)
          Source clip,
      @Param(
              help = "Model file of a train run; the default is shipped",
              value = "example:spatiotemporal-entropy-model",
              accepts = Kind.MODEL)
          Source model,
      @Param(
              help =
                  "Other codecs on the same frames, as benchmarks/spatiotemporal-entropy/race.py"
                      + " writes them; empty: JPEG only",
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
      @Param(help = "Frames, at most; 0: up to 300", unit = "frames", value = "3") @Min(0) @Max(300)
          int frames,
      @Param(help = "Quality of the picture and the map", symbol = "q", value = "2") @Min(0) @Max(3)
          int quality,
      @Param(help = "Whether the priors are switched off in turn at every quality", value = "false")
          boolean ablation,
      @Param(help = "Width of raw planes; 0: the file says it", unit = "pixels", value = "0")
          @Min(0)
          @Max(8192)
          int width,
      @Param(help = "Height of raw planes; 0: the file says it", unit = "pixels", value = "0")
          @Min(0)
          @Max(8192)
          int height,
      @Param(
              help = "Frames a second of raw planes and pictures, such as 25 or 30000/1001",
              label = "Frames a second",
              value = "25")
          String fps,
      @Param(help = "Range of raw planes, and of pictures turned into planes", value = "limited")
          YuvColour range) {}

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
    Model model = Encode.model(params.model, run);
    int most = params.frames == 0 ? MOST_FRAMES : params.frames;
    ClipInput input =
        new ClipInput(params.clip, params.width, params.height, params.fps, params.range, false);
    Clip clip = input.with("clip", run, source -> Clip.read(source, most));
    List<Curve> others = new ArrayList<>(ClipRace.measured(params.others, run));
    LatentCoder coder = new LatentCoder(new Frequencies(model.sizes().channels()));
    ClipRace race = new ClipRace(model, coder, clip.frames, clip.format, Share.all(run));
    others.add(race.jpeg(0, 0.1));
    Ablation ablation = new Ablation(race, params.gop);
    ablation.run(params.ablation, 0.1, 1);
    List<Report.Block> blocks = new ArrayList<>();
    clip.notices.forEach(notice -> blocks.add(Note.notice(notice)));
    if (params.others.isEmpty()) {
      blocks.add(
          Note.notice(
              "x264, x265 and MJPEG were not raced: benchmarks/spatiotemporal-entropy/race.py"
                  + " measures them on the same frames with ffmpeg; give its CSV as others."));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    blocks.add(chart(ablation, others));
    blocks.add(rates(ablation, others, metrics));
    blocks.add(ablation.table(metrics));
    ClipEncoder full = ablation.encoder(ClipRace.Variant.FULL, params.quality);
    blocks.add(new FrameReport(full.rows(), clip.format).bytes());
    blocks.add(ablation.map(params.quality));
    blocks.add(picture(race, full));
    try (OutputStream out = run.create("rates.csv")) {
      out.write(csv(ablation, others));
    }
    double jpeg = metrics.getOrDefault("bd_rate_jpeg", Double.NaN);
    return new Report(
        "At equal quality the clip takes %s bits than JPEG frame by frame."
            .formatted(
                Double.isNaN(jpeg)
                    ? "an unknown number of"
                    : Wording.percent(Math.abs(jpeg) / 100) + (jpeg < 0 ? " fewer" : " more")),
        blocks,
        metrics);
  }

  private static Chart chart(Ablation ablation, List<Curve> others) {
    List<Chart.Series> series = new ArrayList<>();
    for (ClipRace.Variant variant : List.of(ClipRace.Variant.FULL, ClipRace.Variant.ALONE)) {
      Curve curve = ablation.curve(variant);
      series.add(Chart.Series.line(curve.codec(), curve.rates(), curve.qualities()));
    }
    for (Curve curve : others) {
      series.add(Chart.Series.line(curve.codec(), curve.rates(), curve.qualities()).thin());
    }
    return new Chart(
        "Rate and distortion",
        Chart.Axis.log("bits a pixel, all bytes of the file"),
        Chart.Axis.linear("PSNR in dB, (6 Y + U + V) / 8, mean over frames"),
        series,
        "Up and to the left is better.");
  }

  private static Table rates(Ablation ablation, List<Curve> others, Map<String, Double> metrics) {
    Curve full = ablation.curve(ClipRace.Variant.FULL);
    Curve alone = ablation.curve(ClipRace.Variant.ALONE);
    List<List<Object>> rows = new ArrayList<>();
    for (Curve other : others) {
      String name =
          other.codec().equals(ClipRace.JPEG)
              ? "jpeg"
              : other.codec().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
      rows.add(
          List.of(
              other.codec(),
              put(metrics, "bd_rate_" + name, full.against(other)),
              put(metrics, "bd_rate_alone_" + name, alone.against(other))));
    }
    rows.add(
        List.of(alone.codec(), put(metrics, "bd_rate_alone", full.against(alone)), Double.NaN));
    return new Table(
        "BD-rate in %: how much more ours spends at equal quality (below 0: less; – where there"
            + " are not four points and 1 dB in common)",
        List.of("against", "ours", "ours, every frame by itself"), rows);
  }

  private static double put(Map<String, Double> metrics, String name, double value) {
    if (Double.isFinite(value)) {
      metrics.put(name, value);
    }
    return value;
  }

  private static Report.Block picture(ClipRace race, ClipEncoder full) {
    int last = race.frames().size() - 1;
    YuvFrame frame = race.frames().get(last);
    VideoFormat format = race.format();
    int quality = full.setting().quality();
    Latents y = race.model().transform().analyse(frame, quality);
    YuvFrame ours =
        race.model().transform().synthesise(y, quality, format.width(), format.height());
    double bytes = (double) full.fileBytes() / race.frames().size();
    Bitmap jpeg = race.jpegOf(frame, bytes);
    return Pictures.sideBySide(
        "Frame %d at about %.0f bytes a frame".formatted(last, bytes),
        List.of("original", "ours", "JPEG of at most as many bytes, or its smallest"),
        List.of(format.range().toRgb(frame), format.range().toRgb(ours), jpeg));
  }

  private static byte[] csv(Ablation ablation, List<Curve> others) {
    List<Curve> all = new ArrayList<>(ablation.curves());
    all.addAll(others);
    StringBuilder out = new StringBuilder("codec,setting,bits_per_pixel,psnr_611\n");
    for (Curve curve : all) {
      for (int i = 0; i < curve.points().size(); i++) {
        out.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%.6f,%.4f%n",
                curve.codec().replace(",", ""),
                curve.settings().get(i),
                curve.points().get(i).rate(),
                curve.points().get(i).quality()));
      }
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
