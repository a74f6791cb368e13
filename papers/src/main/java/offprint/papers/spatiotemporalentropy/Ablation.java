package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.kernels.image.BjontegaardRate;
import offprint.method.Chart;

/** Our model on one clip at every quality, with priors switched off in turn. */
final class Ablation {
  private final ClipRace race;
  private final int gop;
  private final Map<ClipRace.Variant, List<ClipEncoder>> encoders =
      new EnumMap<>(ClipRace.Variant.class);

  Ablation(ClipRace race, int gop) {
    this.race = race;
    this.gop = gop;
  }

  /**
   * @param all true for every variant; false for ours with and without the previous frame only
   */
  void run(boolean all, double from, double to) {
    List<ClipRace.Variant> variants =
        all
            ? ClipRace.Variant.of(race.model())
            : List.of(ClipRace.Variant.FULL, ClipRace.Variant.ALONE);
    int steps = variants.size() * Levels.COUNT;
    for (int i = 0; i < steps; i++) {
      ClipRace.Variant variant = variants.get(i / Levels.COUNT);
      double start = from + (to - from) * i / steps;
      double end = from + (to - from) * (i + 1) / steps;
      encoders
          .computeIfAbsent(variant, _ -> new ArrayList<>())
          .add(race.code(variant, i % Levels.COUNT, gop, start, end));
    }
  }

  ClipEncoder encoder(ClipRace.Variant variant, int quality) {
    return encoders.getOrDefault(variant, List.of()).get(quality);
  }

  Curve curve(ClipRace.Variant variant) {
    Curve curve = Curve.empty(variant.title);
    List<ClipEncoder> all = encoders.getOrDefault(variant, List.of());
    for (int q = 0; q < all.size(); q++) {
      curve.add("quality " + q, all.get(q).bitsPerPixel(), all.get(q).psnr());
    }
    return curve;
  }

  List<Curve> curves() {
    return encoders.keySet().stream().map(this::curve).toList();
  }

  /** Bits a pixel by variant and quality, and the ratios that claims are about. */
  void table(Findings out) {
    List<String> columns = new ArrayList<>(List.of("way"));
    List<String> shown = new ArrayList<>(List.of("way=way to code"));
    for (int q = 0; q < Levels.COUNT; q++) {
      columns.add("quality_" + q);
      columns.add("more_" + q);
      shown.add("quality_" + q);
      shown.add("more_%d=%% more".formatted(q));
    }
    Frame rows = Frame.of(columns.toArray(String[]::new));
    Curve full = curve(ClipRace.Variant.FULL);
    for (ClipRace.Variant variant : encoders.keySet()) {
      List<Object> row = new ArrayList<>();
      row.add(variant.title);
      List<BjontegaardRate.Point> points = curve(variant).points();
      double least = Double.POSITIVE_INFINITY;
      for (int q = 0; q < points.size(); q++) {
        double more = points.get(q).rate() / full.points().get(q).rate();
        row.add(points.get(q).rate());
        row.add(100 * (more - 1));
        least = Math.min(least, more);
      }
      rows.row(row.toArray());
      String name = variant.name().toLowerCase(Locale.ROOT);
      if (variant == ClipRace.Variant.FULL) {
        for (int q = 0; q < points.size(); q++) {
          out.metric("bits_per_pixel_" + q, points.get(q).rate());
          out.metric("psnr_db_" + q, points.get(q).quality());
        }
      } else {
        out.metric("least_more_percent_" + name, 100 * (least - 1));
      }
    }
    if (encoders.containsKey(ClipRace.Variant.NEITHER)) {
      out.metric("least_spatial_percent_without_temporal", spatialAlone());
    }
    out.table(
        "Bits a pixel with priors switched off (equal pixels in every row): the switched rows are"
            + " frames after another without what they were trained to use, so the fair measure of"
            + " time is every frame by itself",
        rows,
        shown.toArray(String[]::new));
  }

  /** Smallest saving of the spatial prior with the temporal one off, in percent. */
  private double spatialAlone() {
    List<BjontegaardRate.Point> without = curve(ClipRace.Variant.NEITHER).points();
    List<BjontegaardRate.Point> with = curve(ClipRace.Variant.NO_TEMPORAL).points();
    double least = Double.POSITIVE_INFINITY;
    for (int q = 0; q < with.size(); q++) {
      least = Math.min(least, 100 * (without.get(q).rate() / with.get(q).rate() - 1));
    }
    return least;
  }

  /** Mean bits saved at each place by conditioning on the previous frame. */
  Chart map(int quality) {
    double[][] saved = places(ClipRace.Variant.ALONE, quality);
    double[][] with = places(ClipRace.Variant.FULL, quality);
    for (int row = 0; row < saved.length; row++) {
      for (int column = 0; column < saved[row].length; column++) {
        saved[row][column] -= with[row][column];
      }
    }
    return FrameReport.map(
        "Bits a frame saved at each place by the frame before, quality " + quality,
        "bits saved",
        saved,
        "What stands still is saved; what moves is paid again.");
  }

  private double[][] places(ClipRace.Variant variant, int quality) {
    return new FrameReport(encoder(variant, quality).rows(), race.format()).places();
  }
}
