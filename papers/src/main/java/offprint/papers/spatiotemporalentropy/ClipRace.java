package offprint.papers.spatiotemporalentropy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.FrameQuality;
import offprint.kernels.image.JpegCodec;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.YuvFrame;
import offprint.method.Run;
import offprint.method.Source;

/** Codecs on the frames of one clip. */
record ClipRace(
    Model model, LatentCoder coder, List<YuvFrame> frames, VideoFormat format, Run run) {
  static final String JPEG = "JPEG frame by frame";
  static final List<Integer> JPEG_QUALITIES = List.of(5, 10, 20, 35, 55, 75);
  private static final String FIRST_LINE = "codec,setting,bits_per_pixel,psnr_611";

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
   * Curves of other codecs, measured elsewhere: CSV with codec, setting, bits a pixel, PSNR.
   *
   * @throws IllegalArgumentException if a line does not read
   */
  static List<Curve> measured(Source source, Run run) throws IOException {
    Map<String, Curve> curves = new LinkedHashMap<>();
    if (source.isEmpty()) {
      return List.of();
    }
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(run.open(source), StandardCharsets.UTF_8))) {
      String line = in.readLine();
      if (!FIRST_LINE.equals(line)) {
        throw new IllegalArgumentException(
            "others must begin with the line '%s': got '%s'".formatted(FIRST_LINE, line));
      }
      for (line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split(",");
        String number = "\\d+(\\.\\d+)?";
        if (cells.length != 4 || !cells[2].matches(number) || !cells[3].matches(number)) {
          throw new IllegalArgumentException(
              "a line of others must hold codec, setting and two numbers: got '%s'"
                  .formatted(line));
        }
        curves
            .computeIfAbsent(cells[0], Curve::empty)
            .add(cells[1], Double.parseDouble(cells[2]), Double.parseDouble(cells[3]));
      }
    }
    return List.copyOf(curves.values());
  }
}
