package offprint.papers.spatiotemporalentropy;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.kernels.image.FrameQuality;
import offprint.kernels.image.VideoFormat;
import offprint.method.Chart;

/** Report on the cost of each frame of a coded clip. */
record FrameReport(List<ClipEncoder.Row> rows, VideoFormat format) {
  /** Bits a frame at each place, without the hyperprior. */
  double[][] places() {
    double[][] bits = new double[Latents.grid(format.height())][Latents.grid(format.width())];
    for (ClipEncoder.Row row : rows) {
      double[] cells = row.bits().cells;
      for (int p = 0; p < cells.length; p++) {
        bits[p / bits[0].length][p % bits[0].length] += cells[p] / rows.size();
      }
    }
    return bits;
  }

  /** A map of the blocks of 16 pixels of a frame. */
  static Chart map(String title, String name, double[][] places, String caption) {
    return Plot.of(title)
        .x("blocks of 16 pixels from the left")
        .y("blocks from the top")
        .matrix(name, places)
        .chart(caption);
  }

  /** Bits of each frame by purpose. */
  Chart bits() {
    double[] frames = Plot.positions(rows.size());
    return Plot.of("Bits of each frame")
        .x("frame")
        .y("bits")
        .line("all", frames, values(row -> 8.0 * row.bytes()))
        .thinLine("anchors", frames, values(row -> row.bits().anchors))
        .thinLine("others", frames, values(row -> row.bits().others))
        .thinLine("hyperprior", frames, values(row -> row.bits().hyper))
        .chart("Frames coded by themselves stand out; the others pay for what changed.");
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

  /** Charts, table, metrics and frames.csv of a file of {@code bytes}. */
  void tell(int bytes, List<Double> similarities, Findings out) throws IOException {
    out.chart(bits())
        .chart(
            map(
                "Bits a frame at each place",
                "bits",
                places(),
                "Mean over the frames, without the hyperprior: fine detail and what moves is"
                    + " dear."))
        .table(
            "Frames by type (I by itself, P after another, R repeated): bytes a frame, PSNR in dB;"
                + " the"
                + " file has %d bytes, the tables say %.0f".formatted(bytes, tableBits() / 8),
            byType(),
            "type",
            "frames",
            "bytes",
            "hyperprior",
            "anchors",
            "others",
            "y=Y",
            "u=U",
            "v=V",
            "weighted=6:1:1")
        .metric("psnr_y_db", mean(row -> row.quality().psnrY()))
        .metric("psnr_y_of_mean_mse_db", FrameQuality.psnr(mean(row -> row.quality().y())))
        .metric("bytes_above_tables_a_frame", (bytes - tableBits() / 8) / rows.size())
        .csv("frames.csv", each(similarities));
  }

  private Frame byType() {
    Frame types =
        Frame.of(
            "type",
            "frames",
            "bytes",
            "hyperprior",
            "anchors",
            "others",
            "y",
            "u",
            "v",
            "weighted");
    for (String type : List.of("I", "P", "R")) {
      List<ClipEncoder.Row> some = rows.stream().filter(r -> r.type().equals(type)).toList();
      if (!some.isEmpty()) {
        FrameReport part = new FrameReport(some, format);
        types.row(
            type,
            some.size(),
            part.mean(ClipEncoder.Row::bytes),
            part.mean(r -> r.bits().hyper / 8),
            part.mean(r -> r.bits().anchors / 8),
            part.mean(r -> r.bits().others / 8),
            part.mean(r -> r.quality().psnrY()),
            part.mean(r -> r.quality().psnrU()),
            part.mean(r -> r.quality().psnrV()),
            part.mean(r -> r.quality().weighted()));
      }
    }
    return types;
  }

  private Frame each(List<Double> similarities) {
    Frame frames =
        Frame.of(
            "frame",
            "type",
            "bytes",
            "bits_hyper",
            "bits_anchors",
            "bits_others",
            "psnr_y",
            "psnr_u",
            "psnr_v",
            "psnr_611",
            "ms_ssim");
    for (int t = 0; t < rows.size(); t++) {
      ClipEncoder.Row row = rows.get(t);
      FrameQuality q = row.quality();
      frames.row(
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
          similarities.isEmpty() ? Double.NaN : similarities.get(t));
    }
    return frames;
  }
}
