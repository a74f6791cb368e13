package offprint.papers.maxentmechanics;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.util.List;
import offprint.method.Param;

/**
 * An ion channel, its baths and the voltages to compute: everything that a channel file can set.
 */
record Pore(
    @Param(
            label = "Site energies",
            help = "Energy of an ion at each site, innermost first",
            symbol = "E",
            unit = "kT",
            value = "-2,-3,-2")
        @Size(min = 1, max = IonChannel.MOST_SITES)
        List<Double> energies,
    @Param(
            label = "Coupling energies",
            help = "Energy of a pair at neighbouring sites",
            symbol = "U",
            unit = "kT",
            value = "2,2")
        @Size(max = IonChannel.MOST_SITES)
        List<Double> couplings,
    @Param(
            label = "Electrical distances",
            help = "Electrical distance of each site from the inside, 0 to 1",
            symbol = "d",
            value = "0.2,0.5,0.8")
        @Size(min = 1, max = IonChannel.MOST_SITES)
        List<Double> distances,
    @Param(label = "Hopping rate", help = "Rate of an unhindered hop", symbol = "k0", value = "1")
        @DecimalMin("1e-12")
        @DecimalMax("1e12")
        double rate,
    @Param(
            label = "Inner activity",
            help = "Activity of the inner bath",
            symbol = "a_in",
            value = "0.075")
        @DecimalMin("1e-12")
        @DecimalMax("1e6")
        double activityIn,
    @Param(
            label = "Outer activity",
            help = "Activity of the outer bath",
            symbol = "a_out",
            value = "0.0025")
        @DecimalMin("1e-12")
        @DecimalMax("1e6")
        double activityOut,
    @Param(
            help = "Voltages, inside minus outside",
            symbol = "V",
            value =
                "-6,-5.75,-5.5,-5.25,-5,-4.75,-4.5,-4.25,-4,-3.75,-3.5,-3.25,-3,-2.75,-2.5,-2.25,-2,-1.75,-1.5,-1.25,-1,-0.75,-0.5,-0.25,0,0.25,0.5,0.75,1,1.25,1.5,1.75,2,2.25,2.5,2.75,3,3.25,3.5,3.75,4")
        @Size(min = 1, max = MOST_VOLTAGES)
        List<Double> voltages,
    @Param(label = "Unit of voltages", help = "Unit of the voltages", value = "kt") Unit unit,
    @Param(help = "Temperature, needed for millivolts; 0: not given", unit = "K", value = "0")
        @DecimalMin("0")
        @DecimalMax("2000")
        double temperature) {
  static final int MOST_VOLTAGES = 200;

  /** k / e in mV per kelvin. */
  private static final double MILLIVOLT_PER_KELVIN = 1.380649e-23 / 1.602176634e-19 * 1e3;

  /** Unit of voltages. */
  enum Unit {
    /** kT / e. */
    KT("kT/e"),
    /** Millivolts; the temperature says how many make one kT / e. */
    MILLIVOLT("mV");

    private final String symbol;

    Unit(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }
  }

  Pore {
    int sites = energies.size();
    if (couplings.size() != sites - 1) {
      throw new IllegalArgumentException(
          "couplings must be one fewer than energies: got %d and %d"
              .formatted(couplings.size(), sites));
    }
    if (distances.size() != sites) {
      throw new IllegalArgumentException(
          "distances must be as many as energies: got %d and %d"
              .formatted(distances.size(), sites));
    }
    require("energies", energies, -1e6, 1e6);
    require("couplings", couplings, -1e6, 1e6);
    require("distances", distances, 0, 1);
    require("voltages", voltages, -1e6, 1e6);
    if (unit == Unit.MILLIVOLT && temperature == 0) {
      throw new IllegalArgumentException(
          "temperature must be above 0 for voltages in the unit millivolt: got 0");
    }
  }

  private static void require(String name, List<Double> values, double least, double most) {
    for (double value : values) {
      if (!(value >= least && value <= most)) {
        throw new IllegalArgumentException(
            "%s must be in [%s, %s]: got %s".formatted(name, least, most, value));
      }
    }
  }

  /** kT / e in the unit of the voltages. */
  double thermalVoltage() {
    return unit == Unit.KT ? 1 : MILLIVOLT_PER_KELVIN * temperature;
  }

  /** Nernst potential, in the unit of the voltages. */
  double reversal() {
    return StrictMath.log(activityOut / activityIn) * thermalVoltage();
  }

  IonChannel at(double voltage) {
    return new IonChannel(this, voltage / thermalVoltage());
  }
}
