package offprint.papers.arphmm;

import java.util.random.RandomGenerator;

/**
 * A made series whose three regimes are known: autoregressions of order 1, y_t = B_0 + B_1 y_{t-1}
 * + sd · noise, that the regimes stay in for about 30 rows (the sheet's synthetic experiment).
 *
 * @param values [n]
 * @param regimes [n], 0 to 2
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once
record SwitchingSeries(double[] values, int[] regimes) {
  static final int REGIMES = 3;
  static final double[][] TRANSITION = {{.96, .03, .01}, {.02, .96, .02}, {.01, .03, .96}};
  static final double[][] COEFFICIENTS = {{0, .9}, {.5, .5}, {0, -.3}};
  static final double[] SD = {.3, .5, .8};

  static SwitchingSeries draw(int rows, RandomGenerator random) {
    double[] values = new double[rows];
    int[] regimes = new int[rows];
    int regime = random.nextInt(REGIMES);
    double y = 0;
    for (int t = 0; t < rows; t++) {
      if (t > 0) {
        double u = random.nextDouble();
        double[] law = TRANSITION[regime];
        regime = u < law[0] ? 0 : u < law[0] + law[1] ? 1 : 2;
      }
      y =
          COEFFICIENTS[regime][0]
              + COEFFICIENTS[regime][1] * y
              + SD[regime] * random.nextGaussian();
      values[t] = y;
      regimes[t] = regime;
    }
    return new SwitchingSeries(values, regimes);
  }
}
