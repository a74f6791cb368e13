package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.kernels.lattice.StateLaw;
import offprint.method.Chart;
import offprint.method.Run;
import offprint.method.Table;

/** Necessity, sufficiency under independence, and how often the condition decides: C3 and C4. */
final class ConditionExperiment {
  private final Reproduce.Params params;
  private final RandomLattice random;
  private final Run run;

  ConditionExperiment(Reproduce.Params params, RandomLattice random, Run run) {
    this.params = params;
    this.random = random;
    this.run = run;
  }

  /** Random laws and functions: does any set that reconstructs break the condition? */
  Table necessity(Map<String, Double> metrics) {
    long reconstructing = 0;
    long violations = 0;
    long treeViolations = 0;
    double leastSlack = Double.POSITIVE_INFINITY;
    double independentSlack = 0;
    long independentFailures = 0;
    for (int t = 0; t < params.triples(); t++) {
      if ((t & 0x3F) == 0) {
        run.progress(0.2 + 0.2 * t / params.triples(), "random functions " + t);
      }
      StateLaw law = random.law(random.between(2, 11));
      Diagnosis d = Diagnosis.of(random.components(law, random.between(1, 6), 4));
      if (d.reconstructs()) {
        reconstructing++;
        violations += d.conditionHolds() ? 0 : 1;
        treeViolations += d.treeHolds() ? 0 : 1;
        leastSlack = Math.min(leastSlack, d.slack());
      }
      Diagnosis independent = Diagnosis.of(random.independent(random.between(2, 4)));
      independentSlack = Math.max(independentSlack, Math.abs(independent.slack()));
      independentFailures += independent.reconstructs() ? 0 : 1;
    }
    metrics.put("reconstructing_sets", (double) reconstructing);
    metrics.put("condition_violations", (double) violations);
    metrics.put("tree_violations", (double) treeViolations);
    metrics.put("independent_slack", independentSlack);
    metrics.put("independent_failures", (double) independentFailures);
    return new Table(
        "Necessity and sufficiency on %d random sets each".formatted(params.triples()),
        List.of("statement", "found", "should be"),
        List.of(
            List.of("sets that reconstruct", reconstructing, "many"),
            List.of("of them with negative slack (C3)", violations, "0"),
            List.of("of them with negative tree margin", treeViolations, "0"),
            List.of("least slack among them", leastSlack, "at least 0"),
            List.of("independent parts: largest |slack| (C4)", independentSlack, "0"),
            List.of("independent parts that do not reconstruct (C4)", independentFailures, "0")));
  }

  /** What share of random function sets each test rules out, against their number. */
  record Power(Chart chart, Table table) {}

  Power power(Map<String, Double> metrics) {
    int most = params.functions();
    double[] x = new double[most];
    double[] condition = new double[most];
    double[] tree = new double[most];
    double[] truth = new double[most];
    List<List<Object>> rows = new ArrayList<>();
    StateLaw uniform = StateLaw.uniform(params.states());
    for (int n = 1; n <= most; n++) {
      for (int draw = 0; draw < params.draws(); draw++) {
        if ((draw & 0x3F) == 0) {
          run.progress(0.5 + 0.5 * (n - 1) / most, "power at %d functions".formatted(n));
        }
        Diagnosis d = Diagnosis.of(random.components(uniform, n, params.classes()));
        condition[n - 1] += d.conditionHolds() ? 0 : 1.0 / params.draws();
        tree[n - 1] += d.treeHolds() ? 0 : 1.0 / params.draws();
        truth[n - 1] += d.reconstructs() ? 0 : 1.0 / params.draws();
      }
      x[n - 1] = n;
      rows.add(List.of(n, condition[n - 1], tree[n - 1], truth[n - 1]));
      metrics.put("ruled_out_condition_%d".formatted(n), condition[n - 1]);
      metrics.put("ruled_out_tree_%d".formatted(n), tree[n - 1]);
      metrics.put("impossible_%d".formatted(n), truth[n - 1]);
    }
    String title =
        "%d states, random functions into %d classes, %d draws"
            .formatted(params.states(), params.classes(), params.draws());
    return new Power(
        new Chart(
            "Share of function sets ruled out: " + title,
            Chart.Axis.linear("functions n"),
            Chart.Axis.linear("share"),
            List.of(
                Chart.Series.line("truth: cannot reconstruct", x, truth),
                Chart.Series.line("ruled out by tree", x, tree),
                Chart.Series.line("ruled out by condition", x, condition)),
            "Once sum H(X_i) passes H(X) the condition decides nothing; the exact test must run."),
        new Table(
            "Share ruled out", List.of("functions", "by condition", "by tree", "truth"), rows));
  }
}
