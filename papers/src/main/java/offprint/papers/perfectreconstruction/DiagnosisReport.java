package offprint.papers.perfectreconstruction;

import java.util.Comparator;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.combinatorics.LazyGreedy;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import offprint.method.Chart;
import offprint.method.Report;

/**
 * The tests of one X and its functions as answer, charts and tables.
 *
 * @param states name of each state of X
 */
record DiagnosisReport(
    Components components,
    Diagnosis diagnosis,
    List<String> states,
    InformationUnit unit,
    Findings out) {
  private static final int MOST_WITNESSES = 20;

  static Report of(Components components, List<String> states, InformationUnit unit, Findings out) {
    return new DiagnosisReport(components, Diagnosis.of(components), states, unit, out).build();
  }

  private Report build() {
    Diagnosis d = diagnosis;
    out.table("Verdict: " + d.verdict(), tests());
    if (!d.reconstructs()) {
      out.table("States that no function tells apart, most probable first", witnesses());
    }
    out.chart(growth());
    out.table(
        "The functions; sum d = %.6g, slack = %.6g".formatted(d.sumRajski(), slack()), functions());
    meaning();
    out.metric("state_entropy_bits", d.stateEntropyBits())
        .metric("sum_rajski", d.sumRajski())
        .metric("slack", slack())
        .metric("tree_margin_bits", d.treeMarginBits())
        .metric("joint_entropy_bits", d.jointEntropyBits())
        .metric("deficit_bits", d.deficitBits())
        .metric("guess_error", d.guessError())
        .metric("states", d.states())
        .metric("tuples", d.classes())
        .metric("reconstructs", d.reconstructs() ? 1 : 0)
        .metric("least_functions", d.leastFunctions());
    return out.answer(answer());
  }

  private String answer() {
    String functions = Wording.count(components.count(), "function");
    if (diagnosis.reconstructs()) {
      return "The %s recover X, all %,d states of it.".formatted(functions, states.size());
    }
    return "The %s do not recover X: %s of its %s %s stay unknown. %s"
        .formatted(
            functions,
            Wording.number(unit.of(diagnosis.deficitBits())),
            Wording.number(unit.of(diagnosis.stateEntropyBits())),
            unit.plural(),
            diagnosis.leastFunctions() > components.count()
                ? "By the necessary condition these functions cannot."
                : "The necessary condition alone does not rule it out.");
  }

  private double slack() {
    double slack = diagnosis.slack();
    return Math.abs(slack) < 1e-12 ? 0 : slack;
  }

  private Frame tests() {
    Diagnosis d = diagnosis;
    double h = unit.of(d.stateEntropyBits());
    String exact = d.reconstructs() ? "reconstructs" : "impossible";
    return Frame.of("test", "available", "needed", "margin", "says")
        .row(
            "condition: sum H(X_i) >= H(X), that is slack >= 0",
            unit.of(d.sumEntropyBits()),
            h,
            unit.of(d.sumEntropyBits() - d.stateEntropyBits()),
            d.conditionHolds() ? "silent" : "impossible")
        .row(
            "tree: sum H(X_i) less the Chow-Liu weight >= H(X)",
            unit.of(d.treeBoundBits()),
            h,
            unit.of(d.treeMarginBits()),
            d.treeHolds() ? "silent" : "impossible")
        .row(
            "exact: different tuples = states of X",
            d.classes(),
            d.states(),
            d.classes() - d.states(),
            exact)
        .row(
            unit.label("exact: H(X_1 … X_n) = H(X)"),
            unit.of(d.jointEntropyBits()),
            h,
            -unit.of(d.deficitBits()),
            exact)
        .row(
            "error of the best guess; Fano allows no less than",
            d.guessError(),
            Fano.leastError(d.deficitBits(), d.states()),
            Double.NaN,
            d.reconstructs() ? "no error" : "some states are guessed wrong");
  }

  private Frame witnesses() {
    Frame rows = Frame.of("state", "confused with", "probability of both");
    for (Witness pair : Witness.of(components.join(), components.law(), MOST_WITNESSES)) {
      rows.row(states.get(pair.first()), states.get(pair.second()), pair.mass());
    }
    return rows;
  }

  /** Joint entropy as functions are added, in the order given and greedily. */
  private Chart growth() {
    int n = components.count();
    double h = unit.of(diagnosis.stateEntropyBits());
    double[] best = new double[n + 1];
    double[] given = new double[n + 1];
    double[] sums = new double[n + 1];
    List<Double> largest =
        diagnosis.entropyBits().stream().sorted(Comparator.reverseOrder()).toList();
    StateLaw law = components.law();
    Partition[] chosen = {Partition.constant(components.states())};
    Partition before = chosen[0];
    LazyGreedy greedy = new LazyGreedy(n, i -> diagnosis.entropyBits().get(i));
    for (int k = 1; k <= n; k++) {
      out.run().progress(0.4 + 0.2 * k / n, "function " + k);
      double bits = law.entropyBits(chosen[0]);
      int next =
          greedy.next(i -> law.jointEntropyBits(chosen[0], components.parts().get(i)) - bits, -1);
      chosen[0] = chosen[0].join(components.parts().get(next));
      before = before.join(components.parts().get(k - 1));
      best[k] = unit.of(law.entropyBits(chosen[0]));
      given[k] = unit.of(law.entropyBits(before));
      sums[k] = sums[k - 1] + unit.of(largest.get(k - 1));
    }
    double[] x = Plot.positions(n + 1);
    int bound = diagnosis.leastFunctions();
    return Plot.of("Joint entropy against number of functions")
        .x("functions")
        .y(unit.label("H(X_1 … X_k)"))
        .line("best first", x, best)
        .line("in the order given", x, given)
        .thinLine("sum of the largest H(X_i): a bound", x, sums)
        .function("H(X)", 0, Math.max(1, n), 2, _ -> h)
        .chart(
            "X is recovered where a curve reaches H(X). The bound says: "
                + (bound <= n
                    ? "at least %d functions.".formatted(bound)
                    : "these functions cannot."));
  }

  private Frame functions() {
    Frame rows =
        Frame.of(
            "function",
            "values",
            unit.label("H(X_i)"),
            unit.label("D(X, X_i)"),
            "d(X, X_i)",
            unit.label("lost without it"));
    int n = components.count();
    for (int i = 0; i < n; i++) {
      out.run().progress(0.6 + 0.3 * i / n, "function " + (i + 1));
      double without = components.law().entropyBits(components.without(i).join());
      double lost = diagnosis.jointEntropyBits() - without;
      double bits = diagnosis.entropyBits().get(i);
      rows.row(
          components.names().get(i),
          components.parts().get(i).blocks(),
          unit.of(bits),
          unit.of(diagnosis.stateEntropyBits() - bits),
          diagnosis.rajski().get(i),
          unit.of(lost < Diagnosis.toleranceBits(1) ? 0 : lost));
    }
    return rows;
  }

  private void meaning() {
    if (diagnosis.reconstructs()) {
      out.text(
          "Every tuple of function values belongs to one state: X is a function of them. A function"
              + " without which nothing is lost is redundant.");
    } else if (diagnosis.conditionHolds()) {
      out.warning(
          "A slack of at least 0 does not mean that X can be recovered: once sum H(X_i) reaches"
              + " H(X) the condition decides nothing. The exact test found states that are"
              + " confused.");
    } else {
      out.text(
          "The condition alone rules reconstruction out: the functions together carry less entropy"
              + " than X.");
    }
  }
}
