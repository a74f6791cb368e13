package offprint.papers.spatiotemporalentropy;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.image.FrameQuality;
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

/** Codes a clip to a file. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Encode implements Method<Encode.Params> {
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
      @Param(label = "Quality", help = "0 (finest) to 3 (smallest)", symbol = "q", value = "2")
          @Min(0)
          @Max(3)
          int quality,
      @Param(
              help = "Frames from one coded by itself to the next; 1: all are; 0: the first only",
              unit = "frames",
              label = "Frames in a group",
              value = "12")
          @Min(0)
          @Max(9999)
          int gop,
      @Param(
              label = "Temporal prior",
              help = "Whether frames look at the one before",
              value = "true")
          boolean temporal,
      @Param(
              label = "Spatial prior",
              help =
                  "How values look at those around: in two passes of a checkerboard, serially"
                      + " (slow, and only with a model trained for it), or not",
              value = "checkerboard")
          Spatial spatial,
      @Param(label = "Raw planes and pictures", help = "What the file does not say of itself")
          RawPlanes raw,
      @Param(label = "First frame", help = "First frame, from 0", value = "0")
          @Min(0)
          @Max(1_000_000)
          int first,
      @Param(label = "Frames at most", help = "Frames, at most; 0: all", value = "9")
          @Min(0)
          @Max(1_000_000)
          int frames,
      @Param(
              label = "Leave out a cut frame",
              help = "Whether a cut last frame is left out instead of refused",
              value = "false",
              advanced = true)
          boolean conceal) {

    ClipInput input() {
      return new ClipInput(clip, raw, conceal);
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

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("all", "frames=0"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading the model");
    Findings out = new Findings(run);
    Model model = ModelTensors.read("model", params.model, new Inputs(out)).model();
    return params.input().with("clip", out, frames -> code(params, model, frames, out));
  }

  private static Report code(Params params, Model model, FrameSource frames, Findings out)
      throws IOException {
    VideoFormat format = frames.format();
    LatentCoder coder = new LatentCoder(new Frequencies(model.sizes().channels()));
    ClipEncoder encoder = new ClipEncoder(model, coder, params.setting(), format);
    List<ClipEncoder.Row> rows = encoder.rows();
    List<Double> similarities = new ArrayList<>();
    int scales = FrameQuality.scales(format.width(), format.height());
    YuvFrame last = null;
    YuvFrame shown = null;
    YuvFrame frame = frames.next();
    for (int t = 0; frame != null; t++) {
      if (params.frames > 0 && rows.size() == params.frames) {
        break;
      }
      if (t >= params.first) {
        double share = params.frames == 0 ? 0.5 : (double) rows.size() / params.frames;
        out.run().progress(share, "frame " + t);
        shown = encoder.add(frame);
        last = frame;
        if (scales > 0) {
          similarities.add(FrameQuality.msSsim(frame, shown));
        }
        out.run().point("bytes a frame", t, rows.getLast().bytes());
      }
      frame = frames.next();
    }
    if (last == null || shown == null) {
      throw new IllegalArgumentException(
          "first must be below the number of frames of the clip: got " + params.first);
    }
    frames.notices().forEach(out::assumed);
    byte[] file = encoder.file();
    out.file("clip.ofv", coded -> coded.write(file))
        .metric("bytes", file.length)
        .metric("frames", rows.size())
        .metric("bits_per_pixel", encoder.bitsPerPixel())
        .metric("psnr_db", encoder.psnr())
        .compare(
            "The last frame",
            "the last frame, then what the decoder shows",
            "original",
            format.range().toRgb(last),
            "decoded",
            format.range().toRgb(shown));
    if (scales > 0) {
      double similarity =
          similarities.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      out.text(
              "MS-SSIM of luma is %.5f, mean over frames, of %s."
                  .formatted(similarity, Wording.count(scales, "scale")))
          .metric("ms_ssim", similarity)
          .metric("ms_ssim_scales", scales);
    } else {
      out.text("MS-SSIM was not measured: it needs frames of 11 pixels a side.");
    }
    new FrameReport(rows, format).tell(file.length, similarities, out);
    return out.answer(
        "clip.ofv holds %s in %,d bytes, %s of the raw planes: %s bits a pixel at a PSNR of %s dB."
            .formatted(
                Wording.count(rows.size(), "frame"),
                file.length,
                Wording.percent(encoder.bitsPerPixel() / (format.grey() ? 8 : 12)),
                Wording.number(encoder.bitsPerPixel()),
                Wording.number(encoder.psnr())));
  }
}
