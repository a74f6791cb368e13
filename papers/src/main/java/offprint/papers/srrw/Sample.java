package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.SelfRepellentVariance;
import offprint.kernels.table.TableWriter;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * Crawls a network hop by hop and estimates averages over its nodes: the plain walk, the
 * self-repellent one and other walks that a crawler can use.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Sample implements Method<Sample.Params> {
  private static final String SOLVING = "solving for the predicted errors";

  /** Parameters. */
  public record Params(
      @Param(label = "Network", help = "The network to crawl") Crawl crawl,
      @Param(
              label = "Columns to average",
              help = "Columns to average; empty: all",
              value = "income,label",
              columnOf = "nodes")
          List<String> values,
      @Param(label = "Walks", help = "Their length and number") Walks walks,
      @Param(
              label = "High degree",
              help = "Without a table: a high degree; 0: the mean",
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
    @Nullable NodeTable table = p.crawl.table(in, network);
    double[] target = p.crawl.target().weights(network, table);
    Values values = Values.of(network.graph(), table, p.values, p.degreeAtLeast, out);
    network.warnIfCovering(p.walks.hops(), out);

    List<Arm> arms = p.walks.arms(network, p.crawl.chain(), target);
    Trials trials = p.walks.trials(network, arms.size(), Part.of(run, 0, 0.95, ""));
    long[] checkpoints = trials.checkpoints();
    long hops = p.walks.hops();
    Sampling sampling = new Sampling(target, values.rows());
    List<Trace> traces = new ArrayList<>();
    for (Arm arm : arms) {
      traces.add(sampling.run(trials, arm, run.random()));
    }
    Trace plain = traces.get(Arm.PLAIN);
    Trace repellent = traces.get(Arm.REPELLENT);

    Frame errors = Frame.of("quantity", "walk", "hops", "error", "predicted");
    List<Comparison> comparisons = new ArrayList<>();
    for (int f = 0; f < values.names().size(); f++) {
      comparisons.add(
          compare(traces, values.rows()[f], sampling.truth(f), f, p.walks.gammaExp(), run));
      comparisons.get(f).addRows(errors, "squared error of " + values.names().get(f), checkpoints);
    }
    Comparison.unpredicted(traces, Sampling.TOTAL_VARIATION)
        .addRows(errors, "total variation of visits", checkpoints);
    String first = values.names().getFirst();
    Comparison comparison = comparisons.getFirst();
    out.chart(
        comparison.chart(
            Plot.of("Squared error of the average " + first)
                .logX("hops")
                .logY("mean squared error"),
            checkpoints,
            "%d walks each. Independent draws need to reach any node at once; walks only hop."
                .formatted(p.walks.runs())));
    out.table(
        "Estimates after %,d hops, %d walks".formatted(hops, p.walks.runs()),
        estimates(comparisons, values, sampling, hops));
    visits(out, traces, hops);
    double truth = sampling.truth(0);
    double bias = CoveringBias.scaled(repellent, truth, (double) hops);
    SelfRepellentVariance theory =
        plain.arm().variance(values.rows()[0], truth, _ -> run.progress(0.97, SOLVING));
    new CoveringBias(bias, theory, p.walks.alpha(), p.walks.gammaExp(), network.nodes())
        .tell(out, first);
    if (VisitMap.suits(network.graph())) {
      VisitMap map = new VisitMap(network.graph());
      out.chart(map.chart("plain walk", plain.results().getFirst()));
      out.chart(map.chart("self-repellent walk", repellent.results().getFirst()));
    }
    long crossover =
        Checkpoints.crossover(
            checkpoints,
            repellent.mean(Sampling.squaredError(0)),
            plain.mean(Sampling.squaredError(0)));
    out.text(since(crossover, network.nodes()));
    double estimate = repellent.last(Sampling.estimate(0));
    double error = Math.sqrt(repellent.last(Sampling.squaredError(0)));
    comparison.metrics(out, hops);
    out.metric("nodes", network.nodes())
        .metric("edges", network.graph().edges())
        .metric("rmse_plain", Math.sqrt(plain.last(Sampling.squaredError(0))))
        .metric("rmse_repellent", error)
        .metric("crossover_hops", (double) crossover)
        .metric("bias_repellent", estimate - truth);
    out.csv("checkpoints.csv", errors);
    writeVisits(out, network, target, plain.results().getFirst(), repellent.results().getFirst());
    Race race = Race.error("error").on("Of the walks");
    return out.answer(
        "After %,d hops the self-repellent walk puts the average of %s at %s, where one walk errs by %s; over all nodes it is %s. %s"
            .formatted(
                hops,
                first,
                Wording.number(estimate),
                Wording.number(error),
                Wording.number(truth),
                comparison.race(race).sentence()));
  }

  /** Compares the walks by the squared error of a value, with theory. */
  private static Comparison compare(
      List<Trace> traces, double[] value, double truth, int place, double gammaExp, Run run) {
    IdentityHashMap<ReversibleChain, SelfRepellentVariance> solved = new IdentityHashMap<>();
    List<DoubleUnaryOperator> predicted = new ArrayList<>();
    for (Trace trace : traces) {
      SelfRepellentVariance theory =
          solved.computeIfAbsent(
              trace.arm().chain(),
              _ -> trace.arm().variance(value, truth, _ -> run.progress(0.95, SOLVING)));
      predicted.add(trace.arm().predicted(theory, gammaExp));
    }
    return new Comparison(traces, Sampling.squaredError(place), predicted);
  }

  private static Frame estimates(
      List<Comparison> comparisons, Values values, Sampling sampling, long hops) {
    Frame rows = Frame.of("value", "walk", "estimate", "± of all", "error of one", "predicted");
    for (int f = 0; f < comparisons.size(); f++) {
      rows.row(values.names().get(f), "all nodes", sampling.truth(f), 0.0, 0.0, 0.0);
      List<Trace> traces = comparisons.get(f).traces();
      for (int a = 0; a < traces.size(); a++) {
        double square = comparisons.get(f).predicted().get(a).applyAsDouble((double) hops);
        rows.row(
            values.names().get(f),
            traces.get(a).arm().name(),
            traces.get(a).last(Sampling.estimate(f)),
            traces.get(a).standardError(Sampling.estimate(f)),
            Math.sqrt(traces.get(a).last(Sampling.squaredError(f))),
            Math.sqrt(square));
      }
    }
    return rows;
  }

  /**
   * Reports the distance of visits from the target; n times the mean squared distance tends to a
   * constant.
   */
  private static void visits(Findings out, List<Trace> traces, long hops) {
    Frame visits = Frame.of("walk", "total_variation", "n_mse");
    for (Trace trace : traces) {
      visits.row(
          trace.arm().name(),
          trace.last(Sampling.TOTAL_VARIATION),
          hops * trace.last(Sampling.SQUARED_DISTANCE));
    }
    out.table("Visits against the target", visits, "walk", "total_variation", "n_mse=n · MSE");
    for (String column : List.of("total_variation", "n_mse")) {
      out.metric(column + "_plain", visits.numbers(column)[Arm.PLAIN])
          .metric(column + "_repellent", visits.numbers(column)[Arm.REPELLENT]);
    }
  }

  private static String since(long crossover, int nodes) {
    return crossover < 0
        ? "The self-repellent walk did not settle below the plain walk's error: it is still"
            + " covering the graph."
        : "From %,d hops on, %.2g times the number of nodes, the self-repellent walk errs less than the plain walk."
            .formatted(crossover, crossover / (double) nodes);
  }

  /** Streamed: a graph may have millions of nodes. */
  private static void writeVisits(
      Findings out, Network network, double[] target, double[] plain, double[] repellent)
      throws IOException {
    String[] columns = {"node", "degree", "target", "plain_over_target", "repellent_over_target"};
    try (TableWriter file = new TableWriter(out.run().create("visits.csv"), columns)) {
      for (int i = 0; i < network.nodes(); i++) {
        if ((i & 0xFFFF) == 0) {
          out.run().progress(1, "writing visits");
        }
        String name = network.names().name(i);
        file.row(name, network.graph().degree(i), target[i], plain[i], repellent[i]);
      }
    }
  }
}
