package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Wording;
import offprint.kernels.convex.WordPartition;
import offprint.kernels.special.ChiSquared;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/**
 * Maximum entropy over words of 0/1 columns, level by level: nothing, single bits, pairs, triples.
 * Exact, by enumeration of all 2^d words, d at most 20; longer words go to {@link SampledFit}.
 */
final class WordFit {
  private static final int MOST_ROWS = 25;
  private static final int MOST_CONSTRAINTS = 1_400;
  private static final int MOST_WORDS_WRITTEN = 1 << 16;
  private static final List<String> LEVELS = List.of("nothing", "single", "+ pairs", "+ triples");

  private final Fit.Params params;
  private final Run run;
  private final WordTable table;

  WordFit(Fit.Params params, Run run) throws IOException {
    this.params = params;
    this.run = run;
    table = WordTable.read(params, run);
    if (!params.targets().isEmpty() || !params.levels().isEmpty()) {
      throw new IllegalArgumentException(
          "targets and levels are for input states: words measure their own, by order");
    }
    if (!params.box().isEmpty() || !params.sd().isEmpty()) {
      throw new IllegalArgumentException("box and sd are for input states: words are exact");
    }
  }

  Report report() throws IOException {
    if (table.bits() > WordPartition.MOST_BITS) {
      return new SampledFit(params, table, run).report();
    }
    double[] together = table.counts();
    double[] observed = Arrays.stream(together).map(c -> c / table.observations()).toArray();
    WordPartition.supersetSums(together);
    List<WordModel> models = new ArrayList<>();
    for (int order = 0; order <= Math.min(params.order(), table.bits()); order++) {
      models.add(solve(order, together));
    }
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(levels(models, observed));
    blocks.add(patterns(models, observed));
    if (models.size() > 2) {
      blocks.add(couplings(models.getLast()));
    }
    blocks.add(levelTable(models, observed));
    blocks.add(strongest(models.getLast()));
    blocks.addAll(notes(models.getLast()));
    write(models.getLast());
    return new Report(
        "The model of order %d of %s is fitted to %s."
            .formatted(
                models.size() - 1,
                Wording.count(table.bits(), "column"),
                Wording.count((long) table.observations(), "observation")),
        blocks,
        metrics(models, observed));
  }

  private WordModel solve(int order, double[] together) {
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
    WordModel model =
        WordModel.solve(
            table.bits(),
            together,
            sets,
            params.tol(),
            params.maxIter(),
            i ->
                run.progress(
                    0.2 + 0.2 * order, "%s, Newton step %d".formatted(LEVELS.get(order), i)));
    if (!model.isConverged() && model.residual() > Math.max(1e-9, params.tol())) {
      throw new ArithmeticException(
          ("order %d: not solved within maxIter = %d steps at tol = %s: frequencies are missed by"
                  + " %.3g; rare combinations may lie on the boundary: lower order")
              .formatted(order, params.maxIter(), params.tol(), model.residual()));
    }
    return model;
  }

  private Chart levels(List<WordModel> models, double[] observed) {
    double[] loss = models.stream().mapToDouble(m -> Nats.divergence(observed, m.p())).toArray();
    return new Chart(
        "What each level of information still misses",
        Chart.Axis.category("level", LEVELS.subList(0, models.size())),
        Chart.Axis.linear("KL(observed ‖ p) (nats)"),
        List.of(Chart.Series.bars("KL", loss)),
        "The fall from bar to bar is what single frequencies, pairs and triples say.");
  }

  private static Chart patterns(List<WordModel> models, double[] observed) {
    int[] seen = IntStream.range(0, observed.length).filter(x -> observed[x] > 0).toArray();
    double[] x = Arrays.stream(seen).mapToDouble(w -> observed[w]).toArray();
    List<Chart.Series> series = new ArrayList<>();
    double low = Arrays.stream(x).min().orElse(1);
    double high = Arrays.stream(x).max().orElse(1);
    series.add(
        Chart.Series.line("equal", new double[] {low, high}, new double[] {low, high}).thin());
    for (int l = 1; l < models.size(); l++) {
      double[] p = models.get(l).p();
      double[] y = Arrays.stream(seen).mapToDouble(w -> Math.max(1e-12, p[w])).toArray();
      Chart.Series points = Chart.Series.points(LEVELS.get(l), x, y);
      series.add(l == models.size() - 1 ? points : points.thin());
    }
    return new Chart(
        "Frequencies of whole words, observed and predicted",
        Chart.Axis.log("observed frequency"),
        Chart.Axis.log("predicted probability"),
        series,
        "Only averages were fitted; points near the line were predicted.");
  }

  private Chart couplings(WordModel model) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<Double> z = new ArrayList<>();
    for (int a = 0; a < model.size(); a++) {
      if (Integer.bitCount(model.set(a)) == 2 && model.isFree(a)) {
        int i = Integer.numberOfTrailingZeros(model.set(a));
        int j = Integer.numberOfTrailingZeros(model.set(a) & (model.set(a) - 1));
        for (int side = 0; side < 2; side++) {
          x.add((double) (side == 0 ? i : j));
          y.add((double) (side == 0 ? j : i));
          z.add(-model.multiplier(a));
        }
      }
    }
    return new Chart(
        "Couplings of pairs",
        Chart.Axis.category("column", table.columns()),
        Chart.Axis.category("column", table.columns()),
        List.of(new Chart.Series("-λ (nats)", Chart.Mark.CELL, x, y, z, true)),
        "Positive: they occur together more often than all the other averages explain.");
  }

  private Table levelTable(List<WordModel> models, double[] observed) {
    List<List<Object>> rows = new ArrayList<>();
    for (int l = 0; l < models.size(); l++) {
      WordModel model = models.get(l);
      double loss = Nats.divergence(observed, model.p());
      double fall = Double.NaN;
      double chi = Double.NaN;
      double tail = Double.NaN;
      if (l > 0) {
        fall = Nats.divergence(observed, models.get(l - 1).p()) - loss;
        int degrees = model.freeConstraints() - models.get(l - 1).freeConstraints();
        chi = 2 * table.observations() * fall;
        tail = degrees > 0 ? ChiSquared.tail(chi, degrees) : Double.NaN;
      }
      rows.add(
          List.of(
              LEVELS.get(l),
              model.size(),
              Nats.entropy(model.p()),
              loss,
              fall,
              chi,
              tail,
              model.iterations()));
    }
    return new Table(
        "Information by levels",
        List.of(
            "level",
            "constraints",
            "H (nats)",
            "KL(observed‖p) (nats)",
            "fall (nats)",
            "2 n fall",
            "p-value",
            "Newton steps"),
        rows);
  }

  private Table strongest(WordModel model) {
    List<List<Object>> rows =
        IntStream.range(0, model.size())
            .filter(a -> model.isFree(a) && Integer.bitCount(model.set(a)) > 1)
            .boxed()
            .sorted(Comparator.comparingDouble(a -> -z(model, a)))
            .limit(MOST_ROWS)
            .map(
                a ->
                    List.<Object>of(
                        table.name(model.set(a)),
                        -model.multiplier(a),
                        model.error(a),
                        -model.multiplier(a) / model.error(a),
                        0.5 * z(model, a) * z(model, a) / table.observations()))
            .toList();
    return new Table(
        "The couplings that matter most",
        List.of("together", "-λ (nats)", "± se", "z", "lost without it, about (nats)"),
        rows);
  }

  private static double z(WordModel model, int a) {
    return Math.abs(model.multiplier(a) / model.error(a));
  }

  private List<Note> notes(WordModel model) {
    List<Note> notes = new ArrayList<>();
    int excluding = model.size() - model.freeConstraints();
    if (excluding > 0) {
      notes.add(
          Note.warning(
              "%d sets have a pattern that never occurs: words with it get probability 0, their multipliers are infinite."
                  .formatted(excluding)));
    }
    if (!model.isConverged()) {
      notes.add(
          Note.warning(
              "tol = %s is below what rounding allows: frequencies are missed by %.3g."
                  .formatted(params.tol(), model.residual())));
    }
    notes.add(
        Note.text(
            "Exact: all 2^%d words are enumerated. Standard errors from the inverse covariance / %d observations; the loss without a coupling is z² / 2n."
                .formatted(table.bits(), table.observations())));
    return notes;
  }

  private void write(WordModel model) throws IOException {
    try (TableWriter file =
        new TableWriter(run.create("multipliers.csv"), "together", "multiplier", "error")) {
      for (int a = 0; a < model.size(); a++) {
        file.row(
            table.name(model.set(a)),
            model.isFree(a) ? model.multiplier(a) : "infinite",
            model.isFree(a) ? model.error(a) : "");
      }
    }
    if (model.p().length <= MOST_WORDS_WRITTEN) {
      List<String> header = new ArrayList<>(table.columns());
      header.add("probability");
      try (TableWriter file =
          new TableWriter(run.create("distribution.csv"), header.toArray(String[]::new))) {
        for (int x = 0; x < model.p().length; x++) {
          Object[] row = new Object[table.bits() + 1];
          for (int c = 0; c < table.bits(); c++) {
            row[c] = x >> c & 1;
          }
          row[table.bits()] = model.p()[x];
          file.row(row);
        }
      }
    }
  }

  private static Map<String, Double> metrics(List<WordModel> models, double[] observed) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int l = 0; l < models.size(); l++) {
      metrics.put("entropy_nats_" + l, Nats.entropy(models.get(l).p()));
      metrics.put("loss_nats_" + l, Nats.divergence(observed, models.get(l).p()));
    }
    metrics.put("newton_steps", (double) models.getLast().iterations());
    return metrics;
  }
}
