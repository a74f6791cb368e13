package offprint.papers.mcmcbridge;

import java.util.random.RandomGenerator;

/**
 * How primary-sample Metropolis moves a point of the unit cube, after Kelemen et al. (2002), and
 * what a move adds to the image.
 *
 * @param largeStep probability of a fresh point
 * @param least s1 of small steps
 * @param greatest s2 of small steps
 */
record Mutation(double largeStep, double least, double greatest) {

  /** u ± s2 exp(-2 ln(s2/s1) ξ) mod 1: the first half of ξ goes up, the other down. */
  double small(double u, double xi) {
    double rate = -2 * Math.log(greatest / least);
    return small(u, xi, rate);
  }

  private double small(double u, double xi, double rate) {
    boolean up = xi < 0.5;
    double step = greatest * Math.exp(rate * (up ? xi : xi - 0.5));
    double moved = up ? u + step : u - step;
    moved -= Math.floor(moved);
    return moved < 1 ? moved : 0;
  }

  /** Moves every coordinate. */
  void small(double[] from, double[] to, RandomGenerator random) {
    double rate = -2 * Math.log(greatest / least);
    for (int i = 0; i < from.length; i++) {
      to[i] = small(from[i], random.nextDouble(), rate);
    }
  }

  /** Weight of the proposal's light, with mean luminance b. */
  double proposed(double acceptance, boolean large, double luminance, double b) {
    return (acceptance + (large ? 1 : 0)) / (luminance / b + largeStep);
  }

  /** Weight of the current point's light. */
  double current(double acceptance, double luminance, double b) {
    return (1 - acceptance) / (luminance / b + largeStep);
  }
}
