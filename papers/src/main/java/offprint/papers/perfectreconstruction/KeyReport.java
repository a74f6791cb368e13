package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.information.ChowLiuTree;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.PartitionProduct;
import offprint.kernels.lattice.PartitionProduct.Residual;
import offprint.kernels.lattice.StrippedPartition;
import offprint.method.Chart;
import offprint.method.Report;
import offprint.papers.perfectreconstruction.KeySearch.Found;

/**
 * Report of {@link Keys} on a search: the sets, their results on new rows, and other searches.
 *
 * @param targetBits H(T)
 */
record KeyReport(
    Keys.Params params,
    List<Column> candidates,
    Column target,
    double targetBits,
    Holdout holdout,
    KeySearch.Task task,
    KeySearch.Outcome outcome,
    Findings out) {
  private static final int MOST_KEYS = 40;

  Report build() throws IOException {
    List<Found> keys = outcome.ranked();
    List<Found> forward =
        GreedySelection.of(task, _ -> out.run().progress(0.65, "forward selection"));
    List<Found> near = Stream.concat(outcome.nearest().stream(), forward.stream()).toList();
    double least =
        near.stream().mapToDouble(f -> f.residual().residualBits()).min().orElse(targetBits);
    out.metric("target_entropy_bits", targetBits)
        .metric("keys", keys.size())
        .metric("nearest_residual_bits", least);
    if (!keys.isEmpty()) {
      out.metric("smallest_key", keys.getFirst().columns().size());
      keyTable(keys);
    }
    out.chart(unknownBySize(forward));
    nearest(forward);
    alone();
    SearchComparison.tell(task, outcome, out);
    notes(keys);
    out.csv("keys.csv", file(keys));
    Found best =
        keys.isEmpty()
            ? near.stream()
                .min(Comparator.comparingDouble(f -> f.residual().errorMass()))
                .orElseThrow()
            : keys.getFirst();
    Decoder decoder = Decoder.of(columns(best), target);
    out.metric("decoder_tuples", decoder.entries().size()).file("decoder.json", decoder::write);
    return out.answer(answer(keys, least));
  }

  private String answer(List<Found> keys, double least) {
    InformationUnit unit = params.unit();
    String within = params.eps() > 0 ? " within the tolerance" : "";
    if (keys.isEmpty()) {
      return "No set of up to %s determines %s%s: the best leaves %s of %s %s unknown."
          .formatted(
              Wording.count(params.maxSize(), "column"),
              target.name(),
              within,
              Wording.number(unit.of(least)),
              Wording.number(unit.of(targetBits)),
              unit.plural());
    }
    int size = keys.getFirst().columns().size();
    long equal = keys.stream().filter(key -> key.columns().size() == size).count();
    return "%s %s %s%s; no smaller set of columns does%s.%s"
        .formatted(
            name(keys.getFirst()),
            size == 1 ? "determines" : "determine",
            target.name(),
            within,
            equal > 1 ? ", and %,d sets of this size do".formatted(equal) : "",
            support(keys.getFirst()) > 0
                ? ""
                : " Each of its values occurs once, as an id's do, so the table cannot test it.");
  }

  private void keyTable(List<Found> keys) {
    InformationUnit unit = params.unit();
    boolean functions = keys.stream().noneMatch(key -> Double.isNaN(sumRajski(key)));
    boolean tested = !holdout.test().isEmpty();
    List<String> header =
        new ArrayList<>(List.of("columns", "size", "support (rows)", "H", "tree margin"));
    header.addAll(functions ? List.of("sum d", "slack") : List.of());
    header.addAll(params.eps() > 0 ? List.of("unknown", "rows to delete (share)") : List.of());
    header.addAll(tested ? List.of("seen", "right") : List.of());
    Frame rows = Frame.of(header.toArray(String[]::new));
    for (Found key : keys.subList(0, Math.min(MOST_KEYS, keys.size()))) {
      int size = key.columns().size();
      double margin = unit.of(treeBits(key) - targetBits);
      List<Object> row =
          new ArrayList<>(
              List.of(name(key), size, support(key), unit.of(key.entropyBits()), margin));
      if (functions) {
        row.addAll(List.of(sumRajski(key), size - 1 - sumRajski(key)));
      }
      if (params.eps() > 0) {
        double unknown = unit.of(key.residual().residualBits());
        row.addAll(List.of(unknown, key.residual().errorMass()));
      }
      if (tested) {
        Holdout.Score score = holdout.score(columns(key), target);
        row.addAll(List.of(score.seen(), score.accuracy()));
        if (rows.isEmpty()) {
          out.metric("first_key_seen", score.seen())
              .metric("first_key_right", Double.isNaN(score.accuracy()) ? 0 : score.accuracy());
        }
      }
      rows.row(row.toArray());
    }
    String shown = keys.size() > MOST_KEYS ? ", the first %d".formatted(MOST_KEYS) : "";
    out.table(
        "%d minimal sets that determine %s%s; entropies in %s"
            .formatted(keys.size(), target.name(), shown, unit.plural()),
        rows);
  }

  /** Sum of d(T, X_i), which says something only where each X_i is a function of T; else NaN. */
  private double sumRajski(Found key) {
    double sum = 0;
    for (int c : key.columns()) {
      if (!task.target().determines(task.columns().get(c))) {
        return Double.NaN;
      }
      sum += targetBits > 0 ? 1 - task.pairs().single(c) / targetBits : 0;
    }
    return sum;
  }

  private double treeBits(Found key) {
    int[] set = key.columns().stream().mapToInt(Integer::intValue).toArray();
    double sum = IntStream.of(set).mapToDouble(task.pairs()::single).sum();
    return sum - ChowLiuTree.weight(task.pairs().information(), set);
  }

  /** Rows beyond one a tuple: how often the dependency could have been refuted. */
  private long support(Found key) {
    return key.support(task.law());
  }

  private Chart unknownBySize(List<Found> forward) {
    int most = Math.min(params.maxSize(), candidates.size());
    List<String> sizes = new ArrayList<>(List.of("none"));
    IntStream.rangeClosed(1, most).forEach(size -> sizes.add(Integer.toString(size)));
    return Plot.of("What the best columns leave unknown of " + target.name())
        .x(Chart.Axis.category("number of columns", sizes))
        .y(params.unit().label("H(%s | columns)".formatted(target.name())))
        .bars("best set counted", left(outcome.nearest(), most))
        .bars("forward selection", left(forward, most))
        .chart("No bar: the columns determine it, or no set of that size had to be counted.");
  }

  /** The entropy left by the set of each size; NaN if there is none. */
  private double[] left(List<Found> path, int most) {
    double[] left = new double[most + 1];
    Arrays.fill(left, Double.NaN);
    left[0] = params.unit().of(targetBits);
    for (Found found : path) {
      left[found.columns().size()] = params.unit().of(found.residual().residualBits());
    }
    return left;
  }

  private void nearest(List<Found> forward) {
    InformationUnit unit = params.unit();
    Frame rows =
        Frame.of(
            "found by",
            "columns",
            "size",
            unit.label("unknown"),
            "error",
            "Fano: error at least",
            "support (rows)");
    for (int i = 0; i < outcome.nearest().size() + forward.size(); i++) {
      int later = i - outcome.nearest().size();
      Found found = later < 0 ? outcome.nearest().get(i) : forward.get(later);
      double unknown = found.residual().residualBits();
      rows.row(
          later < 0 ? "search" : "forward",
          name(found),
          found.columns().size(),
          unit.of(unknown),
          found.residual().errorMass(),
          Fano.leastError(unknown, task.target().blocks()),
          support(found));
    }
    out.table("Nearest sets of each size among those counted", rows);
  }

  private void alone() {
    InformationUnit unit = params.unit();
    PartitionProduct product = new PartitionProduct(task.law().states());
    List<Residual> left = new ArrayList<>();
    for (int c = 0; c < candidates.size(); c++) {
      out.run().progress(0.7, "columns alone");
      StrippedPartition column = StrippedPartition.of(task.columns().get(c));
      left.add(product.residual(column, task.target(), task.law()));
    }
    Frame rows =
        Frame.of(
            "column",
            "values",
            unit.label("H"),
            unit.label("I with " + target.name()),
            unit.label("unknown"),
            "rows to delete (share)");
    IntStream.range(0, left.size())
        .boxed()
        .sorted(Comparator.comparingDouble(c -> unit.of(left.get(c).residualBits())))
        .forEach(
            c ->
                rows.row(
                    candidates.get(c).name(),
                    task.columns().get(c).blocks(),
                    unit.of(task.pairs().single(c)),
                    unit.of(targetBits - left.get(c).residualBits()),
                    unit.of(left.get(c).residualBits()),
                    left.get(c).errorMass()));
    out.table("Each column alone", rows);
  }

  private void notes(List<Found> keys) {
    if (keys.isEmpty()) {
      out.text(
          "The nearest table shows how close sets come; the decoder holds the nearest one and marks"
              + " ambiguous tuples.");
    } else if (keys.stream().allMatch(k -> support(k) == 0)) {
      out.warning(
          "Every set found has support 0: each tuple occurs once, so no row could have refuted"
              + " it. More rows, or bins, are needed to trust it.");
    }
    int repeated = task.law().states() - task.target().blocks();
    if (target.name().equals("row") && repeated > 0) {
      out.assumed(
          "%d rows repeat another in all candidate columns; keys identify the content of a row."
              .formatted(repeated));
    }
    out.text(
        "Support counts rows beyond one a tuple. A set with small support holds in this table but"
            + " may not hold in the next rows; the held-out columns say how often its tuples"
            + " return and are right.");
  }

  private Frame file(List<Found> keys) {
    Frame rows = Frame.of("columns", "size", "entropy_bits", "support", "residual_bits", "error");
    for (Found key : keys) {
      rows.row(
          name(key),
          key.columns().size(),
          key.entropyBits(),
          support(key),
          key.residual().residualBits(),
          key.residual().errorMass());
    }
    return rows;
  }

  private List<Column> columns(Found key) {
    return key.columns().stream().map(candidates::get).toList();
  }

  private String name(Found key) {
    return columns(key).stream().map(Column::name).collect(Collectors.joining(", "));
  }
}
