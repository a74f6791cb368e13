package offprint.kernels.dynamics;

/**
 * The discrete Fourier transform of real sequences whose length is a power of two: X_k = Σ_j x_j
 * exp(-2πi jk/n), k = 0..n/2, by a complex transform of half the length. Not thread-safe.
 */
final class RealFourier {
  private final int half;
  private final int[] reversed;
  private final double[] cos;
  private final double[] sin;
  private final double[] re;
  private final double[] im;

  /**
   * @throws IllegalArgumentException if {@code length} is not a power of two of at least 4
   */
  RealFourier(int length) {
    if (length < 4 || Integer.bitCount(length) != 1) {
      throw new IllegalArgumentException(
          "length must be a power of two of at least 4: got " + length);
    }
    half = length / 2;
    reversed = new int[half];
    int bits = Integer.numberOfTrailingZeros(half);
    for (int i = 0; i < half; i++) {
      reversed[i] = Integer.reverse(i) >>> (32 - bits);
    }
    cos = new double[half + 1];
    sin = new double[half + 1];
    for (int k = 0; k <= half; k++) {
      cos[k] = Math.cos(Math.PI * k / half);
      sin[k] = Math.sin(Math.PI * k / half);
    }
    re = new double[half];
    im = new double[half];
  }

  /**
   * Writes X_k of {@code x}.
   *
   * @param x [length]
   * @param real [length / 2 + 1]
   * @param imaginary [length / 2 + 1]
   */
  void forward(double[] x, double[] real, double[] imaginary) {
    for (int i = 0; i < half; i++) {
      re[reversed[i]] = x[2 * i];
      im[reversed[i]] = x[2 * i + 1];
    }
    butterflies(1);
    for (int k = 0; k <= half; k++) {
      int a = k % half;
      int b = (half - k) % half;
      double evenRe = 0.5 * (re[a] + re[b]);
      double evenIm = 0.5 * (im[a] - im[b]);
      double oddRe = 0.5 * (im[a] + im[b]);
      double oddIm = 0.5 * (re[b] - re[a]);
      real[k] = evenRe + cos[k] * oddRe + sin[k] * oddIm;
      imaginary[k] = evenIm + cos[k] * oddIm - sin[k] * oddRe;
    }
  }

  /** Writes the sequence whose transform is given; the inverse of {@link #forward}. */
  void inverse(double[] real, double[] imaginary, double[] x) {
    for (int k = 0; k < half; k++) {
      double evenRe = 0.5 * (real[k] + real[half - k]);
      double evenIm = 0.5 * (imaginary[k] - imaginary[half - k]);
      double differenceRe = 0.5 * (real[k] - real[half - k]);
      double differenceIm = 0.5 * (imaginary[k] + imaginary[half - k]);
      double oddRe = cos[k] * differenceRe - sin[k] * differenceIm;
      double oddIm = cos[k] * differenceIm + sin[k] * differenceRe;
      re[reversed[k]] = evenRe - oddIm;
      im[reversed[k]] = evenIm + oddRe;
    }
    butterflies(-1);
    for (int i = 0; i < half; i++) {
      x[2 * i] = re[i] / half;
      x[2 * i + 1] = im[i] / half;
    }
  }

  /** Cooley-Tukey on {@link #re} and {@link #im} in bit-reversed order; sign 1 is forward. */
  private void butterflies(int sign) {
    for (int size = 2; size <= half; size *= 2) {
      int stride = 2 * half / size;
      for (int from = 0; from < half; from += size) {
        for (int j = 0; j < size / 2; j++) {
          double c = cos[j * stride];
          double s = -sign * sin[j * stride];
          int a = from + j;
          int b = a + size / 2;
          double turnedRe = c * re[b] - s * im[b];
          double turnedIm = c * im[b] + s * re[b];
          re[b] = re[a] - turnedRe;
          im[b] = im[a] - turnedIm;
          re[a] += turnedRe;
          im[a] += turnedIm;
        }
      }
    }
  }
}
