package offprint.papers.mecb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.method.Chart;
import offprint.method.Report;
import offprint.method.Table;

/**
 * Collects scores of coding games: reward against accuracy, a line for each rate and compressor.
 */
final class TradeOff {
  private record Entry(Compressor method, double rate, double beta, CodingGame.Score score) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(Compressor method, double rate, double beta, CodingGame.Score score) {
    entries.add(new Entry(method, rate, beta, score));
  }

  double marginalError() {
    return entries.stream().mapToDouble(e -> e.score.marginalError()).max().orElse(0);
  }

  List<Report.Block> blocks(int messages) {
    Map<String, List<Entry>> lines = new LinkedHashMap<>();
    for (Entry e : entries) {
      String name = "R = %s, %s".formatted(number(e.rate), e.method.label());
      lines.computeIfAbsent(name, _ -> new ArrayList<>()).add(e);
    }
    List<Chart.Series> series = new ArrayList<>();
    lines.forEach(
        (name, line) -> {
          double[] x = line.stream().mapToDouble(e -> e.score.accuracy()).toArray();
          double[] y = line.stream().mapToDouble(e -> e.score.reward()).toArray();
          boolean single = x.length == 1;
          Chart.Series one =
              single ? Chart.Series.points(name, x, y) : Chart.Series.line(name, x, y);
          series.add(line.getFirst().method == Compressor.UNIFORM ? one.thin() : one);
        });
    List<List<Object>> rows = new ArrayList<>();
    for (Entry e : entries) {
      rows.add(
          List.of(
              Math.log(e.beta),
              e.rate,
              e.method.label(),
              e.score.accuracy(),
              e.score.accuracyError(),
              e.score.reward(),
              e.score.rewardError(),
              e.score.steps(),
              e.score.linkBits()));
    }
    return List.of(
        new Chart(
            "Reward against decoding accuracy",
            Chart.Axis.linear("share of messages decoded"),
            Chart.Axis.linear("discounted reward"),
            series,
            "Each line runs over temperatures, low to high in the order given; up and right is"
                + " better. Thin: the uniform quantiser."),
        new Table(
            "Coding games with %d messages".formatted(messages),
            List.of(
                "log β",
                "R (bits)",
                "compressor",
                "accuracy",
                "± s.e.",
                "reward",
                "± s.e.",
                "steps",
                "largest H(T) (bits)"),
            rows));
  }

  /** accuracy_METHOD_rRATE_bLOGBETA and the reward, e.g. accuracy_greedy_r1_b-4. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Entry e : entries) {
      String key =
          "%s_r%s_b%s".formatted(e.method.label(), number(e.rate), number(Math.log(e.beta)));
      metrics.put("accuracy_" + key, e.score.accuracy());
      metrics.put("reward_" + key, e.score.reward());
    }
    return metrics;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
  }
}
