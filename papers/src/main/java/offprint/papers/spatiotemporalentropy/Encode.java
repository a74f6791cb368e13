package offprint.papers.spatiotemporalentropy;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.image.FrameQuality;
import offprint.kernels.image.FrameSource;
import offprint.kernels.image.YuvColour;
import offprint.kernels.image.YuvFrame;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Codes a clip to a file. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Encode implements Method<Encode.Params> {
  static final Source MODEL = Source.example("spatiotemporal-entropy-model");
  static final Source CLIP = Source.example("cisco-people");

  /** How values look at what is known around them. */
  public enum Spatial {
    /** Half of the positions first, then the others, which see all four beside them. */
    CHECKERBOARD,
    /** One position after the other, each seeing those before it in a window of 5 x 5. */
    SERIAL,
    /** Not at all. */
    NONE
  }

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
      @Param(help = "0 (finest) to 3 (smallest)", symbol = "q", value = "2") @Min(0) @Max(3)
          int quality,
      @Param(
              help = "Frames from one coded by itself to the next; 1: all are; 0: the first only",
              unit = "frames",
              label = "Frames in a group",
              value = "12")
          @Min(0)
          @Max(9999)
          int gop,
      @Param(help = "Whether frames look at the one before", value = "true") boolean temporal,
      @Param(
              help =
                  "How values look at those around: in two passes of a checkerboard, serially"
                      + " (slow, and only with a model trained for it), or not",
              value = "checkerboard")
          Spatial spatial,
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
          YuvColour range,
      @Param(help = "First frame", value = "0") @Min(0) @Max(1_000_000) int first,
      @Param(help = "Frames, at most; 0: all", value = "9") @Min(0) @Max(1_000_000) int frames,
      @Param(help = "Whether a cut last frame is left out instead of refused", value = "false")
          boolean conceal) {

    ClipInput input() {
      return new ClipInput(clip, width, height, fps, range, conceal);
    }

    ClipEncoder.Setting setting() {
      return new ClipEncoder.Setting(quality, gop, new LatentCoder.Priors(temporal, spatial));
    }
  }

  @Override
  public Card card() {
    return new Card(
        "encode", "Codes a clip to a file that decode turns back, with the same model, exactly.");
  }

  static Params params(Source clip, int quality, int gop, int frames) {
    return new Params(
        clip,
        MODEL,
        quality,
        gop,
        true,
        Spatial.CHECKERBOARD,
        0,
        0,
        "25",
        YuvColour.LIMITED,
        0,
        frames,
        false);
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("all", "frames=0"));
  }

  static Model model(Source source, Run run) throws IOException {
    try (InputStream in = run.open(source)) {
      return ModelFile.read(in);
    }
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading the model");
    Model model = model(params.model, run);
    return params.input().with("clip", run, frames -> code(params, model, frames, run));
  }

  private static Report code(Params params, Model model, FrameSource frames, Run run)
      throws IOException {
    LatentCoder coder = new LatentCoder(new Frequencies(model.sizes().channels()));
    ClipEncoder encoder = new ClipEncoder(model, coder, params.setting(), frames.format());
    List<Double> similarities = new ArrayList<>();
    boolean similar = FrameQuality.scales(frames.format().width(), frames.format().height()) > 0;
    YuvFrame last = null;
    YuvFrame shown = null;
    YuvFrame frame = frames.next();
    for (int t = 0; frame != null; t++) {
      if (params.frames > 0 && encoder.rows().size() == params.frames) {
        break;
      }
      if (t >= params.first) {
        double share = params.frames == 0 ? 0.5 : (double) encoder.rows().size() / params.frames;
        run.progress(share, "frame " + t);
        shown = encoder.add(frame);
        last = frame;
        if (similar) {
          similarities.add(FrameQuality.msSsim(frame, shown));
        }
        run.point("bytes a frame", t, encoder.rows().getLast().bytes());
      }
      frame = frames.next();
    }
    if (last == null || shown == null) {
      throw new IllegalArgumentException(
          "first must be below the number of frames of the clip: got " + params.first);
    }
    byte[] file = encoder.file();
    try (OutputStream out = run.create("clip.ofv")) {
      out.write(file);
    }
    FrameReport report = new FrameReport(encoder.rows(), frames.format(), similarities);
    try (OutputStream out = run.create("frames.csv")) {
      out.write(report.csv());
    }
    List<Report.Block> blocks = new ArrayList<>();
    frames.notices().forEach(notice -> blocks.add(Note.notice(notice)));
    blocks.add(
        Note.text(
            "clip.ofv is %d bytes for %d frames: %.4f bits a pixel, %.2f dB (6 Y + U + V over 8). %s"
                .formatted(
                    file.length,
                    encoder.rows().size(),
                    encoder.bitsPerPixel(),
                    encoder.psnr(),
                    report.similarityInWords())));
    blocks.add(report.bytes());
    blocks.add(report.map());
    blocks.add(report.summary(file.length));
    blocks.add(
        Pictures.sideBySide(
            "The last frame: original and decoded",
            List.of("original", "decoded"),
            List.of(frames.format().range().toRgb(last), frames.format().range().toRgb(shown))));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("bytes", (double) file.length);
    metrics.put("frames", (double) encoder.rows().size());
    metrics.put("bits_per_pixel", encoder.bitsPerPixel());
    metrics.put("psnr_db", encoder.psnr());
    metrics.putAll(report.metrics(file.length));
    return new Report(
        "%s in %,d bytes: %s bits a pixel at %s dB."
            .formatted(
                Wording.count(encoder.rows().size(), "frame"),
                file.length,
                Wording.number(encoder.bitsPerPixel()),
                Wording.number(encoder.psnr())),
        blocks,
        metrics);
  }
}
