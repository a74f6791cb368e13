package offprint.papers.lisasnl;

/** A weighted histogram of 40 bins as a density. */
final class Histogram {
  private static final int BINS = 40;

  private Histogram() {}

  /** Centres of the bins between two bounds. */
  static double[] centres(double low, double high) {
    double[] centres = new double[BINS];
    for (int b = 0; b < BINS; b++) {
      centres[b] = low + (b + .5) * (high - low) / BINS;
    }
    return centres;
  }

  /** The density of parameter {@code i} in each bin; draws outside the bounds are left out. */
  static double[] density(Draws draws, int i, double low, double high) {
    double width = (high - low) / BINS;
    double[] density = new double[BINS];
    for (int s = 0; s < draws.size(); s++) {
      int bin = (int) Math.floor((draws.points()[s][i] - low) / width);
      if (bin >= 0 && bin < BINS) {
        density[bin] += draws.weights()[s] / width;
      }
    }
    return density;
  }
}
