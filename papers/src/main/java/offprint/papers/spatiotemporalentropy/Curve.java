package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.image.BjontegaardRate;

/**
 * Rate and distortion of a codec at several settings.
 *
 * @param settings names of the settings
 * @param points bits a pixel and mean weighted PSNR in dB
 */
record Curve(String codec, List<String> settings, List<BjontegaardRate.Point> points) {
  private static final int LEAST_POINTS = 4;
  private static final double LEAST_OVERLAP_DB = 1;

  static Curve empty(String codec) {
    return new Curve(codec, new ArrayList<>(), new ArrayList<>());
  }

  void add(String setting, double bitsPerPixel, double psnr) {
    settings.add(setting);
    points.add(new BjontegaardRate.Point(bitsPerPixel, psnr));
  }

  double[] rates() {
    return points.stream().mapToDouble(BjontegaardRate.Point::rate).toArray();
  }

  double[] qualities() {
    return points.stream().mapToDouble(BjontegaardRate.Point::quality).toArray();
  }

  /** BD-rate against another codec in percent; NaN below 4 points or 1 dB in common. */
  double against(Curve other) {
    double low = Math.max(least(), other.least());
    double high = Math.min(most(), other.most());
    boolean enough =
        Math.min(points.size(), other.points.size()) >= LEAST_POINTS
            && high - low >= LEAST_OVERLAP_DB;
    return enough ? BjontegaardRate.percent(points, other.points) : Double.NaN;
  }

  private double least() {
    return points.stream().mapToDouble(BjontegaardRate.Point::quality).min().orElse(0);
  }

  private double most() {
    return points.stream().mapToDouble(BjontegaardRate.Point::quality).max().orElse(0);
  }
}
