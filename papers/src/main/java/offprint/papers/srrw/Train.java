package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
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
import offprint.harness.Wording;
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
      @Param(
              label = "Node table",
              help =
                  "Table of what the nodes hold: id, features, label; several rows a node allowed",
              value = "example:village-people",
              accepts = Kind.TABLE)
          Source nodes,
      @Param(label = "Model", help = "What is learnt") Learning learning,
      @Param(
              label = "Weights",
              help = "Weights of the nodes in the objective",
              value = "uniform",
              advanced = true)
          Target target,
      @Param(label = "Walk", help = "The self-repellent walk") Repellence repellence,
      @Param(
              label = "Memory exponent",
              help = "Step of the visit measure is (n+1)^-a; below betaExp repellence pays",
              symbol = "a",
              value = "0.8",
              advanced = true)
          @DecimalMin("0.5")
          @DecimalMax("1")
          double gammaExp,
      @Param(label = "Gradient steps", help = "How a visit moves θ") Optimiser optimiser,
      @Param(
              label = "Length of a walk",
              help = "Length of each walk",
              symbol = "n",
              unit = "hops",
              value = "60000")
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
          String start) {
    public Params {
      Repellence.requireExponent("gammaExp", gammaExp);
    }
  }

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
    NodeTable table = NodeTable.of(in.table("nodes", p.nodes), network, true);
    Problem problem = Problem.of(table, p.learning, out);
    double[] target = p.target.weights(network, table);
    double[] minimum = problem.minimum(target, () -> run.progress(0, "finding the batch minimum"));
    network.warnIfCovering(p.hops, out);

    List<Arm> arms = Arm.all(network, p.crawl.chain(), target, p.repellence, p.gammaExp);
    @Nullable OptimisationTheory theory =
        theory(p, network, problem, target, minimum, arms.get(Arm.PLAIN), out);
    long[] checkpoints = Checkpoints.upTo(p.hops);
    Part.Counter hops =
        Part.of(run, 0, 1, "").counter((double) p.hops * p.runs * arms.size(), "walking");
    Trials trials = new Trials(network, p.runs, p.start, checkpoints, hops);
    Training training = new Training(problem.objective(0), p.optimiser, minimum);
    List<Trace> traces = new ArrayList<>();
    for (Arm arm : arms) {
      traces.add(training.run(trials, arm, run.random()));
    }

    Frame errors = Frame.of("walk", "hops", "squared_error", "predicted");
    for (int a = 0; a < arms.size(); a++) {
      double[] square = traces.get(a).mean(Training.SQUARED_DISTANCE);
      for (int c = 0; c < checkpoints.length; c++) {
        double predicted = predicted(theory, p, arms.get(a), a, (double) checkpoints[c]);
        errors.row(arms.get(a).name(), checkpoints[c], square[c], predicted);
      }
    }
    out.chart(errorChart(errors, theory != null, p.runs));
    Newton batch =
        new Newton(problem.objective(0), target, () -> run.progress(1, "computing the batch loss"));
    Frame last = last(p, traces, errors.where("hops", p.hops), batch, minimum);
    out.table("After %,d hops, %d runs".formatted(p.hops, p.runs), last);
    Model model =
        new Model(
            p.learning.loss(),
            problem.design(),
            p.learning.label(),
            problem.classes(),
            traces.get(Arm.REPELLENT).results().getFirst());
    if (model.theta().length <= MOST_WEIGHTS) {
      out.table(
          "The model: weights of the inputs, scaled to mean 0 and deviation 1",
          model.weights(minimum),
          "input",
          "theta=θ of one walk",
          "minimum=batch minimum θ*");
    }
    out.file("theta.json", model.json()).csv("checkpoints.csv", errors);
    out.text(
        "theta.json is the first self-repellent run's model; srrw/predict applies it. The batch minimum, by Newton's method, needs all data in one place: |θ*| = %.6g, loss %.6g."
            .formatted(norm(minimum), batch.loss(minimum)));
    metrics(out, last);
    out.metric("theta_norm", norm(minimum)).metric("loss_minimum", batch.loss(minimum));
    return out.answer(
        "%s Its model loses %s more than the batch minimum, which needs all data in one place."
            .formatted(
                race(p.hops, traces).sentence(),
                Wording.number(last.numbers("excess loss")[Arm.REPELLENT])));
  }

  /** The covariance of theta, null where theory does not cover the options. */
  private static @Nullable OptimisationTheory theory(
      Params p,
      Network network,
      Problem problem,
      double[] target,
      double[] minimum,
      Arm plain,
      Findings out) {
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
    OptimisationTheory theory =
        OptimisationTheory.of(
            plain,
            problem.objective(0),
            target,
            minimum,
            () -> out.run().progress(0, "computing spectrum and Hessian"));
    double first = p.optimiser.step(1) * theory.largestCurvature();
    if (first > 2) {
      out.warning(
          "The first step times the largest curvature is %.3g, above 2: theta overshoots at first; lower betaScale."
              .formatted(first));
    }
    return theory;
  }

  /** The predicted squared error after n hops, NaN where there is no prediction. */
  private static double predicted(
      @Nullable OptimisationTheory theory, Params p, Arm arm, int place, double n) {
    if (theory == null
        || !(arm.jumps() ? p.crawl.chain() != ChainKind.SRW : place <= Arm.REPELLENT)
        || !(arm.jumps() || arm.predicted())) {
      return Double.NaN;
    }
    double step = p.optimiser.step(n);
    double value =
        arm.jumps()
            ? theory.independent(p.optimiser.halfStep())
            : theory.variance(
                arm.alpha(), step / Math.pow(n + 1, -p.gammaExp), p.optimiser.halfStep());
    return Double.isInfinite(value) ? Double.NaN : step * value;
  }

  private static Chart errorChart(Frame errors, boolean predicted, int runs) {
    List<String> walks = List.copyOf(errors.values("walk"));
    List<String> compared = walks.subList(Arm.PLAIN, Arm.REPELLENT + 1);
    Plot plot =
        Plot.of("Squared distance of θ from the batch minimum")
            .logX("hops")
            .logY("mean |θ − θ*|²")
            .lines(errors, "hops", "squared_error", "walk", Set.copyOf(compared));
    for (String walk : predicted ? compared : List.<String>of()) {
      Frame one = errors.where("walk", walk);
      plot.thinLine("predicted, " + walk, one.numbers("hops"), one.numbers("predicted"));
    }
    return plot.chart(
        "%d runs each, one gradient step a hop. The early part, where θ still travels, has no prediction."
            .formatted(runs));
  }

  /** What each walk came to. */
  private static Frame last(
      Params p, List<Trace> traces, Frame errors, Newton batch, double[] minimum) {
    Frame last =
        Frame.of(
            "walk",
            "|θ − θ*|²",
            "±",
            "predicted",
            "over the step b",
            "excess loss",
            "gain on plain");
    double plain = traces.get(Arm.PLAIN).last(Training.SQUARED_DISTANCE);
    double least = batch.loss(minimum);
    for (int a = 0; a < traces.size(); a++) {
      Trace trace = traces.get(a);
      double square = trace.last(Training.SQUARED_DISTANCE);
      last.row(
          trace.arm().name(),
          square,
          trace.standardError(Training.SQUARED_DISTANCE),
          errors.numbers("predicted")[a],
          square / p.optimiser.step((double) p.hops),
          trace.results().stream().mapToDouble(batch::loss).average().orElseThrow() - least,
          plain / square);
    }
    return last;
  }

  private static Race race(long hops, List<Trace> traces) {
    Race race = Race.error("|θ − θ*|²").on("After %,d hops".formatted(hops));
    for (Trace trace : traces) {
      double square = trace.last(Training.SQUARED_DISTANCE);
      Race.Spread spread = new Race.Spread(trace.standardError(Training.SQUARED_DISTANCE));
      String name = "the token on the " + trace.arm().name();
      if (trace == traces.get(Arm.REPELLENT)) {
        race.own(name, spread, square);
      } else if (!trace.arm().jumps()) {
        race.baseline(name, spread, square);
      }
    }
    return race;
  }

  private static void metrics(Findings out, Frame last) {
    double[] square = last.numbers("|θ − θ*|²");
    double[] predicted = last.numbers("predicted");
    for (int arm = Arm.PLAIN; arm <= Arm.REPELLENT; arm++) {
      String suffix = arm == Arm.PLAIN ? "_plain" : "_repellent";
      out.metric("mse" + suffix, square[arm]);
      if (predicted[arm] > 0) {
        out.metric("error_over_predicted" + suffix, square[arm] / predicted[arm]);
      }
    }
    if (square[Arm.REPELLENT] > 0) {
      out.metric("gain", square[Arm.PLAIN] / square[Arm.REPELLENT]);
    }
  }

  private static double norm(double[] theta) {
    return Math.sqrt(Arrays.stream(theta).map(t -> t * t).sum());
  }
}
