package offprint.papers.perfectreconstruction;

import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.kernels.lattice.StateLaw;

/** Necessity, sufficiency under independence, and how often the condition decides: C3 and C4. */
record ConditionExperiment(Reproduce.Params params, RandomLattice random, Findings out) {

  /**
   * Random laws and functions: does any set that reconstructs break the condition?
   *
   * @return the sets that reconstruct, and those of them that break it
   */
  int[] necessity() {
    int reconstructing = 0;
    int violations = 0;
    int treeViolations = 0;
    double leastSlack = Double.POSITIVE_INFINITY;
    double independentSlack = 0;
    int independentFailures = 0;
    for (int t = 0; t < params.triples(); t++) {
      if ((t & 0x3F) == 0) {
        out.run().progress(0.2 + 0.2 * t / params.triples(), "random functions " + t);
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
    out.metric("reconstructing_sets", reconstructing)
        .metric("condition_violations", violations)
        .metric("tree_violations", treeViolations)
        .metric("independent_slack", independentSlack)
        .metric("independent_failures", independentFailures);
    out.table(
        "Necessity and sufficiency on %d random sets each".formatted(params.triples()),
        Frame.of("statement", "found", "should be")
            .row("sets that reconstruct", reconstructing, "many")
            .row("of them with negative slack (C3)", violations, "0")
            .row("of them with negative tree margin", treeViolations, "0")
            .row("least slack among them", leastSlack, "at least 0")
            .row("independent parts: largest |slack| (C4)", independentSlack, "0")
            .row("independent parts that do not reconstruct (C4)", independentFailures, "0"));
    return new int[] {reconstructing, violations};
  }

  /** Chart of the share of random function sets that each test rules out, by their number. */
  void power() {
    StateLaw uniform = StateLaw.uniform(params.states());
    Frame rows = Frame.of("functions", "by condition", "by tree", "truth");
    for (int n = 1; n <= params.functions(); n++) {
      double condition = 0;
      double tree = 0;
      double truth = 0;
      for (int draw = 0; draw < params.draws(); draw++) {
        if ((draw & 0x3F) == 0) {
          double done = 0.5 + 0.5 * (n - 1) / params.functions();
          out.run().progress(done, "power at %d functions".formatted(n));
        }
        Diagnosis d = Diagnosis.of(random.components(uniform, n, params.classes()));
        condition += d.conditionHolds() ? 0 : 1.0 / params.draws();
        tree += d.treeHolds() ? 0 : 1.0 / params.draws();
        truth += d.reconstructs() ? 0 : 1.0 / params.draws();
      }
      rows.row(n, condition, tree, truth);
      out.metric("ruled_out_condition_%d".formatted(n), condition)
          .metric("ruled_out_tree_%d".formatted(n), tree)
          .metric("impossible_%d".formatted(n), truth);
    }
    double[] x = rows.numbers("functions");
    out.chart(
        Plot.of(
                "Share of function sets ruled out: %d states, random functions into %d classes, %d draws"
                    .formatted(params.states(), params.classes(), params.draws()))
            .x("functions n")
            .y("share")
            .line("truth: cannot reconstruct", x, rows.numbers("truth"))
            .line("ruled out by tree", x, rows.numbers("by tree"))
            .line("ruled out by condition", x, rows.numbers("by condition"))
            .chart(
                "Once sum H(X_i) passes H(X) the condition decides nothing; the exact test must"
                    + " run."));
    out.table("Share ruled out", rows);
  }
}
