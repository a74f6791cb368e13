package offprint.papers.spatiotemporalentropy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import offprint.kernels.image.FrameQuality;
import offprint.kernels.image.VideoFormat;
import offprint.method.Chart;
import offprint.method.Table;

/**
 * What the frames of a coded clip took, as charts, tables and CSV.
 *
 * @param similarities MS-SSIM of each frame's luma; empty where it was not measured
 */
record FrameReport(List<ClipEncoder.Row> rows, VideoFormat format, List<Double> similarities) {
  /** Without MS-SSIM. */
  FrameReport(List<ClipEncoder.Row> rows, VideoFormat format) {
    this(rows, format, List.of());
  }

  /** Bits a frame at each place. */
  Chart map() {
    int width = Latents.grid(format.width());
    int height = Latents.grid(format.height());
    double[] x = new double[width * height];
    double[] y = new double[x.length];
    double[] bits = new double[x.length];
    for (int p = 0; p < x.length; p++) {
      x[p] = p % width;
      y[p] = Math.floorDiv(p, width);
      for (ClipEncoder.Row row : rows) {
        bits[p] += row.bits().cells[p] / rows.size();
      }
    }
    return new Chart(
        "Bits a frame at each place",
        Chart.Axis.linear("blocks of 16 pixels from the left"),
        Chart.Axis.linear("blocks from the top"),
        List.of(Chart.Series.cells("bits", x, y, bits)),
        "Mean over the frames, without the hyperprior: fine detail and what moves is dear.");
  }

  /** Bits by what they were spent on, one line each. */
  Chart bytes() {
    double[] x = new double[rows.size()];
    Arrays.setAll(x, i -> i);
    return new Chart(
        "Bits of each frame",
        Chart.Axis.linear("frame"),
        Chart.Axis.linear("bits"),
        List.of(
            Chart.Series.line("all", x, values(row -> 8.0 * row.bytes())),
            Chart.Series.line("anchors", x, values(row -> row.bits().anchors)).thin(),
            Chart.Series.line("others", x, values(row -> row.bits().others)).thin(),
            Chart.Series.line("hyperprior", x, values(row -> row.bits().hyper)).thin()),
        "Frames coded by themselves stand out; the others pay for what changed.");
  }

  private double[] values(ToDoubleFunction<ClipEncoder.Row> value) {
    return rows.stream().mapToDouble(value).toArray();
  }

  private double mean(ToDoubleFunction<ClipEncoder.Row> value) {
    return rows.stream().mapToDouble(value).average().orElse(0);
  }

  private double tableBits() {
    return rows.stream().mapToDouble(row -> row.bits().total()).sum();
  }

  Table summary(int fileBytes) {
    List<List<Object>> table = new ArrayList<>();
    for (String type : List.of("I", "P", "R")) {
      List<ClipEncoder.Row> some = rows.stream().filter(r -> r.type().equals(type)).toList();
      if (!some.isEmpty()) {
        FrameReport part = new FrameReport(some, format);
        table.add(
            List.of(
                type,
                some.size(),
                part.mean(ClipEncoder.Row::bytes),
                part.mean(r -> r.bits().hyper / 8),
                part.mean(r -> r.bits().anchors / 8),
                part.mean(r -> r.bits().others / 8),
                part.mean(r -> r.quality().psnrY()),
                part.mean(r -> r.quality().psnrU()),
                part.mean(r -> r.quality().psnrV()),
                part.mean(r -> r.quality().weighted())));
      }
    }
    return new Table(
        "Frames by type (I by itself, P after another, R repeated): bytes a frame, PSNR in dB; the"
            + " file has %d bytes, the tables say %.0f".formatted(fileBytes, tableBits() / 8),
        List.of(
            "type", "frames", "bytes", "hyperprior", "anchors", "others", "Y", "U", "V", "6:1:1"),
        table);
  }

  Map<String, Double> metrics(int fileBytes) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    double mse = mean(row -> row.quality().y());
    metrics.put("psnr_y_db", mean(row -> row.quality().psnrY()));
    metrics.put("psnr_y_of_mean_mse_db", FrameQuality.psnr(mse));
    metrics.put("bytes_above_tables_a_frame", (fileBytes - tableBits() / 8) / rows.size());
    if (!similarities.isEmpty()) {
      metrics.put("ms_ssim", similarity());
      metrics.put("ms_ssim_scales", (double) FrameQuality.scales(format.width(), format.height()));
    }
    return metrics;
  }

  private double similarity() {
    return similarities.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** MS-SSIM in words, or why there is none. */
  String similarityInWords() {
    return similarities.isEmpty()
        ? "MS-SSIM needs frames of 11 pixels a side."
        : "MS-SSIM of luma %.5f, %d scales, mean over frames."
            .formatted(similarity(), FrameQuality.scales(format.width(), format.height()));
  }

  byte[] csv() {
    StringBuilder out =
        new StringBuilder(
            "frame,type,bytes,bits_hyper,bits_anchors,bits_others,psnr_y,psnr_u,psnr_v,psnr_611,ms_ssim\n");
    for (int t = 0; t < rows.size(); t++) {
      ClipEncoder.Row row = rows.get(t);
      FrameQuality q = row.quality();
      out.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%d,%.3f,%.3f,%.3f,%.4f,%.4f,%.4f,%.4f,%s%n",
              t,
              row.type(),
              row.bytes(),
              row.bits().hyper,
              row.bits().anchors,
              row.bits().others,
              q.psnrY(),
              q.psnrU(),
              q.psnrV(),
              q.weighted(),
              similarities.isEmpty()
                  ? ""
                  : String.format(Locale.ROOT, "%.6f", similarities.get(t))));
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
