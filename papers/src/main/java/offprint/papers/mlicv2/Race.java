package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BjontegaardRate;
import offprint.kernels.image.Distortion;
import offprint.kernels.image.ExternalCodec;
import offprint.kernels.image.JpegCodec;
import offprint.kernels.image.StructuralSimilarity;
import offprint.method.Run;

/** Rate and distortion of the codec and of its yardsticks on the same pictures. */
final class Race {
  static final String OURS = "MLICv2, ours";
  static final String JPEG = "JPEG";
  static final String FLOOR = "DCT with contexts (floor)";
  private static final int[] JPEG_QUALITIES = {5, 10, 20, 30, 45, 60, 75, 87};
  private static final int TILE_LOG2 = 9;
  private static final double[] FLOOR_STEPS = {14, 20, 28, 40, 56, 80, 112};

  private final Model model;
  private final Run run;
  private final List<Row> rows = new ArrayList<>();

  Race(Model model, Run run) {
    this.model = model;
    this.run = run;
  }

  /**
   * One measurement.
   *
   * @param setting quality or step
   * @param bytes of the file; of the estimate where there is none
   * @param similarity MS-SSIM; NaN where not measured
   */
  record Row(
      String picture,
      String codec,
      double setting,
      double bytes,
      double bitsPerPixel,
      double psnr,
      double similarity) {
    BjontegaardRate.Point point() {
      return new BjontegaardRate.Point(bitsPerPixel, psnr);
    }
  }

  List<Row> rows() {
    return rows;
  }

  /**
   * Runs every codec on a picture.
   *
   * @param from share of the run done before
   * @param to share done after
   */
  void add(String name, Bitmap picture, int qualities, double from, double to) {
    Bitmap rgb = picture.rgb();
    PictureCodec codec = new PictureCodec(model);
    for (int i = 0; i < qualities; i++) {
      double quality = qualities == 1 ? 3 : 1 + 5.0 * i / (qualities - 1);
      double start = from + (to - from) * i / (qualities + 2);
      PictureCodec.Encoded coded =
          codec.encode(
              rgb,
              Quality.of(quality),
              TILE_LOG2,
              share ->
                  run.progress(
                      start + (to - from) * share / (qualities + 2),
                      "%s at quality %.2f".formatted(name, quality)));
      add(name, OURS, quality, coded.file().length, rgb, coded.decoded());
    }
    for (int quality : JPEG_QUALITIES) {
      run.progress(from + (to - from) * 0.8, name + ": JPEG");
      byte[] file = JpegCodec.encode(rgb, quality);
      add(name, JPEG, quality, file.length, rgb, JpegCodec.decode(file));
    }
    for (double step : FLOOR_STEPS) {
      run.progress(from + (to - from) * 0.9, name + ": floor");
      BjontegaardRate.Point point = Floor.measure(rgb, step);
      double bytes = point.rate() * rgb.width() * rgb.height() / 8;
      rows.add(new Row(name, FLOOR, step, bytes, point.rate(), point.quality(), Double.NaN));
    }
  }

  /** Runs the programs of the machine on a picture. */
  void addOthers(String name, Bitmap picture, double share) throws IOException {
    Bitmap rgb = picture.rgb();
    for (ExternalCodec codec : ExternalCodec.values()) {
      for (int quality : codec.isInstalled() ? codec.qualities() : List.<Integer>of()) {
        run.progress(share, "%s: %s".formatted(name, codec.label()));
        ExternalCodec.Coded coded = codec.code(rgb, quality);
        add(name, codec.label(), quality, coded.bytes(), rgb, coded.decoded().rgb());
      }
    }
  }

  /** The codecs there are measurements of, ours first. */
  List<String> codecs() {
    return rows.stream().map(Row::codec).distinct().toList();
  }

  private void add(
      String name, String codec, double setting, int bytes, Bitmap original, Bitmap decoded) {
    double pixels = (double) original.width() * original.height();
    boolean large =
        Math.min(original.width(), original.height()) >= StructuralSimilarity.LEAST_SIDE;
    double similarity = large ? StructuralSimilarity.msSsim(original, decoded) : Double.NaN;
    double psnr = Math.min(99, Distortion.psnr(original, decoded));
    rows.add(new Row(name, codec, setting, bytes, 8 * bytes / pixels, psnr, similarity));
  }

  /**
   * BD-rate of our codec against another by picture, in percent; without those it has no part of.
   */
  Map<String, Double> against(String codec) {
    Map<String, Double> rates = new LinkedHashMap<>();
    rows.stream()
        .map(Row::picture)
        .distinct()
        .forEach(
            picture -> {
              try {
                rates.put(
                    picture, BjontegaardRate.percent(curve(picture, OURS), curve(picture, codec)));
              } catch (IllegalArgumentException _) {
                rates.put(picture, Double.NaN); // no common quality
              }
            });
    return rates;
  }

  private List<BjontegaardRate.Point> curve(String picture, String codec) {
    return rows.stream()
        .filter(row -> row.picture.equals(picture) && row.codec.equals(codec))
        .map(Row::point)
        .toList();
  }

  /** Mean over the pictures at each setting of a codec: pairs of bits a pixel and PSNR. */
  List<double[]> mean(String codec) {
    Map<Double, List<Row>> bySetting = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> row.codec.equals(codec))
        .forEach(row -> bySetting.computeIfAbsent(row.setting, _ -> new ArrayList<>()).add(row));
    List<double[]> points = new ArrayList<>();
    bySetting.forEach(
        (setting, list) -> {
          points.add(new double[] {mean(list, true), mean(list, false), setting});
        });
    return points;
  }

  private static double mean(List<Row> rows, boolean rate) {
    return rows.stream()
        .mapToDouble(row -> rate ? row.bitsPerPixel : row.psnr)
        .average()
        .orElseThrow();
  }
}
