package offprint.papers.spatiotemporalentropy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.image.FrameQuality;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.YuvFrame;
import org.jspecify.annotations.Nullable;

/** Codes a clip frame by frame, keeping two frames of latents in memory. */
final class ClipEncoder {
  private final Model model;
  private final LatentCoder coder;
  private final Setting setting;
  private final VideoFormat format;
  private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
  private final List<Row> rows = new ArrayList<>();
  private @Nullable Latents before;
  private @Nullable YuvFrame shown;

  /**
   * The settings of an encoder.
   *
   * @param gop see {@link Header}
   */
  record Setting(int quality, int gop, LatentCoder.Priors priors) {}

  /**
   * The cost of a frame.
   *
   * @param type I, P, or R for a repeated one
   * @param bytes in the file
   * @param bits by the tables
   * @param quality of the decoded frame
   */
  record Row(String type, int bytes, LatentCoder.Bits bits, FrameQuality quality) {}

  ClipEncoder(Model model, LatentCoder coder, Setting setting, VideoFormat format) {
    this.model = model;
    this.coder = coder;
    this.setting = setting;
    this.format = format;
  }

  /** Codes the next frame and returns what a decoder will show. */
  YuvFrame add(YuvFrame frame) {
    Latents y = model.transform().analyse(frame, setting.quality);
    Header header = header();
    boolean intra = header.intra(rows.size());
    Latents old = intra ? null : before;
    LatentCoder.Bits bits = new LatentCoder.Bits(y.area());
    boolean repeats = old != null && old.sameAs(y);
    byte[] stream =
        repeats
            ? new byte[0]
            : coder.encode(
                old == null ? model.intra() : model.video(),
                y,
                old,
                setting.quality,
                setting.priors,
                bits);
    byte[] coded = Container.frame(stream, y);
    frames.writeBytes(coded);
    YuvFrame decoded =
        repeats && shown != null
            ? shown
            : model.transform().synthesise(y, setting.quality, format.width(), format.height());
    String type = repeats ? "R" : old == null ? "I" : "P";
    rows.add(new Row(type, coded.length, bits, FrameQuality.between(frame, decoded)));
    before = y;
    shown = decoded;
    return decoded;
  }

  private Header header() {
    return new Header(
        Header.VERSION,
        format,
        rows.size(),
        setting.gop,
        setting.quality,
        setting.priors,
        model.fingerprint());
  }

  Setting setting() {
    return setting;
  }

  List<Row> rows() {
    return rows;
  }

  /** The file of all frames so far. */
  byte[] file() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header().bytes());
    out.writeBytes(frames.toByteArray());
    return out.toByteArray();
  }

  int fileBytes() {
    return Header.BYTES + frames.size();
  }

  /** File bits a luma sample. */
  double bitsPerPixel() {
    return 8.0 * fileBytes() / ((double) format.width() * format.height() * rows.size());
  }

  /** Mean over the frames of the weighted PSNR, in dB. */
  double psnr() {
    return rows.stream().mapToDouble(row -> row.quality.weighted()).average().orElse(0);
  }
}
