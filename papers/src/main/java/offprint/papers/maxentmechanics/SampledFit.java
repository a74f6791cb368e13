package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Wording;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** The pair model of words too long to enumerate, by {@link SampledPairs}. */
final class SampledFit {
  private static final int MOST_ROWS = 25;
  private static final int ROUNDS = 60;

  private final WordTable table;
  private final Run run;

  SampledFit(Fit.Params params, WordTable table, Run run) {
    this.table = table;
    this.run = run;
    if (params.order() > 2) {
      throw new IllegalArgumentException(
          "order must be at most 2 for more than 20 columns: got " + params.order());
    }
    if (params.order() < 2) {
      throw new IllegalArgumentException(
          "order must be 2 for more than 20 columns: got " + params.order());
    }
  }

  Report report() throws IOException {
    SampledPairs pairs = new SampledPairs(table);
    pairs.startFromPseudoLikelihood(
        i -> run.progress(0.2 * i / table.bits(), "pseudo-likelihood of column " + (i + 1)));
    double[] x = new double[ROUNDS];
    double[] y = new double[ROUNDS];
    pairs.sample(run.random(), 40, () -> run.progress(0.25, "sampling"));
    double first = pairs.rootMeanSquareMiss();
    double firstLargest = pairs.largestMiss();
    for (int round = 0; round < ROUNDS; round++) {
      int now = round;
      pairs.step(0.5 / (1 + 0.1 * round));
      pairs.sample(
          run.random(),
          4,
          () -> run.progress(0.3 + 0.65 * now / ROUNDS, "stochastic Newton step " + (now + 1)));
      x[round] = round + 1;
      y[round] = pairs.rootMeanSquareMiss();
      run.point("miss", x[round], y[round]);
    }
    pairs.sample(run.random(), 200, () -> run.progress(0.97, "sampling"));
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(
        new Chart(
            "Miss of the pair frequencies as the model is refined",
            Chart.Axis.linear("stochastic Newton step"),
            Chart.Axis.log("root mean square miss"),
            List.of(Chart.Series.line("miss", x, y)),
            "It ends at the noise of the sample."));
    blocks.add(
        new Table(
            "How well single and pair frequencies are met",
            List.of("model", "root mean square miss", "largest miss"),
            List.of(
                List.of("pseudo-likelihood", first, firstLargest),
                List.of("refined", pairs.rootMeanSquareMiss(), pairs.largestMiss()),
                List.of(
                    "noise of %d observations, about".formatted(table.observations()),
                    pairs.dataNoise(),
                    Double.NaN))));
    blocks.add(strongest(pairs));
    blocks.add(
        Note.notice(
            "Not exact: 2^%d words cannot be enumerated. The start is the pseudo-likelihood, refined by Gibbs sampling and stochastic Newton steps; entropies are not given."
                .formatted(table.bits())));
    try (TableWriter file =
        new TableWriter(run.create("multipliers.csv"), "together", "multiplier")) {
      for (int i = 0; i < table.bits(); i++) {
        for (int j = 0; j <= i; j++) {
          file.row(name(i, j), -pairs.coupling(i, j));
        }
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("miss_pseudo_likelihood", first);
    metrics.put("miss_refined", pairs.rootMeanSquareMiss());
    return new Report(
        "The pairwise model of %s misses the frequencies by %s on average; the noise of %s alone is about %s."
            .formatted(
                Wording.count(table.bits(), "column"),
                Wording.number(pairs.rootMeanSquareMiss()),
                Wording.count((long) table.observations(), "observation"),
                Wording.number(pairs.dataNoise())),
        blocks,
        metrics);
  }

  private String name(int i, int j) {
    return i == j
        ? table.columns().get(i)
        : table.columns().get(j) + " & " + table.columns().get(i);
  }

  private Table strongest(SampledPairs pairs) {
    int d = table.bits();
    List<List<Object>> rows =
        IntStream.range(0, d * d)
            .filter(at -> at % d < at / d)
            .boxed()
            .sorted(Comparator.comparingDouble(at -> -Math.abs(pairs.coupling(at / d, at % d))))
            .limit(MOST_ROWS)
            .map(
                at ->
                    List.<Object>of(
                        name(at / d, at % d),
                        pairs.coupling(at / d, at % d),
                        pairs.target(at / d, at % d),
                        pairs.model(at / d, at % d)))
            .toList();
    return new Table(
        "The strongest couplings", List.of("together", "-λ (nats)", "observed", "model"), rows);
  }
}
