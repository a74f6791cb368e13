package offprint.papers.mcmcbridge;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.render.RadianceImage;

/**
 * An image as it gets better: after 1, 2, 4 … paths a pixel up to the last.
 *
 * @param paths a pixel, ascending
 * @param images one for each
 */
record Exposures(List<Integer> paths, List<RadianceImage> images) {
  RadianceImage last() {
    return images.getLast();
  }

  /** Error against a reference, one for each. */
  double[] errors(RadianceImage reference) {
    return images.stream().mapToDouble(image -> image.error(reference)).toArray();
  }

  double[] pathsPerPixel() {
    return paths.stream().mapToDouble(p -> p).toArray();
  }

  /**
   * The last number and its halves, ascending; only the last where images would fill the memory.
   *
   * @param numbers of all images of one moment
   */
  static List<Integer> upTo(int paths, long numbers) {
    List<Integer> all = new ArrayList<>();
    for (int p = paths; p >= 1 && (all.isEmpty() || numbers * (all.size() + 1) < 2e7); p /= 2) {
      all.addFirst(p);
    }
    return all;
  }
}
