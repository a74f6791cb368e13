package offprint.papers.spatiotemporalentropy;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Inputs;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.FrameQuality;
import offprint.kernels.image.JpegCodec;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.YuvFrame;
import offprint.kernels.table.TextTable;
import offprint.method.Run;
import offprint.method.Source;

/** Codecs on the frames of one clip. */
record ClipRace(
    Model model, LatentCoder coder, List<YuvFrame> frames, VideoFormat format, Run run) {
  static final String JPEG = "JPEG frame by frame";
  static final List<Integer> JPEG_QUALITIES = List.of(5, 10, 20, 35, 55, 75);

  /** Ways to code with our model. */
  enum Variant {
    FULL("ours", true, Encode.Spatial.CHECKERBOARD),
    ALONE("ours, every frame by itself", true, Encode.Spatial.CHECKERBOARD),
    NO_TEMPORAL("temporal prior off", false, Encode.Spatial.CHECKERBOARD),
    NO_SPATIAL("spatial prior off", true, Encode.Spatial.NONE),
    NEITHER("both off", false, Encode.Spatial.NONE),
    SERIAL("spatial prior serial", true, Encode.Spatial.SERIAL);

    final String title;
    private final boolean temporal;
    private final Encode.Spatial spatial;

    Variant(String title, boolean temporal, Encode.Spatial spatial) {
      this.title = title;
      this.temporal = temporal;
      this.spatial = spatial;
    }

    LatentCoder.Priors priors() {
      return new LatentCoder.Priors(temporal, spatial);
    }

    /** Those that a model was trained for. */
    static List<Variant> of(Model model) {
      return Arrays.stream(values())
          .filter(variant -> variant != SERIAL || model.video().serial() != null)
          .toList();
    }

    ClipEncoder.Setting setting(int quality, int gop) {
      return new ClipEncoder.Setting(quality, this == ALONE ? 1 : gop, priors());
    }
  }

  ClipEncoder encoder(ClipEncoder.Setting setting) {
    return new ClipEncoder(model, coder, setting, format);
  }

  /**
   * All frames coded.
   *
   * @param from share of the run done before
   * @param to share done after
   */
  ClipEncoder code(Variant variant, int quality, int gop, double from, double to) {
    ClipEncoder encoder = encoder(variant.setting(quality, gop));
    for (int t = 0; t < frames.size(); t++) {
      run.progress(
          from + (to - from) * t / frames.size(),
          "%s, quality %d, frame %d".formatted(variant.title, quality, t));
      encoder.add(frames.get(t));
    }
    return encoder;
  }

  /** Every frame as a JPEG file with Huffman tables of its own, by Java's writer, from RGB. */
  Curve jpeg(double from, double to) {
    Curve curve = Curve.empty(JPEG);
    for (int i = 0; i < JPEG_QUALITIES.size(); i++) {
      int quality = JPEG_QUALITIES.get(i);
      run.progress(from + (to - from) * i / JPEG_QUALITIES.size(), "JPEG " + quality);
      double bytes = 0;
      double psnr = 0;
      for (YuvFrame frame : frames) {
        byte[] file = JpegCodec.encode(format.range().toRgb(frame), quality);
        YuvFrame back = format.range().toYuv(JpegCodec.decode(file));
        bytes += file.length;
        psnr += FrameQuality.between(frame, back).weighted();
      }
      double pixels = (double) format.width() * format.height() * frames.size();
      curve.add("quality " + quality, 8 * bytes / pixels, psnr / frames.size());
    }
    return curve;
  }

  /** The JPEG of a frame that is nearest to a number of bytes without passing it, or the least. */
  Bitmap jpegOf(YuvFrame frame, double bytes) {
    Bitmap rgb = format.range().toRgb(frame);
    byte[] best = JpegCodec.encode(rgb, 1);
    for (int quality = 2; quality <= 95; quality++) {
      byte[] file = JpegCodec.encode(rgb, quality);
      if (file.length > bytes) {
        break;
      }
      best = file;
    }
    return JpegCodec.decode(best).rgb();
  }

  /**
   * Curves of other codecs, measured elsewhere.
   *
   * @throws IllegalArgumentException if a column is missing or a cell is no number
   */
  static List<Curve> measured(String parameter, Source source, Inputs in) throws IOException {
    Map<String, Curve> curves = new LinkedHashMap<>();
    if (!source.isEmpty()) {
      TextTable table = in.table(parameter, source);
      String[] codecs = table.text(Inputs.column(parameter, table, "codec", 0));
      String[] settings = table.text(Inputs.column(parameter, table, "setting", 1));
      double[] rates = table.numbers(Inputs.column(parameter, table, "bits_per_pixel", 2));
      double[] qualities = table.numbers(Inputs.column(parameter, table, "psnr_611", 3));
      for (int row = 0; row < codecs.length; row++) {
        curves
            .computeIfAbsent(codecs[row], Curve::empty)
            .add(settings[row], rates[row], qualities[row]);
      }
    }
    return List.copyOf(curves.values());
  }
}
