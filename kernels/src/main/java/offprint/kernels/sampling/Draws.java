package offprint.kernels.sampling;

/**
 * What chains drew after their warm-up.
 *
 * @param points [chains][draws][d]
 * @param logDensity at each point [chains][draws]
 * @param acceptance share of accepted proposals [chains]
 * @param stepSize frozen after warm-up [chains]
 * @param divergences trajectories that left all bounds of energy, over all chains
 * @param evaluations of the density or its gradient, over all chains, warm-up not counted
 */
public record Draws(
    double[][][] points,
    double[][] logDensity,
    double[] acceptance,
    double[] stepSize,
    long divergences,
    long evaluations) {

  /** The draws of one coordinate [chains][draws]. */
  public double[][] coordinate(int i) {
    double[][] values = new double[points.length][];
    for (int c = 0; c < points.length; c++) {
      values[c] = new double[points[c].length];
      for (int n = 0; n < values[c].length; n++) {
        values[c][n] = points[c][n][i];
      }
    }
    return values;
  }

  public int dimension() {
    return points[0][0].length;
  }
}
