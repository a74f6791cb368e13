package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/**
 * Crawls a network hop by hop and estimates averages over its nodes: the plain walk against the
 * self-repellent one and against the other walks a crawler has.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Sample implements Method<Sample.Params> {
  private static final int PLAIN = 0;
  private static final int REPELLENT = 1;
  private static final int PROFILE_POINTS = 400;

  public record Params(
      @Param(help = "Network") Crawl crawl,
      @Param(
              label = "Node table",
              help = "Table of what the nodes hold: id, values, and a weight; empty: degrees",
              value = "example:village-people",
              accepts = Kind.TABLE)
          Source nodes,
      @Param(
              label = "Columns to average",
              help = "Columns to average; empty: all numeric ones",
              value = "income,label",
              columnOf = "nodes")
          List<String> values,
      @Param(label = "Weights", help = "Weights of the average over the nodes", value = "uniform")
          Target target,
      @Param(help = "Repellence") Repellence repellence,
      @Param(
              label = "Length of a walk",
              help = "Length of each walk",
              symbol = "n",
              unit = "hops",
              value = "100000")
          @Min(10)
          @Max(1_000_000_000)
          long hops,
      @Param(label = "Walks", help = "Repeated walks, for error bars", unit = "walks", value = "20")
          @Min(1)
          @Max(1000)
          int runs,
      @Param(
              label = "Start",
              help = "Node each walk starts from: an id, or random",
              value = "random",
              advanced = true)
          String start,
      @Param(
              label = "Many neighbours",
              help = "Without a table: neighbours that count as many; 0 takes the mean degree",
              value = "0",
              advanced = true)
          @Min(0)
          @Max(1_000_000)
          int degreeAtLeast) {}

  @Override
  public Card card() {
    return new Card(
        "sample",
        "Crawls a network of your own by hops, estimates averages over its nodes with error bars,"
            + " and says how many hops the self-repellent walk saves.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("degrees", "nodes=", "values="));
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Network network = p.crawl.network(in, out);
    @Nullable NodeTable table =
        p.nodes.isEmpty() ? null : NodeTable.read(in, p.nodes, network, false);
    Values values = Values.of(network, table, p.target, p.values, p.degreeAtLeast, out);
    if (p.hops < 10L * network.nodes()) {
      out.warning(
          "hops below 10 N = %d: the walks are still covering the graph, and the predicted errors do not hold yet."
              .formatted(10L * network.nodes()));
    }
    List<Arm> arms = Arm.all(network, p.crawl.chain(), values.target, p.repellence);
    long[] checkpoints = Checkpoints.upTo(p.hops);
    Part.Counter hops =
        Part.of(run, 0, 0.95, "").counter((double) p.hops * p.runs * arms.size(), "walking");
    Sampling sampling = new Sampling(network, values.target, values.rows(), checkpoints, hops);
    List<SamplingTrace> traces = new ArrayList<>();
    for (Arm arm : arms) {
      traces.add(sampling.run(arm, p.runs, p.start, run.random()));
    }
    Predictions theory = Predictions.of(traces, values, sampling, p.repellence.gammaExp(), run);

    Frame errors = errors(traces, values, checkpoints, theory);
    String first = values.names.getFirst();
    long crossover = crossover(traces, checkpoints);
    out.chart(errorChart(errors, first, p.runs));
    Race race = race(traces, first, p);
    out.table(estimates(traces, values, sampling, theory, p));
    CoveringBias bias = CoveringBias.of(traces.get(REPELLENT), checkpoints);
    bias.tell(out, theory.plain(), first, p.repellence, network.nodes());
    out.chart(profile(traces, network.nodes()));
    if (VisitMap.suits(network.graph())) {
      VisitMap map = VisitMap.of(network.graph());
      for (SamplingTrace trace : traces.subList(PLAIN, REPELLENT + 1)) {
        out.chart(map.chart(trace.arm().name, trace.firstVisits()));
      }
    }
    metrics(out, traces, network, theory, crossover, p.hops);
    out.csv("checkpoints.csv", errors).csv("visits.csv", visits(traces, network, values, run));
    return out.answer(race.sentence() + " " + since(crossover, network.nodes()));
  }

  /** Errors by hops, one row a walk, value and checkpoint. */
  private static Frame errors(
      List<SamplingTrace> traces, Values values, long[] checkpoints, Predictions theory) {
    Frame errors =
        Frame.of("walk", "value", "hops", "total_variation", "squared_error", "predicted");
    for (int a = 0; a < traces.size(); a++) {
      double[] variation = traces.get(a).totalVariation();
      for (int f = 0; f < values.names.size(); f++) {
        double[] error = traces.get(a).squaredError(f);
        for (int c = 0; c < checkpoints.length; c++) {
          errors.row(
              traces.get(a).arm().name,
              values.names.get(f),
              checkpoints[c],
              variation[c],
              error[c],
              theory.squaredError(a, f, checkpoints[c]));
        }
      }
    }
    return errors;
  }

  private static Chart errorChart(Frame errors, String value, int runs) {
    Frame shown = errors.where("value", value);
    List<String> walks = List.copyOf(shown.values("walk"));
    Set<String> bold = Set.copyOf(walks.subList(PLAIN, REPELLENT + 1));
    Plot plot =
        Plot.of("Squared error of the average " + value)
            .logX("hops")
            .logY("mean squared error")
            .lines(shown, "hops", "squared_error", "walk", bold);
    for (String walk : walks.subList(PLAIN, REPELLENT + 1)) {
      Frame part = shown.where("walk", walk);
      double[] predicted = part.numbers("predicted");
      if (!Double.isNaN(predicted[0])) {
        plot.thinLine("predicted, " + walk, part.numbers("hops"), predicted);
      }
    }
    return plot.chart(
        "%d walks each. Independent draws need to reach any node at once; walks only hop."
            .formatted(runs));
  }

  /** Root mean squared errors of the first value; independent draws do not hop and do not race. */
  private static Race race(List<SamplingTrace> traces, String value, Params p) {
    Race race =
        Race.error("error").on("After %,d hops, for the average %s,".formatted(p.hops, value));
    for (int a = 0; a < traces.size(); a++) {
      double[] squares = traces.get(a).squaredError(0);
      double error = Math.sqrt(squares[squares.length - 1]);
      if (a == REPELLENT) {
        race.own("the self-repellent walk", error);
      } else if (!traces.get(a).arm().jumps) {
        race.baseline("the " + traces.get(a).arm().name, error);
      }
    }
    return race;
  }

  private static Frame visits(List<SamplingTrace> traces, Network network, Values values, Run run) {
    Frame visits =
        Frame.of("node", "degree", "target", "plain_over_target", "repellent_over_target");
    for (int i = 0; i < network.nodes(); i++) {
      if ((i & 0xFFFF) == 0) {
        run.progress(1, "writing visits");
      }
      visits.row(
          network.names().name(i),
          network.graph().degree(i),
          values.target[i],
          traces.get(PLAIN).firstVisits()[i],
          traces.get(REPELLENT).firstVisits()[i]);
    }
    return visits;
  }

  private static String since(long crossover, int nodes) {
    return crossover < 0
        ? "It did not settle below the plain walk: it is still covering the graph."
        : "From %,d hops on, %.2g times the number of nodes, it errs less than the plain walk."
            .formatted(crossover, crossover / (double) nodes);
  }

  /** The first checkpoint from which the repellent walk stays below the plain one; -1 if none. */
  private static long crossover(List<SamplingTrace> traces, long[] checkpoints) {
    double[] plain = traces.get(PLAIN).squaredError(0);
    double[] repellent = traces.get(REPELLENT).squaredError(0);
    int c = checkpoints.length;
    while (c > 0 && repellent[c - 1] < plain[c - 1]) {
      c--;
    }
    return c == checkpoints.length ? -1 : checkpoints[c];
  }

  private static offprint.method.Table estimates(
      List<SamplingTrace> traces, Values values, Sampling sampling, Predictions theory, Params p) {
    Frame rows = Frame.of("value", "walk", "estimate", "± of all", "error of one", "predicted");
    for (int f = 0; f < values.names.size(); f++) {
      rows.row(values.names.get(f), "all nodes", sampling.truth(f), 0.0, 0.0, 0.0);
      for (int a = 0; a < traces.size(); a++) {
        SamplingTrace trace = traces.get(a);
        double[] square = trace.squaredError(f);
        rows.row(
            values.names.get(f),
            trace.arm().name,
            trace.estimate(f),
            trace.spread(f) / Math.sqrt(trace.runs()),
            Math.sqrt(square[square.length - 1]),
            Math.sqrt(theory.squaredError(a, f, p.hops)));
      }
    }
    return rows.table("Estimates after %d hops, %d walks".formatted(p.hops, p.runs));
  }

  private static Chart profile(List<SamplingTrace> traces, int nodes) {
    int points = Math.min(nodes, PROFILE_POINTS);
    double[] x = new double[points];
    Arrays.setAll(x, k -> (k + 0.5) / points);
    Plot plot = Plot.of("Visits over target, nodes sorted").x("share of nodes").y("visits / (n μ)");
    for (SamplingTrace trace : traces.subList(PLAIN, REPELLENT + 1)) {
      double[] sorted = trace.firstVisits().clone();
      Arrays.sort(sorted);
      double[] y = new double[points];
      Arrays.setAll(y, k -> sorted[(int) ((long) k * nodes / points)]);
      plot.line(trace.arm().name, x, y);
    }
    return plot.chart("One walk of each kind. A walk that has sampled its target is flat at 1.");
  }

  private static void metrics(
      Findings out,
      List<SamplingTrace> traces,
      Network network,
      Predictions theory,
      long crossover,
      long hops) {
    int last = traces.getFirst().squaredError(0).length - 1;
    double plain = traces.get(PLAIN).squaredError(0)[last];
    double repellent = traces.get(REPELLENT).squaredError(0)[last];
    out.metric("nodes", network.nodes())
        .metric("edges", network.graph().edges())
        .metric("rmse_plain", Math.sqrt(plain))
        .metric("rmse_repellent", Math.sqrt(repellent))
        .metric("total_variation_plain", traces.get(PLAIN).totalVariation()[last])
        .metric("total_variation_repellent", traces.get(REPELLENT).totalVariation()[last])
        .metric("crossover_hops", crossover)
        .metric("bias_repellent", traces.get(REPELLENT).bias(0))
        .metric("visits_error_plain", hops * traces.get(PLAIN).squaredDistance()[last])
        .metric("visits_error_repellent", hops * traces.get(REPELLENT).squaredDistance()[last]);
    if (repellent > 0) {
      out.metric("gain", plain / repellent);
    }
    over(out, "error_over_predicted_plain", plain, theory.squaredError(PLAIN, 0, hops));
    over(out, "error_over_predicted_repellent", repellent, theory.squaredError(REPELLENT, 0, hops));
  }

  private static void over(Findings out, String name, double error, double predicted) {
    if (predicted > 0) {
      out.metric(name, error / predicted);
    }
  }
}
