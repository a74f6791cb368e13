package offprint.papers.mecb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.table.TextTable;
import offprint.method.Run;
import offprint.method.Source;

/**
 * The file {@code codebook.csv}: rows of symbol, weight, code, probability of the code given the
 * symbol. A symbol with two rows is split between two codes.
 */
final class Codebook {
  private static final double ROUNDING = 1e-6;

  private record Line(int code, double probability) {}

  private final Map<String, List<Line>> lines = new LinkedHashMap<>();
  private final List<String> codes = new ArrayList<>();
  private double[] probabilities = {};

  private Codebook() {}

  static Codebook read(Run run, Source source) throws IOException {
    if (source.isEmpty()) {
      throw new IllegalArgumentException(
          "codebook must name a codebook.csv of mec-b/compress: got nothing");
    }
    TextTable table = Symbols.table(run, source);
    int symbol = table.column("symbol");
    int code = table.column("code");
    int share = table.column("probability");
    double[] weight = table.numbers(table.column("weight"));
    double[] probability = table.numbers(share);
    Codebook book = new Codebook();
    Map<String, Integer> index = new LinkedHashMap<>();
    Map<Integer, Double> mass = new LinkedHashMap<>();
    double total = 0;
    for (int r = 0; r < table.rows(); r++) {
      if (!(probability[r] > 0 && probability[r] <= 1 + ROUNDING)) {
        throw table.wrong(r, share, "a probability above 0 and at most 1");
      }
      int t = index.computeIfAbsent(table.cell(r, code), _ -> index.size());
      book.lines
          .computeIfAbsent(table.cell(r, symbol), _ -> new ArrayList<>())
          .add(new Line(t, probability[r]));
      mass.merge(t, weight[r] * probability[r], Double::sum);
      total += weight[r] * probability[r];
    }
    book.finish(index, mass, total);
    return book;
  }

  private void finish(Map<String, Integer> index, Map<Integer, Double> mass, double total) {
    if (lines.isEmpty() || !(total > 0)) {
      throw new IllegalArgumentException(
          "codebook must have at least 1 symbol of positive weight: got none");
    }
    lines.forEach(
        (name, given) -> {
          double sum = given.stream().mapToDouble(Line::probability).sum();
          if (Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException(
                "codebook: the probabilities of symbol '%s' must sum to 1: got %s"
                    .formatted(name, sum));
          }
        });
    codes.addAll(index.keySet());
    probabilities = mass.values().stream().mapToDouble(m -> m / total).toArray();
  }

  /** The code of a symbol, drawn at random where it has several; -1 for an unknown symbol. */
  int code(String symbol, RandomGenerator random) {
    List<Line> given = lines.get(symbol);
    if (given == null) {
      return -1;
    }
    int last = given.size() - 1;
    double u = last == 0 ? 0 : random.nextDouble();
    for (int k = 0; k < last; k++) {
      u -= given.get(k).probability();
      if (u < 0) {
        return given.get(k).code();
      }
    }
    return given.get(last).code();
  }

  int symbols() {
    return lines.size();
  }

  int codes() {
    return codes.size();
  }

  String name(int code) {
    return codes.get(code);
  }

  /** p_T as fitted [codes]. */
  double[] probabilities() {
    return probabilities.clone();
  }

  int mostProbable() {
    int best = 0;
    for (int t = 1; t < probabilities.length; t++) {
      best = probabilities[t] > probabilities[best] ? t : best;
    }
    return best;
  }
}
