package offprint.papers.mcmcbridge;

import java.util.random.RandomGenerator;

/**
 * Draws by unadjusted Langevin steps through falling noise, after Song and Ermon (2019): at each
 * level {@code steps} steps of e = ε (σ/σ_min)², the last of all without noise.
 *
 * @param levels number of noise levels, geometric from greatest to least
 * @param greatest σ of the first level, and of the normal law that points start from
 * @param least σ of the last
 * @param epsilon step size at the last level
 */
record AnnealedLangevin(int levels, double greatest, double least, int steps, double epsilon) {

  /** As many steps at the least noise alone: what annealing is compared with. */
  AnnealedLangevin alone() {
    return new AnnealedLangevin(1, greatest, least, levels * steps, epsilon);
  }

  /**
   * @param beat run after each step of all points
   * @return end to end [count · dimension]
   * @throws ArithmeticException if points run away
   */
  double[] draw(Score score, int count, int dimension, RandomGenerator random, Runnable beat) {
    double[] x = new double[count * dimension];
    for (int i = 0; i < x.length; i++) {
      x[i] = greatest * random.nextGaussian();
    }
    for (int level = 0; level < levels; level++) {
      double sigma =
          levels == 1 ? least : greatest * Math.pow(least / greatest, level / (levels - 1.0));
      double step = epsilon * Math.pow(sigma / least, 2);
      for (int t = 0; t < steps; t++) {
        double[] slope = score.at(x, sigma);
        for (int i = 0; i < x.length; i++) {
          x[i] += step / 2 * slope[i] + Math.sqrt(step) * random.nextGaussian();
        }
        beat.run();
      }
      if (!(Math.abs(x[0]) < 1e9)) {
        throw new ArithmeticException(
            "level %d: the points run away, lower epsilon (it is %s) or raise sigmaMin (it is %s)"
                .formatted(level + 1, epsilon, least));
      }
    }
    double[] slope = score.at(x, least);
    for (int i = 0; i < x.length; i++) {
      x[i] += least * least * slope[i];
    }
    return x;
  }
}
