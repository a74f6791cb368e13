package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Wording;
import offprint.kernels.combinatorics.LazyGreedy;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** The tests of one X and its functions as charts and tables. */
final class DiagnosisReport {
  private static final int MOST_WITNESSES = 20;

  private final Components components;
  private final List<String> states;
  private final InformationUnit unit;
  private final Run run;
  private final Diagnosis diagnosis;
  private final Partition join;

  /**
   * @param states name of each state of X
   */
  DiagnosisReport(Components components, List<String> states, InformationUnit unit, Run run) {
    this.components = components;
    this.states = states;
    this.unit = unit;
    this.run = run;
    this.diagnosis = Diagnosis.of(components);
    this.join = components.join();
  }

  Diagnosis diagnosis() {
    return diagnosis;
  }

  Report build(List<Note> notes) {
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(growth());
    blocks.add(tests());
    if (!diagnosis.reconstructs()) {
      blocks.add(witnesses());
    }
    blocks.add(functions());
    blocks.addAll(notes);
    blocks.add(meaning());
    return new Report(answer(), blocks, metrics());
  }

  /** Joint entropy as functions are added, in the order given and greedily. */
  private Chart growth() {
    int n = components.count();
    double[] x = IntStream.rangeClosed(0, n).asDoubleStream().toArray();
    double h = unit.of(diagnosis.stateEntropyBits());
    List<Chart.Series> series = new ArrayList<>();
    series.add(Chart.Series.line("best first", x, greedy()));
    series.add(Chart.Series.line("in the order given", x, inOrder()));
    double[] sums = new double[n + 1];
    List<Double> largest =
        diagnosis.entropyBits().stream().sorted(java.util.Comparator.reverseOrder()).toList();
    for (int i = 0; i < n; i++) {
      sums[i + 1] = sums[i] + unit.of(largest.get(i));
    }
    int bound = leastFunctions();
    series.add(Chart.Series.line("sum of the largest H(X_i): a bound", x, sums).thin());
    series.add(
        Chart.Series.line("H(X)", new double[] {0, Math.max(1, n)}, new double[] {h, h}).thin());
    return new Chart(
        "Joint entropy against number of functions",
        Chart.Axis.linear("functions"),
        Chart.Axis.linear("H(X_1 … X_k) (%s)".formatted(unit.plural())),
        series,
        bound <= n
            ? "X is recovered where a curve reaches H(X). The bound says: at least %d functions."
                .formatted(bound)
            : "X is recovered where a curve reaches H(X). The bound says: these functions cannot.");
  }

  /** Smallest m with the m largest H(X_i) summing to H(X); n + 1 if all do not. */
  private int leastFunctions() {
    List<Double> largest =
        diagnosis.entropyBits().stream().sorted(java.util.Comparator.reverseOrder()).toList();
    double need = diagnosis.stateEntropyBits();
    double sum = 0;
    for (int m = 0; m < largest.size(); m++) {
      if (sum >= need - Diagnosis.toleranceBits(need)) {
        return m;
      }
      sum += largest.get(m);
    }
    return sum >= need - Diagnosis.toleranceBits(need) ? largest.size() : largest.size() + 1;
  }

  private double[] inOrder() {
    double[] joint = new double[components.count() + 1];
    Partition sofar = Partition.constant(components.states());
    for (int i = 0; i < components.count(); i++) {
      run.progress(0.5, "function " + (i + 1));
      sofar = sofar.join(components.parts().get(i));
      joint[i + 1] = unit.of(components.law().entropyBits(sofar));
    }
    return joint;
  }

  private double[] greedy() {
    StateLaw law = components.law();
    double[] joint = new double[components.count() + 1];
    Partition[] sofar = {Partition.constant(components.states())};
    LazyGreedy greedy = new LazyGreedy(components.count(), i -> diagnosis.entropyBits().get(i));
    for (int k = 1; k < joint.length; k++) {
      run.progress(0.4, "best functions first");
      double before = law.entropyBits(sofar[0]);
      int best =
          greedy.next(i -> law.jointEntropyBits(sofar[0], components.parts().get(i)) - before, -1);
      sofar[0] = sofar[0].join(components.parts().get(best));
      joint[k] = unit.of(law.entropyBits(sofar[0]));
    }
    return joint;
  }

  private Table tests() {
    double h = unit.of(diagnosis.stateEntropyBits());
    String conclusion = diagnosis.conditionHolds() ? "silent" : "impossible";
    String treeSays = diagnosis.treeHolds() ? "silent" : "impossible";
    return new Table(
        "Verdict: " + diagnosis.verdict(),
        List.of("test", "available", "needed", "margin", "says"),
        List.of(
            List.of(
                "condition: sum H(X_i) >= H(X), that is slack >= 0",
                unit.of(diagnosis.sumEntropyBits()),
                h,
                unit.of(diagnosis.sumEntropyBits() - diagnosis.stateEntropyBits()),
                conclusion),
            List.of(
                "tree: sum H(X_i) less the Chow-Liu weight >= H(X)",
                unit.of(diagnosis.treeBoundBits()),
                h,
                unit.of(diagnosis.treeMarginBits()),
                treeSays),
            List.of(
                "exact: different tuples = states of X",
                diagnosis.classes(),
                diagnosis.states(),
                diagnosis.classes() - diagnosis.states(),
                diagnosis.reconstructs() ? "reconstructs" : "impossible"),
            List.of(
                "exact: H(X_1 … X_n) = H(X) (%s)".formatted(unit.plural()),
                unit.of(diagnosis.jointEntropyBits()),
                h,
                -unit.of(diagnosis.deficitBits()),
                diagnosis.reconstructs() ? "reconstructs" : "impossible"),
            List.of(
                "error of the best guess; Fano allows no less than",
                diagnosis.guessError(),
                Fano.leastError(diagnosis.deficitBits(), diagnosis.states()),
                Double.NaN,
                diagnosis.reconstructs() ? "no error" : "some states are guessed wrong")));
  }

  private Table witnesses() {
    List<List<Object>> rows = new ArrayList<>();
    for (Witness witness : Witness.of(join, components.law(), MOST_WITNESSES)) {
      rows.add(List.of(states.get(witness.first()), states.get(witness.second()), witness.mass()));
    }
    return new Table(
        "States that no function tells apart, most probable first",
        List.of("state", "confused with", "probability of both"),
        rows);
  }

  private Table functions() {
    List<List<Object>> rows = new ArrayList<>();
    int n = components.count();
    for (int i = 0; i < n; i++) {
      run.progress(0.6 + 0.3 * i / n, "function " + (i + 1));
      double without = components.law().entropyBits(components.without(i).join());
      double lost = Math.max(0, diagnosis.jointEntropyBits() - without);
      rows.add(
          List.of(
              components.names().get(i),
              components.parts().get(i).blocks(),
              unit.of(diagnosis.entropyBits().get(i)),
              unit.of(diagnosis.stateEntropyBits() - diagnosis.entropyBits().get(i)),
              diagnosis.rajski().get(i),
              unit.of(lost < Diagnosis.toleranceBits(1) ? 0 : lost)));
    }
    return new Table(
        "The functions; sum d = %.6g, slack = %.6g".formatted(diagnosis.sumRajski(), slack()),
        List.of(
            "function",
            "values",
            "H(X_i) (%s)".formatted(unit.plural()),
            "D(X, X_i) (%s)".formatted(unit.plural()),
            "d(X, X_i)",
            "lost without it (%s)".formatted(unit.plural())),
        rows);
  }

  private double slack() {
    double slack = diagnosis.slack();
    return Math.abs(slack) < 1e-12 ? 0 : slack;
  }

  private Note meaning() {
    if (diagnosis.reconstructs()) {
      return Note.text(
          "Every tuple of function values belongs to one state: X is a function of them. A function"
              + " without which nothing is lost is redundant.");
    }
    return diagnosis.conditionHolds()
        ? Note.warning(
            "A slack of at least 0 does not mean that X can be recovered: once sum H(X_i) reaches"
                + " H(X) the condition decides nothing. The exact test found states that are"
                + " confused.")
        : Note.text(
            "The condition alone rules reconstruction out: the functions together carry less"
                + " entropy than X.");
  }

  private Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("state_entropy_bits", diagnosis.stateEntropyBits());
    metrics.put("sum_rajski", diagnosis.sumRajski());
    metrics.put("slack", slack());
    metrics.put("tree_margin_bits", diagnosis.treeMarginBits());
    metrics.put("joint_entropy_bits", diagnosis.jointEntropyBits());
    metrics.put("deficit_bits", diagnosis.deficitBits());
    metrics.put("guess_error", diagnosis.guessError());
    metrics.put("states", (double) diagnosis.states());
    metrics.put("tuples", (double) diagnosis.classes());
    metrics.put("reconstructs", diagnosis.reconstructs() ? 1.0 : 0);
    metrics.put("least_functions", (double) leastFunctions());
    return metrics;
  }

  private String answer() {
    String functions = Wording.count(components.count(), "function");
    if (diagnosis.reconstructs()) {
      return "The %s recover X, all %,d states of it.".formatted(functions, states.size());
    }
    double h = diagnosis.stateEntropyBits();
    double left = h - components.law().entropyBits(join);
    int least = leastFunctions();
    return "The %s do not recover X: %s of its %s %s stay unknown. %s"
        .formatted(
            functions,
            Wording.number(unit.of(left)),
            Wording.number(unit.of(h)),
            unit.plural(),
            least > components.count()
                ? "By the necessary condition these functions cannot."
                : "The necessary condition alone does not rule it out.");
  }
}
