package offprint.papers.srrw;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** Shows what the walks of {@link Sample} estimated, and what theory predicts of them. */
final class SampleReport {
  private static final int PLAIN = 0;
  private static final int REPELLENT = 1;
  private static final int PROFILE_POINTS = 400;

  private final Sample.Params p;
  private final Network network;
  private final Values values;
  private final Sampling sampling;
  private final long[] checkpoints;
  private final List<SamplingTrace> traces;

  /** [arms][values], empty rows where theory says nothing. */
  private final List<List<Prediction>> predictions = new ArrayList<>();

  SampleReport(
      Sample.Params p,
      Network network,
      Values values,
      Sampling sampling,
      long[] checkpoints,
      List<SamplingTrace> traces) {
    this.p = p;
    this.network = network;
    this.values = values;
    this.sampling = sampling;
    this.checkpoints = checkpoints;
    this.traces = traces;
  }

  /** Solves for the asymptotic variances; the slow part on large graphs. */
  void predict(Run run) {
    for (SamplingTrace trace : traces) {
      List<Prediction> row = new ArrayList<>();
      if (trace.arm().predicted) {
        for (int f = 0; f < values.names.size(); f++) {
          row.add(
              new Prediction(
                  trace.arm(),
                  values.values.get(f),
                  sampling.truth(f),
                  _ -> run.progress(1, "solving for the predicted errors")));
        }
      }
      predictions.add(row);
    }
  }

  private double predicted(int arm, int value, double hops) {
    List<Prediction> row = predictions.get(arm);
    Arm walk = traces.get(arm).arm();
    if (walk.jumps) {
      return predictions.get(PLAIN).get(value).independent() / hops;
    }
    return row.isEmpty() ? Double.NaN : row.get(value).squaredError(walk.alpha, hops, p.gammaExp());
  }

  /** Files: visits of the first walks by node, errors by hops. */
  void write(Run run) throws IOException {
    try (TableWriter file =
        new TableWriter(
            run.create("visits.csv"),
            "node",
            "degree",
            "target",
            "plain_over_target",
            "repellent_over_target")) {
      for (int i = 0; i < network.nodes(); i++) {
        if ((i & 0xFFFF) == 0) {
          run.progress(1, "writing visits");
        }
        file.row(
            network.names().name(i),
            network.graph().degree(i),
            values.target[i],
            traces.get(PLAIN).firstVisits()[i],
            traces.get(REPELLENT).firstVisits()[i]);
      }
    }
    try (TableWriter file =
        new TableWriter(
            run.create("checkpoints.csv"),
            "walk",
            "value",
            "hops",
            "total_variation",
            "squared_error",
            "predicted")) {
      for (int a = 0; a < traces.size(); a++) {
        double[] variation = traces.get(a).totalVariation();
        for (int f = 0; f < values.names.size(); f++) {
          double[] error = traces.get(a).squaredError(f);
          for (int c = 0; c < checkpoints.length; c++) {
            file.row(
                traces.get(a).arm().name,
                values.names.get(f),
                checkpoints[c],
                variation[c],
                error[c],
                predicted(a, f, (double) checkpoints[c]));
          }
        }
      }
    }
  }

  Report report(List<Note> notes) {
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(errors());
    blocks.add(estimates());
    CoveringBias bias = CoveringBias.of(traces.get(REPELLENT), checkpoints);
    Prediction theory = predictions.get(PLAIN).getFirst();
    blocks.add(
        bias.messages(theory, values.names.getFirst(), p.alpha(), p.gammaExp(), network.nodes()));
    blocks.add(profile());
    if (VisitMap.suits(network.graph())) {
      VisitMap map = VisitMap.of(network.graph());
      for (int arm : new int[] {PLAIN, REPELLENT}) {
        blocks.add(map.chart(traces.get(arm).arm().name, traces.get(arm).firstVisits()));
      }
    }
    blocks.addAll(notes);
    long crossover = crossover();
    blocks.add(
        crossover < 0
            ? Note.warning(
                "The self-repellent walk did not settle below the plain one: it is still covering"
                    + " the graph.")
            : Note.text(
                "From %d hops on, %.2g N, the self-repellent walk errs less than the plain one (%s). Before that it is still covering the graph."
                    .formatted(
                        crossover, crossover / (double) network.nodes(), values.names.getFirst())));
    blocks.add(bias.note(theory, p.alpha(), p.gammaExp(), network.nodes()));
    Map<String, Double> metrics = metrics(crossover);
    metrics.put("bias_repellent", traces.get(REPELLENT).bias(0));
    return new Report(blocks, metrics);
  }

  private Map<String, Double> metrics(long crossover) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    int last = checkpoints.length - 1;
    double plain = traces.get(PLAIN).squaredError(0)[last];
    double repellent = traces.get(REPELLENT).squaredError(0)[last];
    metrics.put("nodes", (double) network.nodes());
    metrics.put("edges", (double) network.graph().edges());
    metrics.put("rmse_plain", Math.sqrt(plain));
    metrics.put("rmse_repellent", Math.sqrt(repellent));
    if (repellent > 0) {
      metrics.put("gain", plain / repellent);
    }
    metrics.put("total_variation_plain", traces.get(PLAIN).totalVariation()[last]);
    metrics.put("total_variation_repellent", traces.get(REPELLENT).totalVariation()[last]);
    metrics.put("crossover_hops", (double) crossover);
    for (int arm : new int[] {PLAIN, REPELLENT}) {
      double predicted = predicted(arm, 0, (double) p.hops());
      if (predicted > 0) {
        metrics.put(
            arm == PLAIN ? "error_over_predicted_plain" : "error_over_predicted_repellent",
            (arm == PLAIN ? plain : repellent) / predicted);
      }
    }
    return metrics;
  }

  /** The first checkpoint from which the repellent walk stays below the plain one; -1 if none. */
  private long crossover() {
    double[] plain = traces.get(PLAIN).squaredError(0);
    double[] repellent = traces.get(REPELLENT).squaredError(0);
    int c = checkpoints.length;
    while (c > 0 && repellent[c - 1] < plain[c - 1]) {
      c--;
    }
    return c == checkpoints.length ? -1 : checkpoints[c];
  }

  private Chart errors() {
    double[] x = Arrays.stream(checkpoints).asDoubleStream().toArray();
    List<Chart.Series> series = new ArrayList<>();
    for (int a = 0; a < traces.size(); a++) {
      Chart.Series line =
          Chart.Series.line(traces.get(a).arm().name, x, positive(traces.get(a).squaredError(0)));
      series.add(a <= REPELLENT ? line : line.thin());
    }
    for (int a = PLAIN; a <= REPELLENT; a++) {
      int arm = a;
      if (traces.get(a).arm().predicted) {
        double[] y = Arrays.stream(x).map(n -> predicted(arm, 0, n)).toArray();
        series.add(
            Chart.Series.line("predicted, " + traces.get(a).arm().name, x, positive(y)).thin());
      }
    }
    return new Chart(
        "Squared error of the average " + values.names.getFirst(),
        Chart.Axis.log("hops"),
        Chart.Axis.log("mean squared error"),
        series,
        "%d walks each. Independent draws need to reach any node at once; walks only hop."
            .formatted(p.runs()));
  }

  /** A logarithmic axis has no place for zero: a gap. */
  private static double[] positive(double[] y) {
    return Arrays.stream(y).map(v -> v > 0 ? v : Double.NaN).toArray();
  }

  private Table estimates() {
    List<List<Object>> rows = new ArrayList<>();
    int last = checkpoints.length - 1;
    for (int f = 0; f < values.names.size(); f++) {
      rows.add(List.of(values.names.get(f), "all nodes", sampling.truth(f), 0.0, 0.0, 0.0));
      for (int a = 0; a < traces.size(); a++) {
        SamplingTrace trace = traces.get(a);
        rows.add(
            List.of(
                values.names.get(f),
                trace.arm().name,
                trace.estimate(f),
                trace.spread(f) / Math.sqrt(trace.runs()),
                Math.sqrt(trace.squaredError(f)[last]),
                Math.sqrt(predicted(a, f, (double) p.hops()))));
      }
    }
    return new Table(
        "Estimates after %d hops, %d walks".formatted(p.hops(), p.runs()),
        List.of("value", "walk", "estimate", "± of all", "error of one", "predicted"),
        rows);
  }

  private Chart profile() {
    int n = network.nodes();
    int points = Math.min(n, PROFILE_POINTS);
    double[] x = new double[points];
    Arrays.setAll(x, k -> (k + 0.5) / points);
    List<Chart.Series> series = new ArrayList<>();
    for (int arm : new int[] {PLAIN, REPELLENT}) {
      double[] sorted = traces.get(arm).firstVisits().clone();
      Arrays.sort(sorted);
      double[] y = new double[points];
      Arrays.setAll(y, k -> sorted[(int) ((long) k * n / points)]);
      series.add(Chart.Series.line(traces.get(arm).arm().name, x, y));
    }
    return new Chart(
        "Visits over target, nodes sorted",
        Chart.Axis.linear("share of nodes"),
        Chart.Axis.linear("visits / (n μ)"),
        series,
        "One walk of each kind. A walk that has sampled its target is flat at 1.");
  }
}
