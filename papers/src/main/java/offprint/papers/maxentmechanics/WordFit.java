package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.convex.WordPartition;
import offprint.method.Chart;

/**
 * Maximum entropy over words of 0/1 columns, level by level: nothing, single bits, pairs, triples.
 * Exact, by enumeration of all 2^d words, d at most 20; longer words go to {@link SampledFit}.
 */
final class WordFit {
  private static final int MOST_ROWS = 20;
  private static final int MOST_CONSTRAINTS = 1_400;
  private static final int MOST_WORDS_WRITTEN = 1 << 16;
  private static final List<String> LEVELS = List.of("nothing", "single", "+ pairs", "+ triples");

  private final Fit.Params p;
  private final WordTable table;
  private final Findings out;

  WordFit(Fit.Params p, WordTable table, Findings out) {
    this.p = p;
    this.table = table;
    this.out = out;
  }

  /** Adds the findings and returns the answer. */
  String tell() throws IOException {
    double[] together = table.counts();
    double[] observed = Arrays.stream(together).map(c -> c / table.observations()).toArray();
    WordPartition.supersetSums(together);
    Part part = Part.of(out.run(), 0.2, 0.8, "");
    List<WordModel> models = new ArrayList<>();
    List<Ladder.Level> levels = new ArrayList<>();
    for (int order = 0; order <= Math.min(p.order(), table.bits()); order++) {
      part.progress(order / 4.0, LEVELS.get(order));
      WordModel model = solve(order, together, part);
      models.add(model);
      levels.add(
          Ladder.Level.of(
              LEVELS.get(order),
              model.freeConstraints(),
              model.p(),
              observed,
              model.optimum().iterations()));
      out.metric("entropy_nats_" + order, levels.getLast().entropyNats());
      out.metric("loss_nats_" + order, Nats.divergence(observed, model.p()));
    }
    WordModel model = models.getLast();
    Ladder ladder = new Ladder(levels);
    Frame couplings = couplings(model);
    out.chart(ladder.chart("what was observed"));
    out.chart(patterns(models, observed));
    if (models.size() > 2) {
      out.chart(pairs(model));
    }
    out.table(ladder.table(table.observations()));
    out.table("The couplings that matter most", couplings.first(MOST_ROWS));
    notes(model);
    write(model);
    out.metric("newton_steps", model.optimum().iterations());
    return answer(ladder, couplings);
  }

  private WordModel solve(int order, double[] together, Part part) {
    int[] sets =
        IntStream.range(1, 1 << table.bits())
            .filter(s -> Integer.bitCount(s) <= order)
            .boxed()
            .sorted(Comparator.comparingInt((Integer s) -> Integer.bitCount(s)))
            .mapToInt(Integer::intValue)
            .toArray();
    if (sets.length > MOST_CONSTRAINTS) {
      throw new IllegalArgumentException(
          "order %d over %d columns gives %d constraints, at most %d: lower order"
              .formatted(order, table.bits(), sets.length, MOST_CONSTRAINTS));
    }
    Newton newton = p.newton();
    WordModel model = WordModel.solve(table.bits(), together, sets, newton, part::repeat);
    if (!model.isConverged() && model.optimum().residual() > Math.max(1e-9, newton.tol())) {
      throw new ArithmeticException(
          "order %d: not solved within maxIter = %d steps at tol = %s: frequencies are missed by %.3g; rare combinations may lie on the boundary: lower order"
              .formatted(order, newton.maxIter(), newton.tol(), model.optimum().residual()));
    }
    return model;
  }

  private static Chart patterns(List<WordModel> models, double[] observed) {
    int[] seen = IntStream.range(0, observed.length).filter(x -> observed[x] > 0).toArray();
    double[] x = Arrays.stream(seen).mapToDouble(w -> observed[w]).toArray();
    double[] ends = {Arrays.stream(x).min().orElse(1), Arrays.stream(x).max().orElse(1)};
    Plot plot =
        Plot.of("Frequencies of whole words, observed and predicted")
            .logX("observed frequency")
            .logY("predicted probability")
            .thinLine("equal", ends, ends);
    for (int l = 1; l < models.size(); l++) {
      double[] p = models.get(l).p();
      double[] y = Arrays.stream(seen).mapToDouble(w -> Math.max(1e-12, p[w])).toArray();
      Chart.Series points = Chart.Series.points(LEVELS.get(l), x, y);
      plot.add(l == models.size() - 1 ? points : points.thin());
    }
    return plot.chart("Only averages were fitted; points near the line were predicted.");
  }

  private Chart pairs(WordModel model) {
    double[][] coupling = new double[table.bits()][table.bits()];
    for (double[] row : coupling) {
      Arrays.fill(row, Double.NaN);
    }
    for (int a = 0; a < model.size(); a++) {
      int set = model.sets()[a];
      if (Integer.bitCount(set) == 2) {
        int i = Integer.numberOfTrailingZeros(set);
        int j = Integer.numberOfTrailingZeros(set & (set - 1));
        coupling[i][j] = -model.multiplier()[a];
        coupling[j][i] = coupling[i][j];
      }
    }
    return Plot.of("Couplings of pairs")
        .x(Chart.Axis.category("column", table.columns()))
        .y(Chart.Axis.category("column", table.columns()))
        .matrix("-λ (nats)", coupling)
        .chart("Positive: together more often than all the other averages explain.");
  }

  /** Sets of two bits and more with finite couplings, the surest first. */
  private Frame couplings(WordModel model) {
    Frame rows = Frame.of("together", "-λ (nats)", "± se", "z", "lost without it, about (nats)");
    IntStream.range(0, model.size())
        .filter(a -> model.free()[a] && Integer.bitCount(model.sets()[a]) > 1)
        .boxed()
        .sorted(Comparator.comparingDouble(a -> -Math.abs(model.z(a))))
        .forEach(
            a ->
                rows.row(
                    table.name(model.sets()[a]),
                    -model.multiplier()[a],
                    model.error()[a],
                    -model.z(a),
                    0.5 * model.z(a) * model.z(a) / table.observations()));
    return rows;
  }

  private String answer(Ladder ladder, Frame couplings) {
    String all =
        Wording.count(table.bits(), "column")
            + " in "
            + Wording.count(table.observations(), "observation");
    double first = ladder.levels().get(1).lossNats();
    double last = ladder.top().lossNats();
    if (couplings.isEmpty()) {
      return "Single frequencies of %s leave %s nats unexplained."
          .formatted(all, Wording.number(first));
    }
    return "%s: single frequencies leave %s nats unexplained, constraints of up to %s leave %s; the surest coupling is %s, z = %s."
        .formatted(
            all,
            Wording.number(first),
            Wording.count(ladder.levels().size() - 1, "bit"),
            Wording.number(last),
            couplings.texts("together").getFirst(),
            Wording.number(couplings.numbers("z")[0]));
  }

  private void notes(WordModel model) {
    int excluding = model.size() - model.freeConstraints();
    if (excluding > 0) {
      out.warning(
          "%d sets have a pattern that never occurs: words with it get probability 0, their multipliers are infinite."
              .formatted(excluding));
    }
    p.newton().warnUnlessConverged(model.isConverged(), model.optimum().residual(), out);
    out.text(
        "Exact: all 2^%d words are enumerated. Standard errors from the inverse covariance / %d observations; the loss without a coupling is z² / 2n."
            .formatted(table.bits(), table.observations()));
  }

  private void write(WordModel model) throws IOException {
    Frame rows = Frame.of("together", "multiplier", "error");
    for (int a = 0; a < model.size(); a++) {
      Object multiplier = model.free()[a] ? model.multiplier()[a] : "infinite";
      rows.row(table.name(model.sets()[a]), multiplier, model.error()[a]);
    }
    out.csv("multipliers.csv", rows);
    if (model.p().length > MOST_WORDS_WRITTEN) {
      return;
    }
    List<String> columns = new ArrayList<>(table.columns());
    columns.add("probability");
    Frame words = Frame.of(columns.toArray(String[]::new));
    for (int x = 0; x < model.p().length; x++) {
      Object[] row = new Object[columns.size()];
      for (int c = 0; c < table.bits(); c++) {
        row[c] = x >> c & 1;
      }
      row[table.bits()] = model.p()[x];
      words.row(row);
    }
    out.csv("distribution.csv", words);
  }
}
