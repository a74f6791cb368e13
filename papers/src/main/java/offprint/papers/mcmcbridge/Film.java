package offprint.papers.mcmcbridge;

import offprint.kernels.render.RadianceImage;
import offprint.kernels.render.Tracer;

/** Where light of paths is added up by pixel. */
final class Film {
  private final int width;
  private final int height;
  private final double[] sum;

  Film(int width, int height) {
    this.width = width;
    this.height = height;
    this.sum = new double[3 * width * height];
  }

  /** Adds the last path of a tracer. */
  void add(Tracer path, double weight) {
    add(path.pixel(), path.red(), path.green(), path.blue(), weight);
  }

  void add(int pixel, double red, double green, double blue, double weight) {
    int at = 3 * pixel;
    sum[at] += red * weight;
    sum[at + 1] += green * weight;
    sum[at + 2] += blue * weight;
  }

  void add(Film other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.sum[i];
    }
  }

  /** Adds a film of one row. */
  void add(int row, Film line) {
    for (int i = 0; i < line.sum.length; i++) {
      sum[3 * row * width + i] += line.sum[i];
    }
  }

  Film copy() {
    Film copy = new Film(width, height);
    copy.add(this);
    return copy;
  }

  /** The sums times {@code factor}. */
  RadianceImage image(double factor) {
    double[] rgb = new double[sum.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = sum[i] * factor;
    }
    return new RadianceImage(width, height, rgb);
  }
}
