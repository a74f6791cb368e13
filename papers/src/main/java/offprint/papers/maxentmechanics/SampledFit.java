package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.util.Comparator;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;

/** The pair model of words too long to enumerate, by {@link SampledPairs}. */
record SampledFit(WordTable table, Findings out) {
  private static final int MOST_ROWS = 20;
  private static final int ROUNDS = 60;

  /** Adds the findings and returns the answer. */
  String tell(int order) throws IOException {
    if (order != 2) {
      throw new IllegalArgumentException("order must be 2 for more than 20 columns: got " + order);
    }
    Part part = Part.of(out.run(), 0, 1, "");
    SampledPairs pairs = new SampledPairs(table);
    part.progress(0, "pseudo-likelihood");
    pairs.startFromPseudoLikelihood(part::repeat);
    part.progress(0.25, "sampling");
    pairs.sample(part.random(), 40, part::repeat);
    Frame models = Frame.of("model", "root mean square miss", "largest miss");
    models.row("pseudo-likelihood", pairs.rootMeanSquareMiss(), pairs.largestMiss());
    out.metric("miss_pseudo_likelihood", pairs.rootMeanSquareMiss());
    Frame misses = Frame.of("step", "model", "miss");
    for (int round = 0; round < ROUNDS; round++) {
      part.progress(0.3 + 0.65 * round / ROUNDS, "stochastic Newton step " + (round + 1));
      pairs.step(0.5 / (1 + 0.1 * round));
      pairs.sample(part.random(), 4, part::repeat);
      misses.row(round + 1, "refined", pairs.rootMeanSquareMiss());
      part.point("miss", round + 1, pairs.rootMeanSquareMiss());
    }
    part.progress(0.97, "sampling");
    pairs.sample(part.random(), 200, part::repeat);
    models.row("refined", pairs.rootMeanSquareMiss(), pairs.largestMiss());
    models.row(
        "noise of %d observations, about".formatted(table.observations()),
        pairs.dataNoise(),
        Double.NaN);
    Frame couplings = couplings(pairs);
    out.chart(
        Plot.of("Miss of the pair frequencies as the model is refined")
            .x("stochastic Newton step")
            .logY("root mean square miss")
            .lines(misses, "step", "miss", "model")
            .chart("It ends at the noise of the sample."));
    out.table("How well single and pair frequencies are met", models);
    out.table(
        "The strongest couplings",
        couplings.first(MOST_ROWS),
        "together",
        "coupling=-λ (nats)",
        "observed",
        "model");
    out.assumed(
        "Not exact: 2^%d words cannot be enumerated. The start is the pseudo-likelihood, refined by Gibbs sampling and stochastic Newton steps; entropies are not given."
            .formatted(table.bits()));
    out.csv("multipliers.csv", couplings).metric("miss_refined", pairs.rootMeanSquareMiss());
    return "The pair model of %s misses the frequencies by %s on average, where the noise of %s alone is about %s; the strongest coupling is %s."
        .formatted(
            Wording.count(table.bits(), "column"),
            Wording.number(pairs.rootMeanSquareMiss()),
            Wording.count(table.observations(), "observation"),
            Wording.number(pairs.dataNoise()),
            couplings.texts("together").getFirst());
  }

  /** All pairs, the strongest first, then the single columns. */
  private Frame couplings(SampledPairs pairs) {
    int d = table.bits();
    Frame rows = Frame.of("together", "coupling", "multiplier", "observed", "model");
    IntStream.range(0, d * d)
        .filter(at -> at % d <= at / d)
        .boxed()
        .sorted(
            Comparator.comparing((Integer at) -> at % d == at / d)
                .thenComparingDouble(at -> -Math.abs(pairs.coupling(at / d, at % d))))
        .forEach(
            at -> {
              int i = at / d;
              int j = at % d;
              String name = table.columns().get(i);
              rows.row(
                  i == j ? name : table.columns().get(j) + " & " + name,
                  pairs.coupling(i, j),
                  -pairs.coupling(i, j),
                  pairs.target(i, j),
                  pairs.model(i, j));
            });
    return rows;
  }
}
