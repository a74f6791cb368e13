package offprint.kernels.series;

/**
 * Z-score scaling of each channel.
 *
 * @param mean [channels]
 * @param sd [channels], population standard deviation; 1 where a channel is constant
 */
public record Scaling(double[] mean, double[] sd) {

  /** Scaling by the statistics of rows [0, rows). */
  public static Scaling of(double[][] values, int rows) {
    double[] mean = new double[values.length];
    double[] sd = new double[values.length];
    for (int c = 0; c < values.length; c++) {
      double sum = 0;
      for (int t = 0; t < rows; t++) {
        sum += values[c][t];
      }
      mean[c] = sum / rows;
      double squares = 0;
      for (int t = 0; t < rows; t++) {
        squares += (values[c][t] - mean[c]) * (values[c][t] - mean[c]);
      }
      double deviation = Math.sqrt(squares / rows);
      sd[c] = deviation <= 1e-12 * Math.abs(mean[c]) ? 1 : deviation;
    }
    return new Scaling(mean, sd);
  }

  /** {@code (value - mean) / sd}, [channels][time]. */
  public float[][] scale(double[][] values) {
    float[][] scaled = new float[values.length][values[0].length];
    for (int c = 0; c < scaled.length; c++) {
      for (int t = 0; t < scaled[c].length; t++) {
        scaled[c][t] = (float) ((values[c][t] - mean[c]) / sd[c]);
      }
    }
    return scaled;
  }

  /** {@code value * sd + mean}, in original units. */
  public double unscale(int channel, double value) {
    return value * sd[channel] + mean[channel];
  }
}
