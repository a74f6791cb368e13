package offprint.papers.mlicv2;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** What a race shows. */
record RaceReport(Race race) {
  /** MLIC++ on all 24 Kodak pictures, from its authors' repository: bits a pixel, dB. */
  private static final double[][] PUBLISHED = {
    {.1075, .1747, .2721, .4129, .5923, .8025},
    {29.161, 30.7137, 32.3345, 34.1702, 35.8161, 37.3229}
  };

  Report report(List<Report.Block> before, Run run) throws IOException {
    List<Report.Block> blocks = new ArrayList<>(before);
    Map<String, Double> metrics = new LinkedHashMap<>();
    blocks.add(chart());
    blocks.add(differences(metrics));
    blocks.add(points());
    blocks.add(
        Note.text(
            "Rates of our codec and of JPEG are those of whole files, headers included, JPEG with"
                + " chroma 4:2:0 and Huffman tables fitted to the picture; the floor is an"
                + " estimate. MLIC++ is drawn as published, on all 24 Kodak pictures, by 83.5"
                + " million weights."));
    try (OutputStream out = run.create("rates.csv");
        TableWriter file =
            new TableWriter(
                out, "picture", "codec", "setting", "bytes", "bits_per_pixel", "psnr", "ms_ssim")) {
      for (Race.Row row : race.rows()) {
        file.row(
            row.picture(),
            row.codec(),
            row.setting(),
            row.bytes(),
            row.bitsPerPixel(),
            row.psnr(),
            row.similarity());
      }
    }
    double jpeg = metrics.getOrDefault("bd_rate_jpeg", Double.NaN);
    return new Report(
        Double.isNaN(jpeg)
            ? "The curves of the codecs do not overlap: no rate at equal quality can be told."
            : "At equal quality the pictures take %s %s bytes than JPEG."
                .formatted(Wording.percent(Math.abs(jpeg) / 100), jpeg < 0 ? "fewer" : "more"),
        blocks,
        metrics);
  }

  private Chart chart() {
    List<Chart.Series> series = new ArrayList<>();
    for (String codec : race.codecs()) {
      List<double[]> points = race.mean(codec);
      double[] rate = points.stream().mapToDouble(p -> p[0]).toArray();
      double[] psnr = points.stream().mapToDouble(p -> p[1]).toArray();
      Chart.Series line = Chart.Series.line(codec, rate, psnr);
      series.add(codec.equals(Race.OURS) ? line : line.thin());
    }
    series.add(Chart.Series.line("MLIC++, published", PUBLISHED[0], PUBLISHED[1]).thin());
    return new Chart(
        "Rate and distortion, mean over the pictures",
        Chart.Axis.linear("bits a pixel"),
        Chart.Axis.linear("PSNR in dB"),
        series,
        "Up and left is better.");
  }

  private Table differences(Map<String, Double> metrics) {
    List<String> others = race.codecs().stream().filter(c -> !c.equals(Race.OURS)).toList();
    List<Map<String, Double>> rates = others.stream().map(race::against).toList();
    List<List<Object>> rows = new ArrayList<>();
    for (String picture : rates.getFirst().keySet()) {
      List<Object> row = new ArrayList<>(List.of(picture));
      rates.forEach(rate -> row.add(rate.get(picture)));
      rows.add(row);
    }
    List<Object> means = new ArrayList<>(List.of("mean"));
    List<String> columns = new ArrayList<>(List.of("picture"));
    for (int i = 0; i < others.size(); i++) {
      means.add(mean(rates.get(i)));
      columns.add("against " + others.get(i));
      put(metrics, "bd_rate_" + key(others.get(i)), mean(rates.get(i)));
    }
    rows.add(means);
    put(
        metrics,
        "bd_rate_jpeg_worst",
        rates.getFirst().values().stream().mapToDouble(x -> x).max().orElse(Double.NaN));
    return new Table("Rate at equal PSNR (BD-rate), in percent; negative is better", columns, rows);
  }

  private static String key(String codec) {
    return codec.equals(Race.FLOOR) ? "floor" : codec.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private static void put(Map<String, Double> metrics, String name, double value) {
    if (Double.isFinite(value)) {
      metrics.put(name, value);
    }
  }

  private static double mean(Map<String, Double> rates) {
    return rates.values().stream().mapToDouble(x -> x).average().orElse(Double.NaN);
  }

  private Table points() {
    List<List<Object>> rows = new ArrayList<>();
    for (String codec : race.codecs()) {
      for (double[] point : race.mean(codec)) {
        rows.add(List.of(codec, point[2], point[0], point[1]));
      }
    }
    return new Table(
        "Means over the pictures",
        List.of("codec", "quality or step", "bits a pixel", "PSNR in dB"),
        rows);
  }
}
