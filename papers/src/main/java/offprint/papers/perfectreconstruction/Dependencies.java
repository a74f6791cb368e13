package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.JointEntropies;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import offprint.method.Chart;
import offprint.method.Report;
import offprint.papers.perfectreconstruction.KeySearch.Found;

/** Finds, for every column in turn, which others determine it. */
final class Dependencies {
  private static final int MOST_SETS_SHOWN = 3;

  private final Keys.Params params;
  private final CodedTable coded;
  private final StateLaw law;
  private final Findings out;
  private final Frame rows;
  private final Frame file =
      Frame.of("target", "columns", "size", "support", "residual_bits", "error");
  private long sets;
  private long counted;
  private int determined;
  private long mostTested;
  private String bestTested = "";

  Dependencies(Keys.Params params, CodedTable coded, Findings out) {
    this.params = params;
    this.coded = coded;
    this.out = out;
    law = StateLaw.uniform(coded.rows());
    rows =
        Frame.of(
            "column",
            params.unit().label("H"),
            "sets",
            "smallest sets",
            "support (rows)",
            "nearest set",
            params.unit().label("unknown"),
            "error");
  }

  Report report() throws IOException {
    int columns = coded.columns().size();
    if (columns < 2) {
      throw new IllegalArgumentException(
          "columns must name at least 2 where target is *: got " + columns);
    }
    for (int t = 0; t < columns; t++) {
      if (coded.columns().get(t).partition().blocks() == 1) {
        out.assumed(
            "Column %s has one value only; nothing is needed."
                .formatted(coded.columns().get(t).name()));
      } else {
        target(t);
      }
    }
    InformationUnit unit = params.unit();
    List<String> names = rows.isEmpty() ? List.of("none") : rows.texts("column");
    out.table("Which columns determine which", rows)
        .chart(
            Plot.of("What up to %d other columns leave unknown".formatted(params.maxSize()))
                .x(Chart.Axis.category("column", names))
                .y(unit.label("entropy"))
                .bars("H(column)", rows.numbers(unit.label("H")))
                .bars("unknown given the nearest set", rows.numbers(unit.label("unknown")))
                .chart("No second bar: the other columns determine this one."))
        .text(
            "%d sets were decided, %d of them by counting rows. Support is that of the first set"
                    .formatted(sets, counted)
                + " listed.");
    out.csv("dependencies.csv", file)
        .metric("columns", columns)
        .metric("determined_columns", determined)
        .metric("sets", (double) sets)
        .metric("sets_counted", (double) counted);
    return out.answer(
        "%d of %s are determined by others, by sets of up to %s.%s"
            .formatted(
                determined,
                Wording.count(columns, "column"),
                Wording.count(params.maxSize(), "column"),
                bestTested));
  }

  private void target(int t) {
    Column goal = coded.columns().get(t);
    int columns = coded.columns().size();
    Rules.eps(params.eps(), params.criterion(), goal.partition(), law);
    int[] others = IntStream.range(0, columns).filter(c -> c != t).toArray();
    List<Partition> candidates =
        IntStream.of(others).mapToObj(c -> coded.columns().get(c).partition()).toList();
    JointEntropies pairs =
        JointEntropies.of(
            candidates,
            law,
            _ -> out.run().progress((double) t / columns, "pairs for " + goal.name()));
    double all = KeySearch.sets(others.length, params.maxSize());
    KeySearch.Outcome outcome =
        KeySearch.run(
            KeySearch.Task.of(candidates, pairs, goal.partition(), law, params),
            done -> out.run().progress((t + done / all) / columns, "sets for " + goal.name()));
    sets += outcome.counts().sets();
    counted += outcome.counts().exact();
    determined += outcome.keys().isEmpty() ? 0 : 1;
    for (Found key : outcome.keys()) {
      if (key.support(law) > mostTested) {
        mostTested = key.support(law);
        bestTested =
            " Tested most often: %s → %s, by %s."
                .formatted(names(key, others), goal.name(), Wording.count(mostTested, "row"));
      }
      file.row(
          goal.name(),
          names(key, others),
          key.columns().size(),
          key.support(law),
          key.residual().residualBits(),
          key.residual().errorMass());
    }
    show(goal, others, outcome);
  }

  private void show(Column goal, int[] others, KeySearch.Outcome outcome) {
    InformationUnit unit = params.unit();
    double bits = law.entropyBits(goal.partition());
    List<Found> smallest = outcome.ranked().stream().limit(MOST_SETS_SHOWN).toList();
    Found nearest =
        outcome.nearest().stream()
            .min(Comparator.comparingDouble(f -> f.residual().residualBits()))
            .orElse(null);
    rows.row(
        goal.name(),
        unit.of(bits),
        outcome.keys().size(),
        smallest.isEmpty()
            ? "none"
            : smallest.stream()
                .map(key -> "{%s}".formatted(names(key, others)))
                .collect(Collectors.joining(" ")),
        smallest.isEmpty() ? Double.NaN : smallest.getFirst().support(law),
        nearest == null ? "none counted" : "{%s}".formatted(names(nearest, others)),
        unit.of(nearest == null ? bits : nearest.residual().residualBits()),
        nearest == null ? Double.NaN : nearest.residual().errorMass());
  }

  private String names(Found key, int[] others) {
    return key.columns().stream()
        .map(c -> coded.columns().get(others[c]).name())
        .collect(Collectors.joining(", "));
  }
}
