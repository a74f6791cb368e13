package offprint.kernels.gravity;

/** Three spacecraft that trail the earth in a triangle of constant sides, to first order in e. */
public final class LisaOrbit {
  /** Light travel time along an arm in seconds: 2.5 million kilometres. */
  public static final double ARM = 2.5e9 / 299792458;

  private static final double RADIUS = 149597870700.0 / 299792458;
  private static final double YEAR = 31558149.763545603;
  private static final double ECCENTRICITY = ARM / (2 * Math.sqrt(3) * RADIUS);
  private static final double[] COS = new double[3];
  private static final double[] SIN = new double[3];

  static {
    for (int n = 0; n < 3; n++) {
      COS[n] = Math.cos(2 * Math.PI * n / 3);
      SIN[n] = Math.sin(2 * Math.PI * n / 3);
    }
  }

  private LisaOrbit() {}

  /**
   * Positions in light seconds from the sun.
   *
   * @param time seconds
   * @param positions [9]: x, y, z of each spacecraft; overwritten
   */
  public static void positions(double time, double[] positions) {
    double alpha = 2 * Math.PI * time / YEAR;
    double cos = Math.cos(alpha);
    double sin = Math.sin(alpha);
    double cos2 = cos * cos - sin * sin;
    double sin2 = 2 * sin * cos;
    double side = ECCENTRICITY * RADIUS / 2;
    for (int n = 0; n < 3; n++) {
      double b = COS[n];
      double c = SIN[n];
      positions[3 * n] = RADIUS * cos + side * (cos2 * b + sin2 * c - 3 * b);
      positions[3 * n + 1] = RADIUS * sin + side * (sin2 * b - cos2 * c - 3 * c);
      positions[3 * n + 2] = -Math.sqrt(3) * ECCENTRICITY * RADIUS * (cos * b + sin * c);
    }
  }
}
