package offprint.papers.lisasnl;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import offprint.harness.Findings;
import offprint.harness.Wording;

/** Bounds of free parameters for which the reader gives none. */
final class Defaults {
  private static final double ANY_TIME = 60;

  private Defaults() {}

  /** The prior of the free parameters; bounds that had to be assumed are told. */
  static Box prior(List<String> entries, List<String> free, Event event, Findings out) {
    Map<String, double[]> assumed = new LinkedHashMap<>();
    for (String name : free) {
      if (entries.stream().noneMatch(entry -> entry.strip().matches(name + " *=.*:.*"))) {
        assumed.put(name, around(name, event.values()[Event.index("free", name)]));
      }
    }
    Box prior = Box.parse("prior", entries, free, assumed);
    if (!assumed.isEmpty()) {
      out.assumed(
          "prior: %s."
              .formatted(
                  assumed.entrySet().stream()
                      .map(
                          entry ->
                              "%s from %s"
                                  .formatted(
                                      entry.getKey(),
                                      Arrays.stream(entry.getValue())
                                          .mapToObj(Wording::number)
                                          .collect(Collectors.joining(" to "))))
                      .collect(Collectors.joining(", "))));
    }
    return prior;
  }

  private static double[] around(String name, double value) {
    return switch (name) {
      case "mass" -> new double[] {0.9 * value, 1.1 * value};
      case "ratio" -> new double[] {Math.max(1, 0.6 * value), Math.min(20, 1.75 * value)};
      case "chi" -> new double[] {Math.max(-.95, value - .5), Math.min(.95, value + .4)};
      case "distance" -> new double[] {value / 1.5, 1.5 * value};
      case "time" -> new double[] {value - ANY_TIME, value + ANY_TIME};
      case "inclination" -> new double[] {0, Math.PI};
      case "latitude" -> new double[] {-Math.PI / 2, Math.PI / 2};
      default -> {
        double half = Event.PERIODS.getOrDefault(name, 2.0) / 2;
        yield new double[] {value - half, value + half};
      }
    };
  }
}
