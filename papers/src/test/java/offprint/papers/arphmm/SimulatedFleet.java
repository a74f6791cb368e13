package offprint.papers.arphmm;

import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The shipped fleet of worn machines. A machine runs 40–140 cycles in good health, then wears by
 * 0.3–0.6 % a cycle up to 40 % damage, then by 1.2–2.5 % a cycle up to 100 %, where it fails; steps
 * vary by half of their mean. Six sensors see the damage through gains, powers and noise; {@code
 * site} has two values.
 */
final class SimulatedFleet {
  private static final int TRAINED = 60;
  private static final int TESTED = 40;
  private static final int SHORTEST_CUT = 31;
  private static final String[] SENSORS = {
    "temperature", "pressure", "vibration", "fuel_flow", "speed", "current"
  };
  private static final double[] OFFSET = {640, 47.5, 1.2, 521, 2388, 81};
  private static final double[] GAIN = {4, -1.1, .9, -2.6, .5, 2.2};
  private static final double[] POWER = {.8, .6, 1, .7, .9, .7};
  private static final double[] NOISE = {.8, .25, .2, .6, .12, .6};

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2105);
  final StringBuilder train = new StringBuilder();
  final StringBuilder test = new StringBuilder();
  final StringBuilder truth = new StringBuilder("unit,rul\n");

  SimulatedFleet() {
    String header = "unit,cycle," + String.join(",", SENSORS) + ",site\n";
    train.append(header);
    test.append(header);
    for (int unit = 1; unit <= TRAINED; unit++) {
      unit(unit, train, 1);
    }
    for (int unit = 1; unit <= TESTED; unit++) {
      int remaining = unit(unit, test, 0.25 + 0.7 * random.nextDouble());
      truth.append(unit).append(',').append(remaining).append('\n');
    }
  }

  /** Writes the first share of a life; returns the cycles left. */
  private int unit(int unit, StringBuilder out, double share) {
    double healthy = 40 + 100 * random.nextDouble();
    double slow = 0.003 + 0.003 * random.nextDouble();
    double fast = 0.012 + 0.013 * random.nextDouble();
    StringBuilder rows = new StringBuilder();
    int[] ends = new int[2_000];
    int cycle = 0;
    for (double damage = 0; damage < 1; cycle++) {
      row(unit, cycle + 1, damage, rows);
      ends[cycle + 1] = rows.length();
      double rate = cycle < healthy ? 0 : damage < 0.4 ? slow : fast;
      damage += rate * Math.max(0, 1 + 0.5 * random.nextGaussian());
    }
    int cut = share == 1 ? cycle : Math.max(SHORTEST_CUT, (int) (share * cycle));
    out.append(rows, 0, ends[cut]);
    return cycle - cut;
  }

  private void row(int unit, int cycle, double damage, StringBuilder out) {
    out.append(unit).append(',').append(cycle);
    for (int s = 0; s < SENSORS.length; s++) {
      double value =
          OFFSET[s] + GAIN[s] * StrictMath.pow(damage, POWER[s]) + NOISE[s] * random.nextGaussian();
      out.append(String.format(Locale.ROOT, ",%.2f", value));
    }
    out.append(',').append(unit % 2).append('\n');
  }
}
