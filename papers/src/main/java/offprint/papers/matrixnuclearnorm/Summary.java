package offprint.papers.matrixnuclearnorm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import offprint.method.Table;

/** Means over texts; texts where a number is not defined are skipped and counted. */
record Summary(List<TextScore> scores) {
  private static final int RESAMPLES = 1000;

  /** A column of the results. */
  enum Quantity {
    NORM("MNN/N", "mnn_over_n", s -> s.measures().normPerRow()),
    ISOTROPIC("isotropic value", "isotropic", s -> s.measures().isotropic()),
    RATIO("MNN/N over isotropic", "ratio", s -> s.measures().ratio()),
    NUCLEAR("nuclear norm/N", "nuclear", s -> s.measures().nuclearPerRow()),
    ENTROPY("matrix entropy", "entropy", s -> s.measures().entropy()),
    RANK("effective rank", "effective_rank", s -> s.measures().effectiveRank()),
    LOSS("loss, nats per token", "loss", TextScore::loss);

    private final String label;
    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
    private final ToDoubleFunction<TextScore> value;

    Quantity(String label, String key, ToDoubleFunction<TextScore> value) {
      this.label = label;
      this.key = key;
      this.value = value;
    }

    String label() {
      return label;
    }

    double of(TextScore score) {
      return value.applyAsDouble(score);
    }
  }

  private double[] values(Quantity quantity) {
    return scores.stream().mapToDouble(quantity::of).filter(v -> !Double.isNaN(v)).toArray();
  }

  /** NaN where it is defined for no text. */
  double mean(Quantity quantity) {
    return Arrays.stream(values(quantity)).average().orElse(Double.NaN);
  }

  int tokens() {
    return scores.stream().mapToInt(s -> s.measures().rows()).sum();
  }

  void metrics(String suffix, Map<String, Double> metrics) {
    for (Quantity quantity : Quantity.values()) {
      double mean = mean(quantity);
      if (!Double.isNaN(mean)) {
        metrics.put(quantity.key + suffix, mean);
      }
    }
  }

  /** Mean, standard deviation over texts, and 95 % percentile bootstrap interval of the mean. */
  Table table(long seed) {
    List<List<Object>> rows = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      double[] values = values(quantity);
      if (values.length > 0) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double sd = values.length == 1 ? Double.NaN : Math.sqrt(square / (values.length - 1));
        double[] interval = bootstrap(values, new SplittableRandom(seed));
        rows.add(List.of(quantity.label, mean, sd, interval[0], interval[1], values.length));
      }
    }
    double loss = mean(Quantity.LOSS);
    rows.add(
        List.of("perplexity", Math.exp(loss), Double.NaN, Double.NaN, Double.NaN, scores.size()));
    return new Table(
        "Mean over texts", List.of("", "mean", "sd over texts", "95 % from", "to", "texts"), rows);
  }

  private static double[] bootstrap(double[] values, SplittableRandom random) {
    double[] means = new double[RESAMPLES];
    for (int b = 0; b < RESAMPLES; b++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[b] = sum / values.length;
    }
    Arrays.sort(means);
    return new double[] {means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]};
  }
}
