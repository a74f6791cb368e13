package offprint.papers.mecb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.harness.Inputs;
import offprint.kernels.table.TextTable;
import offprint.method.Source;

/**
 * The file {@code codebook.csv}: rows of symbol, weight, code, probability of the code given the
 * symbol. A symbol with two rows is split between two codes.
 *
 * @param shares codes of each symbol
 * @param codes their names
 * @param probabilities p_T as fitted [codes]
 */
record Codebook(Map<String, List<Share>> shares, List<String> codes, double[] probabilities) {
  private static final double ROUNDING = 1e-6;

  /** A code of a symbol, with its probability given the symbol. */
  record Share(int code, double probability) {}

  static Codebook read(Inputs in, Source source) throws IOException {
    TextTable table = in.table("codebook", source);
    int symbol = table.column("symbol");
    int code = table.column("code");
    int share = table.column("probability");
    double[] weight = table.numbers(table.column("weight"));
    double[] probability = table.numbers(share);
    Map<String, List<Share>> shares = new LinkedHashMap<>();
    Map<String, Integer> index = new LinkedHashMap<>();
    Map<Integer, Double> mass = new LinkedHashMap<>();
    for (int r = 0; r < table.rows(); r++) {
      if (!(probability[r] > 0 && probability[r] <= 1 + ROUNDING)) {
        throw table.wrong(r, share, "a probability above 0 and at most 1");
      }
      int t = index.computeIfAbsent(table.cell(r, code), _ -> index.size());
      shares
          .computeIfAbsent(table.cell(r, symbol), _ -> new ArrayList<>())
          .add(new Share(t, probability[r]));
      mass.merge(t, weight[r] * probability[r], Double::sum);
    }
    double total = mass.values().stream().mapToDouble(Double::doubleValue).sum();
    if (!(total > 0)) {
      throw new IllegalArgumentException(
          "codebook must have at least 1 symbol of positive weight: got none");
    }
    shares.forEach(Codebook::requireUnitSum);
    double[] p = mass.values().stream().mapToDouble(m -> m / total).toArray();
    return new Codebook(shares, List.copyOf(index.keySet()), p);
  }

  private static void requireUnitSum(String symbol, List<Share> given) {
    double sum = given.stream().mapToDouble(Share::probability).sum();
    if (Math.abs(sum - 1) > ROUNDING) {
      throw new IllegalArgumentException(
          "codebook: the probabilities of symbol '%s' must sum to 1: got %s"
              .formatted(symbol, sum));
    }
  }

  /** The code of a symbol, drawn at random where it has several; -1 for an unknown symbol. */
  int code(String symbol, RandomGenerator random) {
    List<Share> given = shares.get(symbol);
    if (given == null) {
      return -1;
    }
    double u = given.size() == 1 ? 0 : random.nextDouble();
    for (Share share : given) {
      u -= share.probability;
      if (u < 0) {
        return share.code;
      }
    }
    return given.getLast().code;
  }

  int mostProbable() {
    int best = 0;
    for (int t = 1; t < probabilities.length; t++) {
      best = probabilities[t] > probabilities[best] ? t : best;
    }
    return best;
  }
}
