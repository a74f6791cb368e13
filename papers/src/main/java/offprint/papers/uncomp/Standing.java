package offprint.papers.uncomp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import offprint.harness.Frame;
import offprint.harness.Plot;
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
   * One row a setting.
   *
   * @param timing whether to show times, which differ from run to run
   */
  Table table(String title, boolean timing) {
    Frame rows =
        Frame.of(
            "method",
            "budget",
            "bytes",
            "share",
            "accuracy",
            "nats",
            "kl",
            "prompt_ms",
            "token_ms");
    double full = bytes(new Exam.Setting(Strategy.FULL, 0));
    for (Exam.Setting setting : outcomes.keySet()) {
      rows.row(
          setting.strategy().label(),
          setting.budget() == 0 ? "all" : Integer.toString(setting.budget()),
          bytes(setting),
          bytes(setting) / full,
          mean(setting, Exam.Outcome::accuracy),
          mean(setting, Exam.Outcome::nats),
          mean(setting, Exam.Outcome::divergence),
          1000 * mean(setting, Exam.Outcome::prefill),
          1000 * mean(setting, o -> o.decode() / o.judged()));
    }
    List<String> shown =
        List.of(
            "method",
            "budget",
            "bytes",
            "share=share of full",
            "accuracy",
            "nats=nats/token",
            "kl=KL to full",
            "prompt_ms=prompt ms",
            "token_ms=ms/token");
    return rows.table(title, shown.subList(0, timing ? 9 : 7).toArray(String[]::new));
  }

  /** One line per strategy over the bytes of the cache. */
  Chart chart(String title, String label, ToDoubleFunction<Exam.Outcome> value) {
    Plot plot = Plot.of(title).x("KiB of keys and values, mean over texts").y(label);
    double least = outcomes.keySet().stream().mapToDouble(this::bytes).min().orElseThrow();
    for (Strategy strategy : Strategy.values()) {
      List<Exam.Setting> settings =
          outcomes.keySet().stream()
              .filter(s -> s.strategy() == strategy)
              .sorted(Comparator.comparingInt(Exam.Setting::budget))
              .toList();
      double[] x = settings.stream().mapToDouble(s -> bytes(s) / 1024).toArray();
      double[] y = settings.stream().mapToDouble(s -> mean(s, value)).toArray();
      if (strategy == Strategy.UNCOMP) {
        plot.line(strategy.label(), x, y);
      } else if (strategy == Strategy.FULL) {
        plot.thinLine(
            strategy.label(), new double[] {least / 1024, x[0]}, new double[] {y[0], y[0]});
      } else if (x.length > 0) {
        plot.thinLine(strategy.label(), x, y);
      }
    }
    return plot.chart(
        "Above one another methods hold equally many bytes; the full cache needs those at the end"
            + " of its line.");
  }
}
