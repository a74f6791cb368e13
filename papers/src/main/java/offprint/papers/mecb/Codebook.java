package offprint.papers.mecb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.harness.Inputs;
import offprint.kernels.information.DescendingOrder;
import offprint.kernels.information.Distribution;
import offprint.kernels.table.CodedColumn;
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
    int share = table.column("probability");
    CodedColumn codes = table.coded(table.column("code"));
    double[] weight = table.numbers(table.column("weight"));
    double[] probability = table.numbers(share);
    double[] mass = new double[codes.values()];
    Map<String, List<Share>> shares = new LinkedHashMap<>();
    for (int r = 0; r < table.rows(); r++) {
      if (!(probability[r] > 0 && probability[r] <= 1 + ROUNDING)) {
        throw table.wrong(r, share, "a probability above 0 and at most 1");
      }
      shares
          .computeIfAbsent(table.cell(r, symbol), _ -> new ArrayList<>())
          .add(new Share(codes.code(r), probability[r]));
      mass[codes.code(r)] += weight[r] * probability[r];
    }
    shares.forEach(
        (name, given) -> {
          double sum = given.stream().mapToDouble(Share::probability).sum();
          if (Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException(
                "codebook: the probabilities of symbol '%s' must sum to 1: got %s"
                    .formatted(name, sum));
          }
        });
    double[] p = Distribution.normalise("codebook, weight", mass);
    return new Codebook(shares, List.copyOf(codes.texts()), p);
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
    return DescendingOrder.of(probabilities)[0];
  }
}
