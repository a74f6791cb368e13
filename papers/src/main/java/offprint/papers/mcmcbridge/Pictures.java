package offprint.papers.mcmcbridge;

import java.util.Arrays;
import offprint.harness.Plot;
import offprint.kernels.image.Bitmap;
import offprint.kernels.render.RadianceImage;
import offprint.kernels.sampling.LogDensity;
import offprint.kernels.sampling.Quantiles;
import offprint.method.Chart;

/** Charts of draws and points. */
final class Pictures {
  private static final int CELLS = 48;
  private static final int BINS = 60;
  private static final int MOST_POINTS = 600;
  private static final int SHOWN_WIDTH = 480;

  private Pictures() {}

  /** The density of draws of one variable. */
  static Chart histogram(String name, double[] draws) {
    double low = Arrays.stream(draws).min().orElseThrow();
    double high = Arrays.stream(draws).max().orElseThrow();
    double width = high > low ? (high - low) / BINS : 1;
    double[] count = new double[BINS];
    double[] from = new double[BINS];
    for (double draw : draws) {
      count[Math.min(BINS - 1, (int) ((draw - low) / width))] += 1 / (draws.length * width);
    }
    Arrays.setAll(from, b -> low + b * width);
    return Plot.of("Density of " + name).x(name).y("density").step("draws", from, count).chart();
  }

  /** A density of two variables as a map, with draws over it. */
  static Chart map(LogDensity density, String x, String y, double[] xs, double[] ys) {
    double[] xRange = range(xs);
    double[] yRange = range(ys);
    double[] cx = new double[CELLS * CELLS];
    double[] cy = new double[CELLS * CELLS];
    double[] value = new double[CELLS * CELLS];
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < value.length; k++) {
      int row = k / CELLS;
      cx[k] = xRange[0] + (xRange[1] - xRange[0]) * (k % CELLS + 0.5) / CELLS;
      cy[k] = yRange[0] + (yRange[1] - yRange[0]) * (row + 0.5) / CELLS;
      value[k] = density.value(new double[] {cx[k], cy[k]});
      most = Math.max(most, Double.isNaN(value[k]) ? most : value[k]);
    }
    for (int k = 0; k < value.length; k++) {
      value[k] = Math.exp(value[k] - most);
    }
    return Plot.of("Density and draws")
        .x(x)
        .y(y)
        .cells("density, greatest 1", cx, cy, value)
        .points("draws", some(xs), some(ys))
        .chart();
  }

  /** Between the 0.1 % quantiles, with a margin. */
  private static double[] range(double[] values) {
    Quantiles quantiles = Quantiles.of(values);
    double low = quantiles.at(0.001);
    double high = quantiles.at(0.999);
    double margin = high > low ? 0.15 * (high - low) : 1;
    return new double[] {low - margin, high + margin};
  }

  /** Evenly spread over the draws. */
  static double[] some(double[] values) {
    int every = Math.max(1, values.length / MOST_POINTS);
    double[] kept = new double[values.length / every];
    Arrays.setAll(kept, i -> values[i * every]);
    return kept;
  }

  /** Small images with each pixel as a square, so that a person sees something. */
  static Bitmap enlarged(RadianceImage image, double exposure) {
    int factor = Math.max(1, SHOWN_WIDTH / image.width());
    double[] rgb = new double[3 * factor * factor * image.width() * image.height()];
    int width = factor * image.width();
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / 3;
      int from = pixel / width / factor * image.width() + pixel % width / factor;
      rgb[i] = image.rgb()[3 * from + i % 3];
    }
    return new RadianceImage(width, factor * image.height(), rgb).bitmap(exposure);
  }
}
