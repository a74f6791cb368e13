package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import offprint.harness.Wording;
import offprint.kernels.information.ChowLiuTree;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.PartitionProduct;
import offprint.kernels.lattice.PartitionProduct.Residual;
import offprint.kernels.lattice.StrippedPartition;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/**
 * What {@link Keys} shows of a search: the sets, how they do on new rows, and the other searches.
 */
final class KeyReport {
  private static final int MOST_KEYS = 40;

  private final Keys.Params params;
  private final CodedTable coded;
  private final List<Column> candidates;
  private final Column target;
  private final Holdout holdout;
  private final KeySearch.Task task;
  private final KeySearch.Outcome outcome;
  private final Run run;
  private final InformationUnit unit;
  private final double targetBits;
  private final double[][] information;
  private final Map<String, Double> metrics = new LinkedHashMap<>();

  KeyReport(
      Keys.Params params,
      CodedTable coded,
      List<Column> candidates,
      Column target,
      Holdout holdout,
      KeySearch.Task task,
      KeySearch.Outcome outcome,
      Run run) {
    this.params = params;
    this.coded = coded;
    this.candidates = candidates;
    this.target = target;
    this.holdout = holdout;
    this.task = task;
    this.outcome = outcome;
    this.run = run;
    this.unit = params.unit();
    this.targetBits = task.law().entropyBits(task.target());
    this.information = task.pairs().information();
  }

  Report build() throws IOException {
    metrics.put("target_entropy_bits", targetBits);
    metrics.put("keys", (double) outcome.keys().size());
    List<Report.Block> blocks = new ArrayList<>();
    List<KeySearch.Found> greedy =
        GreedySelection.of(task, _ -> run.progress(0.65, "forward selection"));
    blocks.add(unknownBySize(greedy));
    List<KeySearch.Found> ranked = ranked();
    if (!ranked.isEmpty()) {
      metrics.put("smallest_key", (double) ranked.getFirst().columns().size());
      blocks.add(keyTable(ranked));
    }
    blocks.add(nearest(greedy));
    blocks.add(alone());
    blocks.add(new SearchComparison(task, outcome, params, run).table(metrics));
    blocks.addAll(coded.notes());
    blocks.addAll(notes(ranked));
    write(ranked, greedy);
    return new Report(answer(ranked), blocks, metrics);
  }

  /** Smallest first, then those that most rows test. */
  private List<KeySearch.Found> ranked() {
    return outcome.keys().stream()
        .sorted(
            Comparator.comparingInt((KeySearch.Found f) -> f.columns().size())
                .thenComparingLong(KeySearch.Found::blocks))
        .toList();
  }

  private Chart unknownBySize(List<KeySearch.Found> greedy) {
    int most = Math.min(params.maxSize(), candidates.size());
    List<String> sizes = new ArrayList<>(List.of("none"));
    IntStream.rangeClosed(1, most).forEach(size -> sizes.add(Integer.toString(size)));
    return new Chart(
        "What the best columns leave unknown of " + target.name(),
        Chart.Axis.category("number of columns", sizes),
        Chart.Axis.linear("H(%s | columns) (%s)".formatted(target.name(), unit.plural())),
        List.of(
            Chart.Series.bars("best set counted", left(outcome.nearest(), most)),
            Chart.Series.bars("forward selection", left(greedy, most))),
        "No bar: the columns determine it, or no set of that size had to be counted.");
  }

  /** What the set of each size leaves unknown; NaN where there is none. */
  private double[] left(List<KeySearch.Found> path, int most) {
    double[] left = new double[most + 1];
    Arrays.fill(left, Double.NaN);
    left[0] = unit.of(targetBits);
    for (KeySearch.Found found : path) {
      left[found.columns().size()] = unit.of(found.residual().residualBits());
    }
    return left;
  }

  private Table keyTable(List<KeySearch.Found> ranked) {
    boolean functions = ranked.stream().noneMatch(key -> Double.isNaN(sumRajski(key)));
    List<String> header =
        new ArrayList<>(List.of("columns", "size", "support (rows)", "H", "tree margin"));
    header.addAll(functions ? List.of("sum d", "slack") : List.of());
    header.addAll(params.eps() > 0 ? List.of("unknown", "rows to delete (share)") : List.of());
    header.addAll(holdout.test().isEmpty() ? List.of() : List.of("seen", "right"));
    List<List<Object>> rows = new ArrayList<>();
    for (KeySearch.Found key : ranked.subList(0, Math.min(MOST_KEYS, ranked.size()))) {
      List<Object> row =
          new ArrayList<>(
              List.of(
                  name(key),
                  key.columns().size(),
                  support(key),
                  unit.of(key.entropyBits()),
                  unit.of(treeBits(key) - targetBits)));
      if (functions) {
        row.addAll(List.of(sumRajski(key), key.columns().size() - 1 - sumRajski(key)));
      }
      if (params.eps() > 0) {
        row.add(unit.of(key.residual().residualBits()));
        row.add(key.residual().errorMass());
      }
      if (!holdout.test().isEmpty()) {
        Holdout.Score score = holdout.score(columns(key), target);
        row.addAll(List.of(score.seen(), score.accuracy()));
        if (rows.isEmpty()) {
          metrics.put("first_key_seen", score.seen());
          metrics.put("first_key_right", Double.isNaN(score.accuracy()) ? 0 : score.accuracy());
        }
      }
      rows.add(row);
    }
    String shown = ranked.size() > MOST_KEYS ? ", the first %d".formatted(MOST_KEYS) : "";
    return new Table(
        "%d minimal sets that determine %s%s; entropies in %s"
            .formatted(ranked.size(), target.name(), shown, unit.plural()),
        header,
        rows);
  }

  /** Sum of d(T, X_i), which says something only where each X_i is a function of T; else NaN. */
  private double sumRajski(KeySearch.Found key) {
    double sum = 0;
    for (int c : key.columns()) {
      if (!task.target().determines(task.columns().get(c))) {
        return Double.NaN;
      }
      sum += targetBits > 0 ? 1 - task.pairs().single(c) / targetBits : 0;
    }
    return sum;
  }

  private double treeBits(KeySearch.Found key) {
    int[] set = key.columns().stream().mapToInt(Integer::intValue).toArray();
    double sum = IntStream.of(set).mapToDouble(task.pairs()::single).sum();
    return sum - ChowLiuTree.weight(information, set);
  }

  /** Rows beyond one a tuple: how often the dependency could have been refuted. */
  private long support(KeySearch.Found key) {
    return task.law().states() - key.blocks();
  }

  private Table nearest(List<KeySearch.Found> greedy) {
    List<List<Object>> rows = new ArrayList<>();
    for (KeySearch.Found found : outcome.nearest()) {
      rows.add(nearestRow("search", found));
    }
    for (KeySearch.Found found : greedy) {
      rows.add(nearestRow("forward", found));
    }
    metrics.put(
        "nearest_residual_bits",
        Stream.concat(outcome.nearest().stream(), greedy.stream())
            .mapToDouble(f -> f.residual().residualBits())
            .min()
            .orElse(targetBits));
    return new Table(
        "Nearest sets of each size among those counted",
        List.of(
            "found by",
            "columns",
            "size",
            "unknown (%s)".formatted(unit.plural()),
            "error",
            "Fano: error at least",
            "support (rows)"),
        rows);
  }

  private List<Object> nearestRow(String by, KeySearch.Found found) {
    return List.of(
        by,
        name(found),
        found.columns().size(),
        unit.of(found.residual().residualBits()),
        found.residual().errorMass(),
        Fano.leastError(found.residual().residualBits(), task.target().blocks()),
        support(found));
  }

  private Table alone() {
    PartitionProduct product = new PartitionProduct(task.law().states());
    List<List<Object>> rows = new ArrayList<>();
    for (int c = 0; c < candidates.size(); c++) {
      run.progress(0.7, "columns alone");
      StrippedPartition column = StrippedPartition.of(task.columns().get(c));
      Residual left = product.residual(column, task.target(), task.law());
      rows.add(
          List.of(
              candidates.get(c).name(),
              task.columns().get(c).blocks(),
              unit.of(task.pairs().single(c)),
              unit.of(targetBits - left.residualBits()),
              unit.of(left.residualBits()),
              left.errorMass()));
    }
    rows.sort(Comparator.comparingDouble(row -> (Double) row.get(4)));
    return new Table(
        "Each column alone",
        List.of(
            "column",
            "values",
            "H (%s)".formatted(unit.plural()),
            "I with %s (%s)".formatted(target.name(), unit.plural()),
            "unknown (%s)".formatted(unit.plural()),
            "rows to delete (share)"),
        rows);
  }

  private List<Note> notes(List<KeySearch.Found> ranked) {
    List<Note> notes = new ArrayList<>();
    if (ranked.isEmpty()) {
      notes.add(
          Note.warning(
              "No set of at most %d columns determines %s%s. The nearest table shows how close they come; the decoder holds the nearest set and marks ambiguous tuples."
                  .formatted(
                      params.maxSize(),
                      target.name(),
                      params.eps() > 0 ? " within eps" : " exactly")));
    } else if (ranked.stream().allMatch(k -> support(k) == 0)) {
      notes.add(
          Note.warning(
              "Every set found has support 0: each tuple occurs once, so no row could have refuted"
                  + " it. More rows, or bins, are needed to trust it."));
    }
    if (target.name().equals("row") && task.target().blocks() < task.law().states()) {
      notes.add(
          Note.notice(
              "%d rows repeat another in all candidate columns; keys identify the content of a row."
                  .formatted(task.law().states() - task.target().blocks())));
    }
    notes.add(
        Note.text(
            "Support counts rows beyond one a tuple. A set with small support holds in this table"
                + " but may not hold in the next rows; the held-out columns say how often its"
                + " tuples return and are right."));
    return notes;
  }

  private List<Column> columns(KeySearch.Found key) {
    return key.columns().stream().map(candidates::get).toList();
  }

  private String name(KeySearch.Found key) {
    return columns(key).stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private void write(List<KeySearch.Found> ranked, List<KeySearch.Found> greedy)
      throws IOException {
    try (TableWriter file =
        new TableWriter(
            run.create("keys.csv"),
            List.of("columns", "size", "entropy_bits", "support", "residual_bits", "error"))) {
      for (KeySearch.Found key : ranked) {
        file.row(
            List.of(
                name(key),
                key.columns().size(),
                key.entropyBits(),
                support(key),
                key.residual().residualBits(),
                key.residual().errorMass()));
      }
    }
    KeySearch.Found best = ranked.isEmpty() ? nearestOf(greedy) : ranked.getFirst();
    Decoder decoder = Decoder.of(columns(best), target);
    metrics.put("decoder_tuples", (double) decoder.entries().size());
    decoder.write(run.create("decoder.json"));
  }

  /** The set that errs least, among those counted and those of forward selection. */
  private KeySearch.Found nearestOf(List<KeySearch.Found> greedy) {
    return Stream.concat(outcome.nearest().stream(), greedy.stream())
        .min(Comparator.comparingDouble(f -> f.residual().errorMass()))
        .orElseThrow();
  }

  private String answer(List<KeySearch.Found> ranked) {
    String up = params.eps() > 0 ? " within the tolerance" : "";
    if (ranked.isEmpty()) {
      double left =
          outcome.nearest().stream()
              .mapToDouble(found -> found.residual().residualBits())
              .min()
              .orElse(targetBits);
      return "No set of up to %s determines %s%s: the best leaves %s of %s %s unknown."
          .formatted(
              Wording.count(params.maxSize(), "column"),
              target.name(),
              up,
              Wording.number(unit.of(left)),
              Wording.number(unit.of(targetBits)),
              unit.plural());
    }
    int size = ranked.getFirst().columns().size();
    long equal = ranked.stream().filter(key -> key.columns().size() == size).count();
    return "%s %s %s%s; no smaller set of columns does%s."
        .formatted(
            name(ranked.getFirst()),
            size == 1 ? "determines" : "determine",
            target.name(),
            up,
            equal > 1 ? ", and %,d sets of this size do".formatted(equal) : "");
  }
}
