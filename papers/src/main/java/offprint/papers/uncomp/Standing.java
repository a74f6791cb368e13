package offprint.papers.uncomp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import offprint.method.Chart;
import offprint.method.Table;

/** Outcomes of an exam, as means over its items. */
record Standing(Map<Exam.Setting, List<Exam.Outcome>> outcomes) {
  private static final int RESAMPLES = 2000;

  private List<Exam.Outcome> of(Exam.Setting setting) {
    List<Exam.Outcome> found = outcomes.get(setting);
    if (found == null) {
      throw new IllegalArgumentException("there is no outcome of " + setting);
    }
    return found;
  }

  double mean(Exam.Setting setting, ToDoubleFunction<Exam.Outcome> value) {
    return of(setting).stream().mapToDouble(value).average().orElseThrow();
  }

  double accuracy(Strategy strategy, int budget) {
    return mean(new Exam.Setting(strategy, budget), Exam.Outcome::accuracy);
  }

  double nats(Strategy strategy, int budget) {
    return mean(new Exam.Setting(strategy, budget), Exam.Outcome::nats);
  }

  double bytes(Exam.Setting setting) {
    return mean(setting, Exam.Outcome::bytes);
  }

  /** 95 % interval of the mean difference in accuracy of two settings, items drawn in pairs. */
  double[] interval(Exam.Setting a, Exam.Setting b, long seed) {
    double[] differences = new double[of(a).size()];
    Arrays.setAll(differences, i -> of(a).get(i).accuracy() - of(b).get(i).accuracy());
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[RESAMPLES];
    Arrays.setAll(
        means,
        _ -> {
          double sum = 0;
          for (int i = 0; i < differences.length; i++) {
            sum += differences[random.nextInt(differences.length)];
          }
          return sum / differences.length;
        });
    Arrays.sort(means);
    return new double[] {means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]};
  }

  /** "better", "worse" or "equal": whether the interval leaves out 0. */
  static String verdict(double[] interval) {
    return interval[0] > 0 ? "better" : interval[1] < 0 ? "worse" : "equal";
  }

  /**
   * @param timing whether to show times, which differ from run to run
   */
  Table table(String title, boolean timing) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "method",
                "budget",
                "bytes",
                "share of full",
                "accuracy",
                "nats/token",
                "KL to full"));
    if (timing) {
      columns.addAll(List.of("prompt ms", "ms/token"));
    }
    double full = bytes(new Exam.Setting(Strategy.FULL, 0));
    List<List<Object>> rows = new ArrayList<>();
    outcomes.forEach(
        (setting, items) -> {
          List<Object> row = new ArrayList<>();
          row.add(setting.strategy().label());
          row.add(setting.budget() == 0 ? "all" : Integer.toString(setting.budget()));
          row.add(bytes(setting));
          row.add(bytes(setting) / full);
          row.add(mean(setting, Exam.Outcome::accuracy));
          row.add(mean(setting, Exam.Outcome::nats));
          row.add(mean(setting, Exam.Outcome::divergence));
          if (timing) {
            row.add(1000 * mean(setting, Exam.Outcome::prefill));
            row.add(1000 * mean(setting, o -> o.decode() / o.judged()));
          }
          rows.add(row);
        });
    return new Table(title, columns, rows);
  }

  /** One line per strategy over the bytes of the cache. */
  Chart chart(String title, String label, ToDoubleFunction<Exam.Outcome> value) {
    List<Chart.Series> series = new ArrayList<>();
    double least = outcomes.keySet().stream().mapToDouble(this::bytes).min().orElseThrow();
    for (Strategy strategy : Strategy.values()) {
      List<Exam.Setting> settings =
          outcomes.keySet().stream()
              .filter(s -> s.strategy() == strategy)
              .sorted((a, b) -> Integer.compare(a.budget(), b.budget()))
              .toList();
      if (settings.isEmpty()) {
        continue;
      }
      double[] x = settings.stream().mapToDouble(s -> bytes(s) / 1024).toArray();
      double[] y = settings.stream().mapToDouble(s -> mean(s, value)).toArray();
      if (strategy == Strategy.FULL) {
        x = new double[] {least / 1024, x[0]};
        y = new double[] {y[0], y[0]};
      }
      Chart.Series line = Chart.Series.line(strategy.label(), x, y);
      series.add(strategy == Strategy.UNCOMP ? line : line.thin());
    }
    return new Chart(
        title,
        Chart.Axis.linear("KiB of keys and values, mean over texts"),
        Chart.Axis.linear(label),
        series,
        "Above one another methods hold equally many bytes; the full cache needs those at the end"
            + " of its line.");
  }
}
