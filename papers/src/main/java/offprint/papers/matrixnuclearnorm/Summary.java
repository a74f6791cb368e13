package offprint.papers.matrixnuclearnorm;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.method.Table;

/** Means over texts; texts where a number is not defined are skipped and counted. */
record Summary(List<TextScore> scores) {
  static final String READING =
      "MNN/N follows the shape N x d: a matrix without any structure has the isotropic value D/N"
          + " √(N/d). Read the ratio. MNN sees only the lengths of columns, so correlation between"
          + " columns, and with it rank, is invisible to it; the nuclear norm and the matrix"
          + " entropy see it.";
  private static final int RESAMPLES = 1000;

  /** A column of the results. */
  enum Quantity {
    NORM("MNN/N", "MNN/N", "mnn_over_n", s -> s.measures().normPerRow()),
    ISOTROPIC("isotropic value", "isotropic", "isotropic", s -> s.measures().isotropic()),
    RATIO("MNN/N over isotropic", "ratio", "ratio", s -> s.measures().ratio()),
    NUCLEAR("nuclear norm/N", "nuclear/N", "nuclear", s -> s.measures().nuclearPerRow()),
    ENTROPY("matrix entropy", "entropy", "entropy", s -> s.measures().entropy()),
    RANK("effective rank", "effective rank", "effective_rank", s -> s.measures().effectiveRank()),
    LOSS("loss, nats per token", "loss", "loss", TextScore::loss);

    private final String label;
    private final String heading;
    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
    private final ToDoubleFunction<TextScore> value;

    Quantity(String label, String heading, String key, ToDoubleFunction<TextScore> value) {
      this.label = label;
      this.heading = heading;
      this.key = key;
      this.value = value;
    }

    String label() {
      return label;
    }

    double of(TextScore score) {
      return value.applyAsDouble(score);
    }

    /** A frame with a column for each quantity between others. */
    static Frame frame(List<String> before, List<String> after) {
      return Frame.of(around(before, quantity -> quantity.key, after));
    }

    /** The columns of that frame with short headings. */
    static String[] shown(List<String> before, List<String> after) {
      return around(before, quantity -> quantity.key + "=" + quantity.heading, after);
    }

    private static String[] around(
        List<String> before, Function<Quantity, String> name, List<String> after) {
      return Stream.of(before.stream(), Arrays.stream(values()).map(name), after.stream())
          .flatMap(names -> names)
          .toArray(String[]::new);
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

  int width() {
    return scores.getFirst().measures().columns();
  }

  void metrics(String suffix, Findings out) {
    for (Quantity quantity : Quantity.values()) {
      double mean = mean(quantity);
      if (!Double.isNaN(mean)) {
        out.metric(quantity.key + suffix, mean);
      }
    }
  }

  /** Reports how many tokens do not count. */
  void tellZeroRows(Findings out) {
    int zeros = scores.stream().mapToInt(s -> s.measures().zeroRows()).sum();
    if (zeros > 0) {
      out.assumed(
          "%d tokens have exactly the mean state of their text: their rows stay zero."
              .formatted(zeros));
    }
  }

  /** Mean, standard deviation over texts, and 95 % percentile bootstrap interval of the mean. */
  Table table(long seed) {
    Frame frame = Frame.of("", "mean", "sd over texts", "95 % from", "to", "texts");
    for (Quantity quantity : Quantity.values()) {
      double[] values = values(quantity);
      if (values.length > 0) {
        double mean = mean(quantity);
        double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double sd = values.length == 1 ? Double.NaN : Math.sqrt(square / (values.length - 1));
        double[] interval = bootstrap(values, new SplittableRandom(seed));
        frame.row(quantity.label, mean, sd, interval[0], interval[1], values.length);
      }
    }
    double perplexity = Math.exp(mean(Quantity.LOSS));
    frame.row("perplexity", perplexity, Double.NaN, Double.NaN, Double.NaN, scores.size());
    return frame.table("Mean over texts");
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
