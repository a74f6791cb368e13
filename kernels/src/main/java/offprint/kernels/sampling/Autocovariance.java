package offprint.kernels.sampling;

import java.util.Arrays;

/** Autocovariances of a series by a fast Fourier transform, with divisor n at every lag. */
final class Autocovariance {
  private Autocovariance() {}

  /**
   * c_t = 1/n Σ (x_s - mean)(x_{s+t} - mean), t = 0 … n-1.
   *
   * @param series [n]
   */
  static double[] of(double[] series) {
    int n = series.length;
    double mean = Arrays.stream(series).average().orElse(0);
    int size = Integer.highestOneBit(Math.max(1, 2 * n - 1));
    size = size < 2 * n ? 2 * size : size; // zeros keep the ends apart
    double[] real = new double[size];
    double[] imaginary = new double[size];
    for (int i = 0; i < n; i++) {
      real[i] = series[i] - mean;
    }
    transform(real, imaginary);
    for (int i = 0; i < size; i++) {
      real[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
      imaginary[i] = 0;
    }
    transform(real, imaginary); // of an even real series: its own inverse up to the factor
    double[] covariance = new double[n];
    for (int t = 0; t < n; t++) {
      covariance[t] = real[t] / size / n;
    }
    return covariance;
  }

  /** Radix 2, in place. */
  private static void transform(double[] real, double[] imaginary) {
    int n = real.length;
    for (int i = 1, j = 0; i < n; i++) {
      int bit = n >> 1;
      for (; (j & bit) != 0; bit >>= 1) {
        j ^= bit;
      }
      j ^= bit;
      if (i < j) {
        swap(real, i, j);
        swap(imaginary, i, j);
      }
    }
    for (int length = 2; length <= n; length <<= 1) {
      int half = length / 2;
      for (int k = 0; k < half; k++) {
        double angle = -2 * Math.PI * k / length;
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        for (int i = k; i < n; i += length) {
          double re = real[i + half] * c - imaginary[i + half] * s;
          double im = real[i + half] * s + imaginary[i + half] * c;
          real[i + half] = real[i] - re;
          imaginary[i + half] = imaginary[i] - im;
          real[i] += re;
          imaginary[i] += im;
        }
      }
    }
  }

  private static void swap(double[] values, int i, int j) {
    double kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
}
