package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BjontegaardRate;
import offprint.kernels.image.Distortion;
import offprint.kernels.image.ExternalCodec;
import offprint.kernels.image.JpegCodec;
import offprint.kernels.image.StructuralSimilarity;
import offprint.method.Report;

/** Rate and distortion of the codec and of others on the same pictures. */
final class RateCurves {
  private static final String OURS = "MLICv2, ours";
  private static final String JPEG = "JPEG";
  private static final String FLOOR = "DCT with contexts (floor)";
  private static final int[] JPEG_QUALITIES = {5, 10, 20, 30, 45, 60, 75, 87};
  private static final double[] FLOOR_STEPS = {14, 20, 28, 40, 56, 80, 112};
  private static final int TILE_LOG2 = 9;

  /** The PSNR assigned to a picture without loss, in dB. */
  private static final double EXACT = 99;

  /** MLIC++ on all 24 Kodak pictures, from its authors' repository: bits a pixel, dB. */
  private static final double[][] PUBLISHED = {
    {.1075, .1747, .2721, .4129, .5923, .8025},
    {29.161, 30.7137, 32.3345, 34.1702, 35.8161, 37.3229}
  };

  private final PictureCodec codec;
  private final Frame rows =
      Frame.of("picture", "codec", "setting", "bytes", "bits_per_pixel", "psnr", "ms_ssim");

  RateCurves(Model model) {
    codec = new PictureCodec(model);
  }

  /** Runs the codec, JPEG and the floor on a picture. */
  void measure(String name, Bitmap picture, int qualities, Part part) {
    Bitmap rgb = picture.rgb();
    for (int i = 0; i < qualities; i++) {
      double quality = qualities == 1 ? 3 : 1 + 5.0 * i / (qualities - 1);
      Part own = part.step(i, qualities + 2, name);
      PictureCodec.Encoded coded =
          codec.encode(
              rgb, Quality.of(quality), TILE_LOG2, own.stage("quality %.2f".formatted(quality)));
      add(name, OURS, quality, coded.file().length, rgb, coded.decoded());
    }
    for (int quality : JPEG_QUALITIES) {
      part.progress(0.8, name + ": JPEG");
      byte[] file = JpegCodec.encode(rgb, quality);
      add(name, JPEG, quality, file.length, rgb, JpegCodec.decode(file));
    }
    for (double step : FLOOR_STEPS) {
      part.progress(0.9, name + ": floor");
      BjontegaardRate.Point point = Floor.measure(rgb, step);
      double bytes = point.rate() * rgb.width() * rgb.height() / 8;
      rows.row(name, FLOOR, step, bytes, point.rate(), point.quality(), Double.NaN);
    }
  }

  /** Runs the codecs installed on this machine on a picture. */
  void measureOthers(String name, Bitmap picture, Part part) throws IOException {
    Bitmap rgb = picture.rgb();
    for (ExternalCodec other : ExternalCodec.values()) {
      for (int quality : other.isInstalled() ? other.qualities() : List.<Integer>of()) {
        part.progress(1, "%s: %s".formatted(name, other.label()));
        ExternalCodec.Coded coded = other.code(rgb, quality);
        add(name, other.label(), quality, coded.bytes(), rgb, coded.decoded().rgb());
      }
    }
  }

  private void add(
      String name, String by, double setting, int bytes, Bitmap original, Bitmap decoded) {
    double pixels = (double) original.width() * original.height();
    boolean large =
        Math.min(original.width(), original.height()) >= StructuralSimilarity.LEAST_SIDE;
    double similarity = large ? StructuralSimilarity.msSsim(original, decoded) : Double.NaN;
    double psnr = Math.min(EXACT, Distortion.psnr(original, decoded));
    rows.row(name, by, setting, (double) bytes, 8 * bytes / pixels, psnr, similarity);
  }

  Report report(Findings out) throws IOException {
    Frame means = means();
    out.chart(
        Plot.of("Rate and distortion, mean over the pictures")
            .x("bits a pixel")
            .y("PSNR in dB")
            .lines(means, "bits_per_pixel", "psnr", "codec", Set.of(OURS))
            .thinLine("MLIC++, published", PUBLISHED[0], PUBLISHED[1])
            .chart("Up and left is better."));
    Map<String, Double> differences = differences(out);
    out.table(
        "Means over the pictures",
        means,
        "codec",
        "setting=quality or step",
        "bits_per_pixel=bits a pixel",
        "psnr=PSNR in dB");
    long exact = DoubleStream.of(rows.numbers("psnr")).filter(psnr -> psnr == EXACT).count();
    if (exact > 0) {
      out.warning(
          "%s came back without loss and count as %.0f dB: means of PSNR and rates at equal quality say little."
              .formatted(Wording.count(exact, "coded picture"), EXACT));
    }
    out.text(
        "Rates of our codec and of JPEG are those of whole files, headers included, JPEG with"
            + " chroma 4:2:0 and Huffman tables fitted to the picture; the floor is an estimate."
            + " MLIC++ is drawn as published, on all 24 Kodak pictures, by 83.5 million weights.");
    return out.csv("rates.csv", rows).answer(answer(differences));
  }

  private static String answer(Map<String, Double> differences) {
    double jpeg = differences.getOrDefault(JPEG, Double.NaN);
    if (Double.isNaN(jpeg)) {
      return "The curves of the codecs do not overlap: no rate at equal quality can be told.";
    }
    String better =
        differences.entrySet().stream()
            .filter(other -> !other.getKey().equals(FLOOR) && other.getValue() > 0)
            .max(Map.Entry.comparingByValue())
            .map(
                best ->
                    "; %s needs %s fewer than the model: take it where bytes alone count"
                        .formatted(
                            best.getKey(),
                            Wording.percent(best.getValue() / (100 + best.getValue()))))
            .orElse("");
    return "At equal quality the pictures take %s %s bytes than JPEG%s."
        .formatted(Wording.percent(Math.abs(jpeg) / 100), jpeg < 0 ? "fewer" : "more", better);
  }

  /** Mean over the pictures at each setting of a codec. */
  private Frame means() {
    Frame means = Frame.of("codec", "setting", "bits_per_pixel", "psnr");
    for (String by : rows.values("codec")) {
      Frame own = rows.where("codec", by);
      for (String setting : own.values("setting")) {
        Frame same = own.where("setting", setting);
        means.row(by, same.numbers("setting")[0], mean(same, "bits_per_pixel"), mean(same, "psnr"));
      }
    }
    return means;
  }

  private static double mean(Frame frame, String column) {
    return DoubleStream.of(frame.numbers(column)).average().orElseThrow();
  }

  /** BD-rates against the other codecs: a table by picture, metrics, the means by codec. */
  private Map<String, Double> differences(Findings out) {
    List<String> others = rows.values("codec").stream().filter(by -> !by.equals(OURS)).toList();
    List<String> columns = new ArrayList<>(List.of("picture"));
    others.forEach(other -> columns.add("against " + other));
    Frame table = Frame.of(columns.toArray(String[]::new));
    for (String picture : rows.values("picture")) {
      Object[] row = new Object[columns.size()];
      Arrays.setAll(row, i -> i == 0 ? picture : against(picture, others.get(i - 1)));
      table.row(row);
    }
    Map<String, Double> means = new LinkedHashMap<>();
    Object[] last = new Object[columns.size()];
    last[0] = "mean";
    for (int i = 0; i < others.size(); i++) {
      double mean = mean(table, columns.get(i + 1));
      last[i + 1] = mean;
      means.put(others.get(i), mean);
      String key =
          others.get(i).equals(FLOOR)
              ? "floor"
              : others.get(i).toLowerCase(Locale.ROOT).replace(' ', '_');
      metric(out, "bd_rate_" + key, mean);
    }
    double worst = DoubleStream.of(table.numbers("against " + JPEG)).max().orElse(Double.NaN);
    metric(out, "bd_rate_jpeg_worst", worst);
    table.row(last);
    out.table("Rate at equal PSNR (BD-rate), in percent; negative is better", table);
    return means;
  }

  private static void metric(Findings out, String name, double value) {
    if (Double.isFinite(value)) {
      out.metric(name, value);
    }
  }

  /** The BD-rate; NaN if the codecs have no common quality. */
  private double against(String picture, String other) {
    try {
      return BjontegaardRate.percent(curve(picture, OURS), curve(picture, other));
    } catch (IllegalArgumentException _) {
      return Double.NaN;
    }
  }

  private List<BjontegaardRate.Point> curve(String picture, String by) {
    Frame own = rows.where("picture", picture).where("codec", by);
    double[] rate = own.numbers("bits_per_pixel");
    double[] psnr = own.numbers("psnr");
    return IntStream.range(0, rate.length)
        .mapToObj(i -> new BjontegaardRate.Point(rate[i], psnr[i]))
        .toList();
  }
}
