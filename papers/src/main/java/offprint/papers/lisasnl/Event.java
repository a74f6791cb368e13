package offprint.papers.lisasnl;

import java.util.List;
import java.util.Map;
import offprint.kernels.gravity.Binary;
import offprint.method.Param;

/** The binary of a forecast, and the values of those parameters that are not inferred. */
record Event(
    @Param(
            label = "Total mass",
            help = "Redshifted, of both black holes",
            symbol = "M",
            unit = "solar masses",
            value = "2e6")
        double mass,
    @Param(
            label = "Mass ratio",
            help = "Larger over smaller mass, 1 to 20",
            symbol = "q",
            value = "2")
        double ratio,
    @Param(
            label = "Effective spin",
            help = "Aligned with the orbit, above -1 and below 1",
            symbol = "χ",
            value = "0.3")
        double chi,
    @Param(
            label = "Distance",
            help = "Luminosity distance",
            symbol = "D",
            unit = "Gpc",
            value = "60")
        double distance,
    @Param(label = "Time of merger", help = "After epoch", symbol = "t_c", unit = "s", value = "0")
        double time,
    @Param(
            label = "Phase of merger",
            help = "Of the (2,2) mode",
            symbol = "φ_c",
            unit = "rad",
            value = "1")
        double phase,
    @Param(
            label = "Inclination",
            help = "Orbital axis to line of sight",
            symbol = "ι",
            unit = "rad",
            value = "1")
        double inclination,
    @Param(label = "Longitude", help = "Ecliptic", symbol = "λ", unit = "rad", value = "2")
        double longitude,
    @Param(
            label = "Latitude",
            help = "Ecliptic, -pi/2 to pi/2",
            symbol = "β",
            unit = "rad",
            value = "0.5")
        double latitude,
    @Param(
            label = "Polarisation",
            help = "Angle of the wave frame",
            symbol = "ψ",
            unit = "rad",
            value = "0.7")
        double polarisation,
    @Param(
            label = "Epoch",
            help = "Time of LISA's orbit at which times begin",
            unit = "s",
            value = "0",
            advanced = true)
        double epoch) {
  /** The ten parameters in the order of {@link #values}. */
  static final List<String> NAMES =
      List.of(
          "mass",
          "ratio",
          "chi",
          "distance",
          "time",
          "phase",
          "inclination",
          "longitude",
          "latitude",
          "polarisation");

  /** The parameters that turn: their period. */
  static final Map<String, Double> PERIODS =
      Map.of("phase", 2 * Math.PI, "longitude", 2 * Math.PI, "polarisation", Math.PI);

  /** The event of section 5 of the sheet. */
  static final Event STANDARD = new Event(2e6, 2, .3, 60, 0, 1, 1, 2, .5, .7, 0);

  public Event {
    binary(mass, ratio, chi, distance, time, phase, inclination, longitude, latitude, polarisation);
  }

  /** [10], in the order of {@link #NAMES}. */
  double[] values() {
    return new double[] {
      mass, ratio, chi, distance, time, phase, inclination, longitude, latitude, polarisation
    };
  }

  /**
   * @param values [10], in the order of {@link #NAMES}
   */
  static Binary binary(double... values) {
    return new Binary(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7],
        values[8], values[9]);
  }

  /**
   * The place of a parameter in {@link #NAMES}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static int index(String parameter, String name) {
    int index = NAMES.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "%s must name some of %s: got %s".formatted(parameter, String.join(", ", NAMES), name));
    }
    return index;
  }
}
