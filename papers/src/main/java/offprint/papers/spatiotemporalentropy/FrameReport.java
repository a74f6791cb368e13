package offprint.papers.spatiotemporalentropy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import offprint.kernels.image.FrameQuality;
import offprint.kernels.image.VideoFormat;
import offprint.method.Chart;
import offprint.method.Table;

/** What the frames of a coded clip took, as chart, tables and CSV. */
record FrameReport(List<ClipEncoder.Row> rows, VideoFormat format) {

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
    double mse = mean(row -> row.quality().y());
    return Map.of(
        "psnr_y_db", mean(row -> row.quality().psnrY()),
        "psnr_y_of_mean_mse_db", FrameQuality.psnr(mse),
        "bytes_above_tables_a_frame", (fileBytes - tableBits() / 8) / rows.size());
  }

  byte[] csv() {
    StringBuilder out =
        new StringBuilder(
            "frame,type,bytes,bits_hyper,bits_anchors,bits_others,psnr_y,psnr_u,psnr_v,psnr_611\n");
    for (int t = 0; t < rows.size(); t++) {
      ClipEncoder.Row row = rows.get(t);
      FrameQuality q = row.quality();
      out.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%d,%.3f,%.3f,%.3f,%.4f,%.4f,%.4f,%.4f%n",
              t,
              row.type(),
              row.bytes(),
              row.bits().hyper,
              row.bits().anchors,
              row.bits().others,
              q.psnrY(),
              q.psnrU(),
              q.psnrV(),
              q.weighted()));
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
