package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;
import offprint.kernels.special.ChiSquared;
import offprint.method.Chart;

/** Maximum entropy over the states of a table, level of information by level. */
final class StateFit {
  private static final int MOST_BARS = 60;
  private static final int MOST_LEFT_OUT = 40;
  private static final int MOST_IN_MAP = 30;
  private static final int MOST_METRICS = 20;
  private static final double MOST_FOR_BASELINES = 200_000;

  private final Fit.Params p;
  private final Findings out;
  private final Part part;
  private final StateTable table;
  private final List<String> levelNames = new ArrayList<>(List.of("nothing"));
  private final List<Integer> levelSizes = new ArrayList<>(List.of(0));
  private final double[] targets;
  private final double samples;
  private final MomentProblem problem;

  StateFit(Fit.Params p, Findings out) throws IOException {
    this.p = p;
    this.out = out;
    part = Part.of(out.run(), 0, 1, "");
    StateTable read = StateTable.read(new Inputs(out), p);
    List<List<String>> groups = groups(read.features());
    table = read.ordered(groups.stream().flatMap(List::stream).toList());
    for (List<String> group : groups) {
      levelNames.add("+ " + String.join(", ", group));
      levelSizes.add(levelSizes.getLast() + group.size());
    }
    targets = table.targets(p.targets());
    samples = p.samples() > 0 ? p.samples() : table.total();
    problem =
        MomentProblem.of(table.prior(), table.features(), table.columns(), targets)
            .within(spread("box", p.box()))
            .measured(spread("sd", p.sd()));
  }

  private List<List<String>> groups(List<String> features) {
    if (p.levels().isEmpty()) {
      return features.stream().map(List::of).toList();
    }
    List<List<String>> groups = new ArrayList<>();
    Set<String> left = new LinkedHashSet<>(features);
    for (String level : p.levels()) {
      String[] group = features.contains(level) ? new String[] {level} : level.split("\\+");
      groups.add(Arrays.stream(group).map(String::strip).toList());
      for (String feature : groups.getLast()) {
        if (!left.remove(feature)) {
          throw new IllegalArgumentException(
              "levels must name each feature once: got '%s', features are %s"
                  .formatted(feature, String.join(", ", features)));
        }
      }
    }
    if (!left.isEmpty()) {
      groups.add(List.copyOf(left));
    }
    return groups;
  }

  private double[] spread(String name, List<Double> given) {
    if (given.size() > 1 && given.size() != targets.length) {
      throw new IllegalArgumentException(
          "%s must have 1 value or one for each of the %d features: got %d"
              .formatted(name, targets.length, given.size()));
    }
    double[] values = new double[targets.length];
    Arrays.setAll(values, i -> given.isEmpty() ? 0 : given.get(given.size() == 1 ? 0 : i));
    return values;
  }

  /** Adds the findings and returns the answer. */
  String tell() throws IOException {
    List<MaximumEntropy> models = new ArrayList<>();
    for (int l = 0; l < levelNames.size(); l++) {
      String name = "level '%s'".formatted(levelNames.get(l));
      part.progress(0.1 + 0.4 * l / levelNames.size(), name);
      models.add(p.newton().solve(problem.first(levelSizes.get(l)), name, part::repeat));
    }
    MaximumEntropy model = models.getLast();
    boolean measured = table.hasCounts() && p.targets().isEmpty();
    Ladder ladder = Ladder.of(levelNames, models, measured ? table.observed() : model.p());
    double[] leftOut = leftOut(model);
    if (leftOut.length > 0) {
      String lost = "lost without it (nats)";
      out.chart(
          Plot.bars("Which constraint matters", "constraint", table.features(), lost, leftOut));
    }
    out.chart(ladder.chart(measured ? "what was observed" : "the model of the last level"));
    law(model, measured);
    multipliers(model, leftOut);
    out.table(ladder.table(samples));
    response(model);
    baselines(model);
    notes(model);
    metrics(ladder, model, leftOut);
    return answer(model, leftOut);
  }

  /** KL(p || p without constraint k): what constraint k alone adds to all the others. */
  private double[] leftOut(MaximumEntropy model) {
    int k = targets.length;
    double[] loss = new double[k > MOST_LEFT_OUT ? 0 : k];
    for (int c = 0; c < loss.length; c++) {
      String without = "without " + table.features().get(c);
      part.progress(0.5 + 0.3 * c / k, without);
      MaximumEntropy other = p.newton().solve(problem.without(c), without, part::repeat);
      loss[c] = Math.max(0, Nats.divergence(model.p(), other.p()));
    }
    return loss;
  }

  private void law(MaximumEntropy model, boolean measured) throws IOException {
    double[] prior = problem.priorLaw();
    if (prior.length <= MOST_BARS) {
      double[] x = Plot.positions(prior.length);
      Plot plot =
          Plot.of("The least-committal distribution")
              .x(Chart.Axis.category("state", table.states()))
              .y("probability")
              .bars("maximum entropy", model.p());
      if (measured) {
        plot.points("observed", x, table.observed());
      }
      out.chart(plot.add(Chart.Series.points("prior", x, prior).thin()).chart());
    }
    Frame rows = Frame.of("state", "prior", "probability");
    for (int i = 0; i < prior.length; i++) {
      rows.row(table.states().get(i), table.prior()[i], model.p()[i]);
    }
    out.csv("distribution.csv", rows);
  }

  private void multipliers(MaximumEntropy model, double[] leftOut) throws IOException {
    boolean tested = samples > 0 && !model.isOnBoundary();
    double[] errors = tested ? model.standardErrors(samples) : new double[targets.length];
    Frame rows =
        Frame.of("constraint", "target", "fitted", "multiplier", "error", "z", "lost", "p-value");
    for (int c = 0; c < targets.length; c++) {
      double lost = leftOut.length > 0 ? leftOut[c] : Double.NaN;
      rows.row(
          table.features().get(c),
          targets[c],
          model.expectation(c),
          multiplier(model, c),
          tested ? errors[c] : Double.NaN,
          tested ? model.multiplier(c) / errors[c] : Double.NaN,
          lost,
          samples > 0 && leftOut.length > 0 && model.isKept(c) ? pValue(lost) : Double.NaN);
    }
    List<String> shown =
        new ArrayList<>(List.of("constraint", "target", "fitted", "multiplier=multiplier λ"));
    if (tested) {
      shown.addAll(List.of("error=± se", "z"));
    }
    if (leftOut.length > 0) {
      shown.add("lost=lost without it (nats)");
      shown.addAll(samples > 0 ? List.of("p-value") : List.of());
    }
    out.table("Multipliers", rows, shown.toArray(String[]::new)).csv("multipliers.csv", rows);
  }

  private static Object multiplier(MaximumEntropy model, int constraint) {
    return switch (model.infinite(constraint)) {
      case 1 -> "∞";
      case -1 -> "-∞";
      default -> model.isKept(constraint) ? model.multiplier(constraint) : "fixed by the others";
    };
  }

  private double pValue(double lost) {
    return ChiSquared.tail(2 * samples * lost, 1);
  }

  private void response(MaximumEntropy model) {
    int k = targets.length;
    if (k < 2 || k > MOST_IN_MAP) {
      return;
    }
    double[][] response = model.covariance();
    for (double[] row : response) {
      Arrays.setAll(row, b -> -row[b]);
    }
    out.chart(
        Plot.of("Response of each average to each multiplier")
            .x(Chart.Axis.category("multiplier raised by 1", table.features()))
            .y(Chart.Axis.category("average", table.features()))
            .matrix("dE F / dλ", response)
            .chart(
                "Minus the covariance of the features: the static fluctuation–dissipation"
                    + " theorem."));
  }

  private void baselines(MaximumEntropy model) {
    double size = (double) targets.length * table.states().size();
    boolean positive = Arrays.stream(table.prior()).allMatch(q -> q > 0);
    if (size <= MOST_FOR_BASELINES && positive && p.box().isEmpty() && p.sd().isEmpty()) {
      part.progress(0.85, "the usual solvers");
      Frame rows = Baselines.frame();
      new Baselines(problem, part::repeat).compare(model, "", rows);
      out.table(Baselines.title(), rows, "solver", "steps", "largest miss (sd)", "gap (nats)");
    }
  }

  private void notes(MaximumEntropy model) {
    p.newton().warn(model, out);
    for (int c = 0; c < targets.length; c++) {
      if (!model.isKept(c) && model.infinite(c) == 0) {
        out.warning(
            "'%s' adds nothing: the other features determine its average."
                .formatted(table.features().get(c)));
      }
    }
    out.text(
        "p_i = q_i exp(-Σ λ_k F_ik) / Z with ln Z = %.10g; duality gap %.1e nats."
            .formatted(model.logPartition(), model.dualityGap()));
    if (samples > 0) {
      out.text(
          "Standard errors and p-values take the targets as means over n = %,.0f independent observations: se from the inverse covariance / n, p from 2 n KL."
              .formatted(samples));
    }
  }

  private void metrics(Ladder ladder, MaximumEntropy model, double[] leftOut) {
    out.metric("entropy_nats", model.entropyNats())
        .metric("divergence_nats", model.divergenceNats())
        .metric("log_partition", model.logPartition())
        .metric("newton_steps", model.iterations())
        .metric("pythagoras", ladder.largestPythagoras());
    if (Double.isFinite(ladder.top().lossNats())) {
      out.metric("loss_nats", ladder.top().lossNats());
    }
    for (int c = 0; c < Math.min(targets.length, MOST_METRICS); c++) {
      out.metric("multiplier_" + (c + 1), model.multiplier(c));
    }
    for (int c = 0; c < Math.min(leftOut.length, MOST_METRICS); c++) {
      out.metric("lost_without_" + (c + 1), leftOut[c]);
    }
  }

  private String answer(MaximumEntropy model, double[] leftOut) {
    int best = largest(model.p());
    double less = StrictMath.log(table.states().size()) - model.entropyNats();
    String law =
        "The least committed distribution over %s has %s nats of entropy, %s less than all equal; %s is the most probable, %s."
            .formatted(
                Wording.count(table.states().size(), "state"),
                Wording.number(model.entropyNats()),
                Wording.number(less),
                table.states().get(best),
                Wording.percent(model.p()[best]));
    if (leftOut.length < 2) {
      return law;
    }
    int most = largest(leftOut);
    int least = largest(Arrays.stream(leftOut).map(v -> -v).toArray());
    String test = samples > 0 ? " (p = %s)".formatted(Wording.number(pValue(leftOut[least]))) : "";
    return "%s %s matters most: %s nats are lost without it; %s least: %s%s."
        .formatted(
            law,
            table.features().get(most),
            Wording.number(leftOut[most]),
            table.features().get(least),
            Wording.number(leftOut[least]),
            test);
  }

  private static int largest(double[] values) {
    return IntStream.range(0, values.length)
        .reduce((a, b) -> values[b] > values[a] ? b : a)
        .orElse(0);
  }
}
