package offprint.papers.mlicv2;

import java.util.random.RandomGenerator;

/**
 * The quality of coding. The six λ of the family are the qualities 1 to 6; between them ln λ is
 * interpolated. The step of the quantiser is the best one at high rate, √(18 / (λ ln 2)) in 1/255.
 *
 * @param code as stored in a file: (quality − 1) · 51, rounded
 */
record Quality(int code) {
  private static final double[] LAMBDAS = {.0018, .0035, .0067, .013, .025, .0483};
  private static final double PIVOT = .013;

  Quality {
    if (code < 0 || code > 255) {
      throw new IllegalArgumentException("a quality code must be in 0 to 255: got " + code);
    }
  }

  /**
   * @param quality 1 to 6
   */
  static Quality of(double quality) {
    return new Quality((int) Math.round((quality - 1) * 51));
  }

  static Quality random(RandomGenerator random) {
    return new Quality(random.nextInt(256));
  }

  /** 1 to 6. */
  double value() {
    return 1 + code / 51.0;
  }

  /** λ in J = bits a pixel + λ · MSE, MSE in squared steps of 1/255. */
  double lambda() {
    return between(LAMBDAS);
  }

  /** The quantiser's step for an orthonormal transform, in steps of 1/255. */
  float step() {
    return (float) Math.sqrt(18 / (lambda() * StrictMath.log(2)));
  }

  /** What the networks are told of the quality: ½ ln(λ / 0.013). */
  float gain() {
    return (float) (0.5 * (logBetween(LAMBDAS) - StrictMath.log(PIVOT)));
  }

  /** Six numbers of the qualities 1 to 6, their logarithms interpolated between them. */
  double between(double[] six) {
    return StrictMath.exp(logBetween(six));
  }

  private double logBetween(double[] six) {
    double place = code / 51.0;
    int i = Math.min(4, (int) place);
    double rest = place - i;
    return (1 - rest) * StrictMath.log(six[i]) + rest * StrictMath.log(six[i + 1]);
  }
}
