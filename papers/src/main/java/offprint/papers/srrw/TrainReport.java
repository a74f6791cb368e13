package offprint.papers.srrw;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.markov.ReversibleSpectrum;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Shows how near the tokens of {@link Train} came to the batch minimum, and what theory predicts.
 */
final class TrainReport {
  private static final int MOST_NODES = 1500;
  private static final int PLAIN = 0;
  private static final int REPELLENT = 1;

  private final Train.Params p;
  private final Network network;
  private final Problem problem;
  private final double[] target;
  private final double[] minimum;
  private final long[] checkpoints;
  private @Nullable OptimisationTheory theory;
  private final List<Note> notes = new ArrayList<>();

  TrainReport(
      Train.Params p,
      Network network,
      Problem problem,
      double[] target,
      double[] minimum,
      long[] checkpoints) {
    this.p = p;
    this.network = network;
    this.problem = problem;
    this.target = target;
    this.minimum = minimum;
    this.checkpoints = checkpoints;
    notes.addAll(network.notes());
    notes.addAll(problem.notes);
  }

  /**
   * The spectrum of the base chain and the covariance it gives, where theory covers the options.
   */
  void predict(Arm plain, Run run) {
    if (p.hops() < 10L * network.nodes()) {
      notes.add(
          Note.warning(
              "hops below 10 N = %d: the walks are still covering the graph."
                  .formatted(10L * network.nodes())));
    }
    if (p.loss() == Loss.QUANTILE || !p.optimiser().isPlain()) {
      notes.add(
          Note.notice(
              "No prediction: theory here covers smooth losses without momentum, batches, bound or"
                  + " average."));
      return;
    }
    Newton newton =
        new Newton(problem.objective(0), target, () -> run.progress(0, "computing the Hessian"));
    DMatrixRMaj hessian = newton.hessian(minimum);
    if (network.nodes() > MOST_NODES) {
      notes.add(
          Note.notice(
              "No prediction: it needs all eigenvectors of the chain, and %d nodes are more than %d."
                  .formatted(network.nodes(), MOST_NODES)));
      return;
    }
    ReversibleSpectrum spectrum =
        ReversibleSpectrum.of(plain.chain, () -> run.progress(0, "computing the chain's spectrum"));
    theory = new OptimisationTheory(spectrum, plain.chain, gradients(plain.importance()), hessian);
    double first = p.optimiser().step(1) * theory.largestCurvature();
    if (first > 2) {
      notes.add(
          Note.warning(
              "The first step times the largest curvature is %.3g, above 2: theta overshoots at first; lower betaScale."
                  .formatted(first)));
    }
  }

  /** Gradients at the minimum, times importance [nodes][parameters]. */
  private double[][] gradients(double[] importance) {
    Objective objective = problem.objective(0);
    double[][] rows = new double[network.nodes()][minimum.length];
    for (int i = 0; i < rows.length; i++) {
      objective.gradient(minimum, i, 0, Newton.NO_RANDOM, rows[i]);
      for (int k = 0; k < minimum.length; k++) {
        rows[i][k] *= importance[i];
      }
    }
    return rows;
  }

  private double predicted(Training.Trace trace, int arm, double n) {
    OptimisationTheory known = theory;
    if (known == null
        || (arm > REPELLENT && !trace.arm.jumps)
        || (!trace.arm.predicted && arm == REPELLENT)) {
      return Double.NaN;
    }
    double half = p.betaExp() == 1 ? 1 / (2 * p.betaScale()) : 0;
    double step = p.optimiser().step(n);
    if (trace.arm.jumps) {
      return p.chain() == ChainKind.SRW ? Double.NaN : step * known.independent(half);
    }
    double ratio = step / Math.pow(n + 1, -p.gammaExp());
    double value = step * known.variance(trace.arm.alpha, ratio, half);
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /** Files: the first self-repellent run's model, and errors by hops. */
  void write(List<Training.Trace> traces, Run run) throws IOException {
    double[] theta = traces.get(REPELLENT).theta.getFirst();
    Model model = new Model(p.loss(), problem.design, p.label(), problem.classes, theta);
    try (OutputStream out = run.create("theta.json")) {
      model.write(out);
    }
    try (TableWriter file =
        new TableWriter(
            run.create("checkpoints.csv"), "walk", "hops", "squared_error", "predicted")) {
      for (int a = 0; a < traces.size(); a++) {
        for (int c = 0; c < checkpoints.length; c++) {
          file.row(
              traces.get(a).arm.name,
              checkpoints[c],
              traces.get(a).squaredError[c],
              predicted(traces.get(a), a, (double) checkpoints[c]));
        }
      }
    }
  }

  Report report(List<Training.Trace> traces, Run run) {
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(errors(traces));
    blocks.add(table(traces, run));
    blocks.addAll(notes);
    blocks.add(
        Note.text(
            "theta.json is the first self-repellent run's model; srrw/predict applies it. The batch minimum, by Newton's method, needs all data in one place: |θ*| = %.6g, loss %.6g."
                .formatted(norm(minimum), loss(minimum, run))));
    return new Report(blocks, metrics(traces, run));
  }

  private Map<String, Double> metrics(List<Training.Trace> traces, Run run) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    double plain = traces.get(PLAIN).last();
    double repellent = traces.get(REPELLENT).last();
    metrics.put("mse_plain", plain);
    metrics.put("mse_repellent", repellent);
    if (repellent > 0) {
      metrics.put("gain", plain / repellent);
    }
    metrics.put("theta_norm", norm(minimum));
    metrics.put("loss_minimum", loss(minimum, run));
    for (int arm : new int[] {PLAIN, REPELLENT}) {
      double predicted = predicted(traces.get(arm), arm, (double) p.hops());
      if (predicted > 0) {
        metrics.put(
            arm == PLAIN ? "error_over_predicted_plain" : "error_over_predicted_repellent",
            traces.get(arm).last() / predicted);
      }
    }
    return metrics;
  }

  private static double norm(double[] theta) {
    return Math.sqrt(Arrays.stream(theta).map(t -> t * t).sum());
  }

  private double loss(double[] theta, Run run) {
    return new Newton(
            problem.objective(0), target, () -> run.progress(1, "computing the batch loss"))
        .loss(theta);
  }

  private Chart errors(List<Training.Trace> traces) {
    double[] x = Arrays.stream(checkpoints).asDoubleStream().toArray();
    List<Chart.Series> series = new ArrayList<>();
    for (int a = 0; a < traces.size(); a++) {
      Chart.Series line =
          Chart.Series.line(traces.get(a).arm.name, x, positive(traces.get(a).squaredError));
      series.add(a <= REPELLENT ? line : line.thin());
    }
    for (int a = PLAIN; a <= REPELLENT && theory != null; a++) {
      int arm = a;
      double[] y = Arrays.stream(x).map(n -> predicted(traces.get(arm), arm, n)).toArray();
      series.add(Chart.Series.line("predicted, " + traces.get(a).arm.name, x, positive(y)).thin());
    }
    return new Chart(
        "Squared distance of θ from the batch minimum",
        Chart.Axis.log("hops"),
        Chart.Axis.log("mean |θ − θ*|²"),
        series,
        "%d runs each, one gradient step a hop. The early part, where θ still travels, has no prediction."
            .formatted(p.runs()));
  }

  private static double[] positive(double[] y) {
    return Arrays.stream(y).map(v -> v > 0 ? v : Double.NaN).toArray();
  }

  private Table table(List<Training.Trace> traces, Run run) {
    double least = loss(minimum, run);
    double step = p.optimiser().step((double) p.hops());
    List<List<Object>> rows = new ArrayList<>();
    for (int a = 0; a < traces.size(); a++) {
      Training.Trace trace = traces.get(a);
      double excess = 0;
      for (double[] theta : trace.theta) {
        excess += (loss(theta, run) - least) / trace.theta.size();
      }
      rows.add(
          List.of(
              trace.arm.name,
              trace.last(),
              trace.lastError,
              predicted(trace, a, (double) p.hops()),
              trace.last() / step,
              excess,
              traces.get(PLAIN).last() / trace.last()));
    }
    return new Table(
        "After %d hops, %d runs".formatted(p.hops(), p.runs()),
        List.of(
            "walk",
            "|θ − θ*|²",
            "±",
            "predicted",
            "over the step b",
            "excess loss",
            "gain on plain"),
        rows);
  }
}
