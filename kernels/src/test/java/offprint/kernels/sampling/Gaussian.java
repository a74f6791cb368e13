package offprint.kernels.sampling;

/** A normal law with these standard deviations. */
record Gaussian(double... deviations) implements LogDensity {
  @Override
  public int dimension() {
    return deviations.length;
  }

  @Override
  public double value(double[] x) {
    return gradient(x, new double[x.length]);
  }

  @Override
  public double gradient(double[] x, double[] gradient) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      gradient[i] = -x[i] / (deviations[i] * deviations[i]);
      sum += gradient[i] * x[i] / 2;
    }
    return sum;
  }
}
