package offprint.kernels.gravity;

/**
 * A binary of two black holes with aligned spins, as a detector at rest in the solar system sees
 * it.
 *
 * @param mass total redshifted mass in solar masses, above 0
 * @param ratio q of the larger mass to the smaller, 1 to 20
 * @param spin χ, effective aligned spin, in (-1, 1)
 * @param distance luminosity distance in gigaparsecs, above 0
 * @param time t_c of the merger in seconds
 * @param phase φ_c at the merger
 * @param inclination ι of the orbit's axis to the line of sight
 * @param longitude λ, ecliptic
 * @param latitude β, ecliptic, in [-π/2, π/2]
 * @param polarisation ψ
 */
public record Binary(
    double mass,
    double ratio,
    double spin,
    double distance,
    double time,
    double phase,
    double inclination,
    double longitude,
    double latitude,
    double polarisation) {
  /** GM/c³ of the sun in seconds. */
  private static final double SOLAR_MASS = 4.925490947641267e-6;

  private static final double SPEED_OF_LIGHT = 299792458;
  private static final double GIGAPARSEC = 3.0856775814913673e25;

  /**
   * @throws IllegalArgumentException if a number lies outside its bounds
   */
  public Binary {
    require(mass > 0, "mass must be above 0: got %s", mass);
    require(ratio >= 1 && ratio <= 20, "ratio must lie in [1, 20]: got %s", ratio);
    require(Math.abs(spin) < 1, "spin must lie in (-1, 1): got %s", spin);
    require(distance > 0, "distance must be above 0: got %s", distance);
    require(
        Math.abs(latitude) <= Math.PI / 2, "latitude must lie in [-pi/2, pi/2]: got %s", latitude);
  }

  private static void require(boolean rule, String message, double value) {
    if (!rule) {
      throw new IllegalArgumentException(message.formatted(value));
    }
  }

  /** M in seconds. */
  public double massSeconds() {
    return mass * SOLAR_MASS;
  }

  /** D in seconds. */
  public double distanceSeconds() {
    return distance * GIGAPARSEC / SPEED_OF_LIGHT;
  }

  /** η = q/(1+q)². */
  public double symmetricRatio() {
    return ratio / ((1 + ratio) * (1 + ratio));
  }
}
