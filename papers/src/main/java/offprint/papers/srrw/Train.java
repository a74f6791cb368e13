package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.kernels.markov.ReversibleSpectrum;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * Trains one model on data that never leave their nodes: a token carries theta along the edges, the
 * node it visits takes one gradient step. Self-repellent against plain, against other walks and
 * against nodes drawn at random.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Train implements Method<Train.Params> {
  private static final int MOST_NODES = 1500;
  private static final int MOST_WEIGHTS = 20;

  /** Parameters. */
  public record Params(
      @Param(label = "Network", help = "The network that the token walks") Crawl crawl,
      @Param(label = "Model", help = "What is learnt") Learning learning,
      @Param(label = "Walks", help = "Their length and number", value = "gammaExp=0.8; hops=60000")
          Walks walks,
      @Param(label = "Gradient steps", help = "How a visit moves θ") Optimiser optimiser) {}

  @Override
  public Card card() {
    return new Card(
        "train",
        "Trains one model by a token that hops over your network, one gradient step a visit, and"
            + " compares self-repellent with plain hopping; data stay on their nodes.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("income", "loss=squares", "label=income"));
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Network network = p.crawl.network(in, out);
    NodeTable table =
        NodeTable.of(in.table("nodes", p.crawl.nodes(), List.of("id")), network, true);
    Problem problem = Problem.of(table, p.learning, out);
    double[] target = p.crawl.target().weights(network, table);
    BatchLoss batch =
        new BatchLoss(
            problem.objective(0), target, () -> run.progress(0, "computing the batch minimum"));
    double[] minimum = problem.minimum(target, batch.onStep());
    network.warnIfCovering(p.walks.hops(), out);

    List<Arm> arms = p.walks.arms(network, p.crawl.chain(), target);
    @Nullable OptimisationTheory theory =
        theory(p, network, batch, minimum, arms.get(Arm.PLAIN), out);
    Trials trials = p.walks.trials(network, arms.size(), Part.of(run, 0, 1, ""));
    long[] checkpoints = trials.checkpoints();
    List<Trace> traces = new ArrayList<>();
    for (Arm arm : arms) {
      traces.add(Token.train(trials, arm, batch.objective(), p.optimiser, minimum, run.random()));
    }

    List<DoubleUnaryOperator> predicted = new ArrayList<>();
    for (int a = 0; a < arms.size(); a++) {
      predicted.add(predicted(theory, p, arms.get(a), a <= Arm.REPELLENT));
    }
    Comparison comparison = new Comparison(traces, Token.SQUARED_DISTANCE, predicted);
    out.chart(
        comparison.chart(
            Plot.of("Squared distance of θ from the batch minimum")
                .logX("hops")
                .logY("mean |θ − θ*|²"),
            checkpoints,
            "%d runs each, one gradient step a hop. The early part, where θ still travels, has no prediction."
                .formatted(p.walks.runs())));
    Frame last = last(p, comparison, batch, minimum);
    out.table("After %,d hops, %d runs".formatted(p.walks.hops(), p.walks.runs()), last);
    Model model = Model.of(problem, traces.get(Arm.REPELLENT).results().getFirst());
    out.table(
        "The model of one self-repellent token, by inputs of mean 0 and deviation 1",
        model.weights(minimum).first(MOST_WEIGHTS),
        "input",
        "theta=θ",
        "minimum=batch minimum θ*");
    double norm = Math.sqrt(Arrays.stream(minimum).map(t -> t * t).sum());
    out.text(
        "theta.json is the first self-repellent run's model; srrw/predict applies it. The batch minimum, by Newton's method, needs all data in one place: |θ*| = %.6g, loss %.6g."
            .formatted(norm, batch.value(minimum)));
    Frame errors = Frame.of("quantity", "walk", "hops", "error", "predicted");
    comparison.addRows(errors, "squared distance", checkpoints);
    out.file("theta.json", model.json()).csv("checkpoints.csv", errors);
    comparison.metrics(out, p.walks.hops());
    out.metric("mse_plain", last.numbers("|θ − θ*|²")[Arm.PLAIN])
        .metric("mse_repellent", last.numbers("|θ − θ*|²")[Arm.REPELLENT])
        .metric("theta_norm", norm)
        .metric("loss_minimum", batch.value(minimum));
    Race race = Race.error("|θ − θ*|").on("After %,d hops the token on".formatted(p.walks.hops()));
    return out.answer(
        "%s Models of the self-repellent walk lose %s more than the batch minimum, which needs all data in one place."
            .formatted(
                comparison.race(race).sentence(),
                Wording.number(last.numbers("excess loss")[Arm.REPELLENT])));
  }

  /** The covariance of theta, null where theory does not cover the options. */
  private static @Nullable OptimisationTheory theory(
      Params p, Network network, BatchLoss batch, double[] minimum, Arm plain, Findings out) {
    if (p.learning.loss() == Loss.QUANTILE || !p.optimiser.isPlain()) {
      out.assumed(
          "No prediction: theory here covers smooth losses without momentum, batches, bound or"
              + " average.");
      return null;
    }
    if (network.nodes() > MOST_NODES) {
      out.assumed(
          "No prediction: it needs all eigenvectors of the chain, and %d nodes are more than %d."
              .formatted(network.nodes(), MOST_NODES));
      return null;
    }
    ReversibleSpectrum spectrum =
        ReversibleSpectrum.of(
            plain.chain(), () -> out.run().progress(0, "computing the chain's spectrum"));
    OptimisationTheory theory = OptimisationTheory.of(plain, spectrum, batch, minimum);
    double first = p.optimiser.step(1) * theory.largestCurvature();
    if (first > 2) {
      out.warning(
          "The first step times the largest curvature is %.3g, above 2: theta overshoots at first; lower betaScale."
              .formatted(first));
    }
    return theory;
  }

  /** The predicted squared error by hops, NaN where there is no prediction. */
  private static DoubleUnaryOperator predicted(
      @Nullable OptimisationTheory theory, Params p, Arm arm, boolean own) {
    boolean draws = arm.jumps() && p.crawl.chain() != ChainKind.SRW;
    if (theory == null || !(draws || (own && arm.predicted()))) {
      return _ -> Double.NaN;
    }
    double half = p.optimiser.halfStep();
    return n -> {
      double step = p.optimiser.step(n);
      double ratio = step / Math.pow(n + 1, -p.walks.gammaExp());
      double value =
          step * (draws ? theory.independent(half) : theory.variance(arm.alpha(), ratio, half));
      return Double.isInfinite(value) ? Double.NaN : value;
    };
  }

  /** What each walk came to. */
  private static Frame last(Params p, Comparison comparison, BatchLoss batch, double[] minimum) {
    Frame last =
        Frame.of(
            "walk",
            "|θ − θ*|²",
            "±",
            "predicted",
            "over the step b",
            "excess loss",
            "gain on plain");
    List<Trace> traces = comparison.traces();
    for (int a = 0; a < traces.size(); a++) {
      Trace trace = traces.get(a);
      double square = trace.last(Token.SQUARED_DISTANCE);
      double loss = trace.results().stream().mapToDouble(batch::value).average().orElseThrow();
      last.row(
          trace.arm().name(),
          square,
          trace.standardError(Token.SQUARED_DISTANCE),
          comparison.predicted().get(a).applyAsDouble((double) p.walks.hops()),
          square / p.optimiser.step((double) p.walks.hops()),
          loss - batch.value(minimum),
          traces.get(Arm.PLAIN).last(Token.SQUARED_DISTANCE) / square);
    }
    return last;
  }
}
