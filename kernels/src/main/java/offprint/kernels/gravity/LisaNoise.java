package offprint.kernels.gravity;

/** Noise of LISA's channels A and E: test-mass acceleration and optical path. */
public final class LisaNoise {
  private static final double SPEED_OF_LIGHT = 299792458;

  private LisaNoise() {}

  /** One-sided power spectral density of A and of E in 1/Hz, at a frequency above 0. */
  public static double density(double f) {
    double omega = 2 * Math.PI * f / SPEED_OF_LIGHT;
    double acceleration =
        9e-30
            * (1 + square(4e-4 / f))
            * (1 + square(square(f / 8e-3)))
            / square(2 * Math.PI * f * SPEED_OF_LIGHT);
    double optical = 2.25e-22 * (1 + square(square(2e-3 / f))) * square(omega);
    double x = 2 * Math.PI * f * LisaOrbit.ARM;
    return 8
        * square(Math.sin(x))
        * (2 * acceleration * (3 + 2 * Math.cos(x) + Math.cos(2 * x))
            + optical * (2 + Math.cos(x)));
  }

  private static double square(double value) {
    return value * value;
  }
}
