package offprint.papers.mlicv2;

import offprint.kernels.coding.FrequencyTable;

/**
 * The encoder's rounding (ours): the nearest whole number or the next one towards 0, whichever has
 * the lower bits + λ · squared error in pixels. The decoder need not know.
 */
final class RateDistortion {
  private final double weight;

  /** One bit a block is 1/S² bits a pixel, one squared step a block step²/(3 S²) of MSE. */
  RateDistortion(Quality quality) {
    double step = quality.step();
    weight = quality.lambda() * step * step / 3;
  }

  int round(float rest, FrequencyTable table) {
    int nearest = (int) Math.rint(rest);
    if (nearest == 0) {
      return 0;
    }
    int lower = nearest - Integer.signum(nearest);
    return cost(rest, lower, table) < cost(rest, nearest, table) ? lower : nearest;
  }

  private double cost(float rest, int q, FrequencyTable table) {
    double error = rest - q;
    return table.bits(q) + weight * error * error;
  }
}
