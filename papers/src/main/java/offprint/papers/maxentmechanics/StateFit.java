package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offprint.harness.Wording;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;
import offprint.kernels.special.ChiSquared;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;
import org.jspecify.annotations.Nullable;

/** Maximum entropy over the states of a table. */
final class StateFit {
  private static final int MOST_BARS = 60;
  private static final int MOST_LEFT_OUT = 40;
  private static final int MOST_IN_MAP = 30;
  private static final double MOST_FOR_BASELINES = 200_000;

  private final Fit.Params params;
  private final Run run;
  private final StateTable table;
  private final List<String> levelNames = new ArrayList<>(List.of("nothing"));
  private final int[] levelSizes;
  private final double[] targets;
  private final double samples;
  private final MomentProblem problem;

  StateFit(Fit.Params params, Run run) throws IOException {
    this.params = params;
    this.run = run;
    StateTable read = StateTable.read(params, run);
    List<List<String>> groups = groups(read.features());
    table =
        read.ordered(
            groups.stream().flatMap(List::stream).mapToInt(read.features()::indexOf).toArray());
    levelSizes = new int[groups.size() + 1];
    for (int l = 0; l < groups.size(); l++) {
      levelSizes[l + 1] = levelSizes[l] + groups.get(l).size();
      levelNames.add("+ " + String.join(", ", groups.get(l)));
    }
    targets = table.targets(params.targets());
    samples = params.samples() > 0 ? params.samples() : table.total();
    int k = targets.length;
    problem =
        MomentProblem.of(table.prior(), table.features(), table.columns(), targets)
            .within(spread("box", params.box(), k))
            .measured(spread("sd", params.sd(), k));
  }

  private List<List<String>> groups(List<String> features) {
    if (params.levels().isEmpty()) {
      return features.stream().map(List::of).toList();
    }
    List<List<String>> groups = new ArrayList<>();
    Set<String> left = new LinkedHashSet<>(features);
    for (String level : params.levels()) {
      List<String> group = features.contains(level) ? List.of(level) : List.of(level.split("\\+"));
      for (String feature : group) {
        if (!left.remove(feature.strip())) {
          throw new IllegalArgumentException(
              "levels must name each feature once: got '%s', features are %s"
                  .formatted(feature, String.join(", ", features)));
        }
      }
      groups.add(group.stream().map(String::strip).toList());
    }
    if (!left.isEmpty()) {
      groups.add(List.copyOf(left));
    }
    return groups;
  }

  private static double[] spread(String name, List<Double> given, int k) {
    if (given.size() > 1 && given.size() != k) {
      throw new IllegalArgumentException(
          "%s must have 1 value or one for each of the %d features: got %d"
              .formatted(name, k, given.size()));
    }
    double[] values = new double[k];
    Arrays.setAll(values, i -> given.isEmpty() ? 0 : given.get(given.size() == 1 ? 0 : i));
    return values;
  }

  Report report() throws IOException {
    double @Nullable [] reference =
        table.hasCounts() && params.targets().isEmpty() ? table.observed() : null;
    run.progress(0.1, "climbing the levels");
    Ladder ladder =
        Ladder.climb(
            problem, levelNames, levelSizes, reference, params.tol(), params.maxIter(), this::step);
    for (Ladder.Level level : ladder.levels()) {
      Solver.requireSolved(
          "level '" + level.name() + "'",
          level.model().isConverged(),
          level.model().residual(),
          params.tol(),
          params.maxIter());
    }
    MaximumEntropy model = ladder.top().model();
    double[] leftOut = leftOut(model);
    List<Report.Block> blocks = new ArrayList<>();
    if (leftOut.length > 0) {
      blocks.add(matters(leftOut));
    }
    blocks.add(
        LadderBlocks.chart(
            ladder, reference == null ? "the model of the last level" : "what was observed"));
    if (table.states().size() <= MOST_BARS) {
      blocks.add(law(model, reference));
    }
    blocks.add(multipliers(model, leftOut));
    blocks.add(LadderBlocks.table(ladder, samples));
    if (targets.length > 1 && targets.length <= MOST_IN_MAP) {
      blocks.add(response(model));
    }
    blocks.addAll(baselines(model));
    blocks.addAll(Solver.notes(model, params.tol()));
    blocks.addAll(notes(model));
    write(model);
    Map<String, Double> metrics = metrics(ladder, leftOut);
    return new Report(answer(metrics, leftOut), blocks, metrics);
  }

  private void step(int iteration) {
    run.progress(0.4, "Newton step " + iteration);
  }

  /** KL(p || p without constraint k): what constraint k alone adds to all the others. */
  private double[] leftOut(MaximumEntropy model) {
    int k = targets.length;
    double[] loss = new double[k > MOST_LEFT_OUT ? 0 : k];
    for (int c = 0; c < loss.length; c++) {
      run.progress(0.5 + 0.3 * c / k, "leaving out " + table.features().get(c));
      MaximumEntropy other =
          MaximumEntropy.solve(problem.without(c), params.tol(), params.maxIter(), this::step);
      loss[c] = Math.max(0, Nats.divergence(model.p(), other.p()));
    }
    return loss;
  }

  private Chart matters(double[] leftOut) {
    return new Chart(
        "Which constraint matters",
        Chart.Axis.category("constraint", table.features()),
        Chart.Axis.linear("lost without it (nats)"),
        List.of(Chart.Series.bars("KL", leftOut)),
        "How far the model moves when this constraint alone is forgotten.");
  }

  private Chart law(MaximumEntropy model, double @Nullable [] observed) {
    List<Chart.Series> series = new ArrayList<>();
    series.add(Chart.Series.bars("maximum entropy", model.p()));
    double[] x = new double[model.p().length];
    Arrays.setAll(x, i -> i);
    if (observed != null) {
      series.add(Chart.Series.points("observed", x, observed));
    }
    double total = Arrays.stream(table.prior()).sum();
    series.add(
        Chart.Series.points("prior", x, Arrays.stream(table.prior()).map(q -> q / total).toArray())
            .thin());
    return new Chart(
        "The least-committal distribution",
        Chart.Axis.category("state", table.states()),
        Chart.Axis.linear("probability"),
        series,
        "");
  }

  private Table multipliers(MaximumEntropy model, double[] leftOut) {
    boolean tested = samples > 0 && !model.isOnBoundary();
    double[] errors = tested ? model.standardErrors(samples) : new double[0];
    List<String> columns =
        new ArrayList<>(List.of("constraint", "target", "fitted", "multiplier λ"));
    if (tested) {
      columns.addAll(List.of("± se", "z"));
    }
    if (leftOut.length > 0) {
      columns.add("lost without it (nats)");
      if (samples > 0) {
        columns.add("p-value");
      }
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int c = 0; c < targets.length; c++) {
      List<Object> row = new ArrayList<>();
      row.add(table.features().get(c));
      row.add(targets[c]);
      row.add(model.expectation(c));
      row.add(model.isKept(c) ? Solver.multiplier(model, c) : "fixed by the others");
      if (tested) {
        row.add(errors[c]);
        row.add(model.multiplier(c) / errors[c]);
      }
      if (leftOut.length > 0) {
        row.add(leftOut[c]);
        if (samples > 0) {
          row.add(model.isKept(c) ? ChiSquared.tail(2 * samples * leftOut[c], 1) : Double.NaN);
        }
      }
      rows.add(row);
    }
    return new Table("Multipliers", columns, rows);
  }

  private Chart response(MaximumEntropy model) {
    int k = targets.length;
    double[][] covariance = model.covariance();
    double[] x = new double[k * k];
    double[] y = new double[k * k];
    double[] z = new double[k * k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        x[a * k + b] = b;
        y[a * k + b] = a;
        z[a * k + b] = -covariance[a][b];
      }
    }
    return new Chart(
        "Response of each average to each multiplier",
        Chart.Axis.category("multiplier raised by 1", table.features()),
        Chart.Axis.category("average", table.features()),
        List.of(Chart.Series.cells("dE F / dλ", x, y, z)),
        "Minus the covariance of the features: the static fluctuation–dissipation theorem.");
  }

  private List<Table> baselines(MaximumEntropy model) {
    double size = (double) targets.length * table.states().size();
    boolean positive = Arrays.stream(table.prior()).allMatch(q -> q > 0);
    if (size > MOST_FOR_BASELINES
        || !positive
        || !params.box().isEmpty()
        || !params.sd().isEmpty()) {
      return List.of();
    }
    double total = Arrays.stream(table.prior()).sum();
    double[] q = Arrays.stream(table.prior()).map(w -> w / total).toArray();
    Baselines scaling =
        new Baselines(q, table.columns(), targets)
            .iterativeScaling(1e-10, i -> run.progress(0.85, "iterative scaling " + i));
    Baselines descent =
        new Baselines(q, table.columns(), targets)
            .gradientDescent(1e-10, i -> run.progress(0.9, "gradient descent " + i));
    List<List<Object>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "damped Newton on the dual", model.iterations(), model.residual(), model.dualityGap()));
    rows.add(baseline("generalised iterative scaling", scaling, model));
    rows.add(baseline("gradient descent, step 1 / L", descent, model));
    return List.of(
        new Table(
            "Against the usual solvers (stopped at 1e-10 sd or %,d steps)"
                .formatted(Baselines.MOST_STEPS),
            List.of("solver", "steps", "largest miss (sd)", "gap (nats)"),
            rows));
  }

  private static List<Object> baseline(String name, Baselines fit, MaximumEntropy model) {
    return List.of(name, fit.steps(), fit.miss(), Math.max(0, Nats.divergence(model.p(), fit.p())));
  }

  private List<Note> notes(MaximumEntropy model) {
    List<Note> notes = new ArrayList<>();
    for (int c = 0; c < targets.length; c++) {
      if (!model.isKept(c) && model.infinite(c) == 0) {
        notes.add(
            Note.notice(
                "'%s' adds nothing: the other features determine its average."
                    .formatted(table.features().get(c))));
      }
    }
    notes.add(
        Note.text(
            "p_i = q_i exp(-Σ λ_k F_ik) / Z with ln Z = %.10g; duality gap %.1e nats."
                .formatted(model.logPartition(), model.dualityGap())));
    if (samples > 0) {
      notes.add(
          Note.text(
              "Standard errors and p-values take the targets as means over n = %,.0f independent"
                      .formatted(samples)
                  + " observations: se from the inverse covariance / n, p from 2 n KL."));
    }
    return notes;
  }

  private void write(MaximumEntropy model) throws IOException {
    try (TableWriter file =
        new TableWriter(run.create("distribution.csv"), "state", "prior", "probability")) {
      for (int i = 0; i < model.p().length; i++) {
        file.row(table.states().get(i), table.prior()[i], model.p()[i]);
      }
    }
    double[] errors =
        samples > 0 && !model.isOnBoundary() ? model.standardErrors(samples) : new double[0];
    try (TableWriter file =
        new TableWriter(
            run.create("multipliers.csv"), "constraint", "target", "multiplier", "error")) {
      for (int c = 0; c < targets.length; c++) {
        file.row(
            table.features().get(c),
            targets[c],
            Solver.multiplier(model, c),
            errors.length > 0 ? errors[c] : "");
      }
    }
  }

  private Map<String, Double> metrics(Ladder ladder, double[] leftOut) {
    MaximumEntropy model = ladder.top().model();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("entropy_nats", model.entropyNats());
    metrics.put("divergence_nats", model.divergenceNats());
    metrics.put("log_partition", model.logPartition());
    metrics.put("newton_steps", (double) model.iterations());
    metrics.put("pythagoras", ladder.largestPythagoras());
    if (Double.isFinite(ladder.top().lossNats())) {
      metrics.put("loss_nats", ladder.top().lossNats());
    }
    for (int c = 0; c < Math.min(targets.length, 20); c++) {
      metrics.put("multiplier_" + (c + 1), model.multiplier(c));
    }
    for (int c = 0; c < Math.min(leftOut.length, 20); c++) {
      metrics.put("lost_without_" + (c + 1), leftOut[c]);
    }
    return metrics;
  }

  private String answer(Map<String, Double> metrics, double[] leftOut) {
    String entropy =
        "The least committed law with %s has %s nats of entropy"
            .formatted(
                Wording.count(table.features().size(), "constraint"),
                Wording.number(metrics.getOrDefault("entropy_nats", Double.NaN)));
    if (leftOut.length < 2) {
      return entropy + ".";
    }
    int most = 0;
    for (int k = 1; k < leftOut.length; k++) {
      most = leftOut[k] > leftOut[most] ? k : most;
    }
    return "%s; %s matters most, without it %s nats are lost."
        .formatted(entropy, table.features().get(most), Wording.number(leftOut[most]));
  }
}
