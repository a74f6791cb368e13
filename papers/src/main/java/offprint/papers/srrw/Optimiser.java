package offprint.papers.srrw;

/**
 * How a visit moves theta: theta &lt;- theta - b_n grad F, b_n = scale (n + 1)^-b, with the options
 * of the paper's scheme.
 *
 * @param momentum heavy ball: theta &lt;- theta - b_n m, m &lt;- m + b_n (grad F - m)
 * @param batch rows drawn inside a node; 0 takes all
 * @param radius of the ball that theta is projected to; 0 for none
 * @param average Polyak's mean of all theta is what counts
 */
record Optimiser(
    double exponent, double scale, boolean momentum, int batch, double radius, boolean average) {

  /** Whether the covariance of theta is the one of theory. */
  boolean isPlain() {
    return !momentum && batch == 0 && radius == 0 && !average;
  }

  /** b_n of hop n. */
  double step(double n) {
    return scale * Math.pow(n + 1, -exponent);
  }
}
