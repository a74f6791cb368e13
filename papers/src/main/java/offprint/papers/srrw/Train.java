package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * Trains one model on data that never leave their nodes: a token carries theta along the edges, the
 * node it visits takes one gradient step. Self-repellent against plain, against other walks and
 * against nodes drawn at random.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Train implements Method<Train.Params> {
  /** Parameters. */
  public record Params(
      @Param(
              help = "Edge list: two node ids a line; text, CSV or Matrix Market, plain or gzip",
              value = "example:village-ties",
              accepts = Kind.GRAPH)
          Source edges,
      @Param(
              help =
                  "Table of what the nodes hold: id, features, label; several rows a node allowed",
              value = "example:village-people",
              accepts = Kind.TABLE)
          Source nodes,
      @Param(help = "Column to learn; not used by the mean", value = "label", columnOf = "nodes")
          String label,
      @Param(
              help = "Columns to learn from; empty: all but ids, weight and label",
              columnOf = "nodes")
          List<String> features,
      @Param(help = "What a row costs", value = "logistic") Loss loss,
      @Param(help = "Level of the quantile loss", symbol = "τ", value = "0.5")
          @DecimalMin("0.01")
          @DecimalMax("0.99")
          double tau,
      @Param(help = "Ridge: κ |θ|² / 2 is added to the loss", symbol = "κ", value = "1")
          @DecimalMin("0")
          @DecimalMax("1000")
          double kappa,
      @Param(help = "Weights of the nodes in the objective", value = "uniform") Target target,
      @Param(help = "Walk that is made self-repellent", symbol = "P", value = "mhrw")
          ChainKind chain,
      @Param(help = "Transition probabilities, CSV, for chain matrix", accepts = Kind.MATRIX)
          Source matrix,
      @Param(help = "Strength of the repellence; 0 is the plain walk", symbol = "α", value = "5")
          @DecimalMin("0")
          @DecimalMax("100")
          double alpha,
      @Param(help = "Repellence constant, or growing as α ln(1 + n)", value = "constant")
          Schedule alphaSchedule,
      @Param(
              help = "Step of the visit measure is (n+1)^-a; below betaExp repellence pays",
              symbol = "a",
              label = "Exponent of the visit step",
              value = "0.8")
          @DecimalMin("0.5")
          @DecimalMax("1")
          double gammaExp,
      @Param(
              help = "Step of θ is betaScale (n+1)^-b",
              symbol = "b",
              label = "Exponent of the learning step",
              value = "0.9")
          @DecimalMin("0.5")
          @DecimalMax("1")
          double betaExp,
      @Param(help = "Factor of the steps of θ", value = "1")
          @DecimalMin("0.000001")
          @DecimalMax("1000")
          double betaScale,
      @Param(help = "Length of each walk", symbol = "n", unit = "hops", value = "60000")
          @Min(10)
          @Max(1_000_000_000)
          long hops,
      @Param(help = "Repeated walks, for error bars", unit = "walks", value = "20")
          @Min(1)
          @Max(1000)
          int runs,
      @Param(help = "Node each walk starts from: an id, or random", value = "random") String start,
      @Param(help = "Heavy-ball momentum", value = "false") boolean momentum,
      @Param(help = "Rows drawn inside the visited node; 0 takes all", unit = "rows", value = "0")
          @Min(0)
          @Max(10_000)
          int batch,
      @Param(help = "Keep |θ| within this; 0 for no bound", value = "0")
          @DecimalMin("0")
          @DecimalMax("1000000")
          double radius,
      @Param(help = "Take Polyak's average of θ over all hops", value = "false") boolean average,
      @Param(help = "Walk only the largest component of a graph in pieces", value = "false")
          boolean largestComponent) {
    public Params {
      Srrw.requireExponent("gammaExp", gammaExp);
      Srrw.requireExponent("betaExp", betaExp);
    }

    Optimiser optimiser() {
      return new Optimiser(betaExp, betaScale, momentum, batch, radius, average);
    }
  }

  static Params params(Loss loss, String label, double alpha, long hops, int runs) {
    return new Params(
        Source.example("village-ties"),
        Source.example("village-people"),
        label,
        List.of(),
        loss,
        0.5,
        1,
        Target.UNIFORM,
        ChainKind.MHRW,
        Source.NONE,
        alpha,
        Schedule.CONSTANT,
        0.8,
        0.9,
        1,
        hops,
        runs,
        "random",
        false,
        0,
        0,
        false,
        false);
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
    return List.of(Preset.QUICK, Preset.of("income", "label=income", "loss=squares"));
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Network network =
        p.chain() == ChainKind.MATRIX
            ? Network.ofMatrix(run, p.matrix())
            : Network.read(run, p.edges(), p.largestComponent());
    NodeTable table = NodeTable.read(run, p.nodes(), network, true);
    Problem problem = Problem.of(table, p.loss(), p.label(), p.features(), p.tau(), p.kappa());
    double[] target = Values.target(network.graph(), table, p.target());
    double[] minimum = problem.minimum(target, () -> run.progress(0, "finding the batch minimum"));
    List<Arm> arms =
        Arm.all(network, p.chain(), target, p.alpha(), p.alphaSchedule(), p.gammaExp());
    long[] checkpoints = Checkpoints.upTo(p.hops());
    TrainReport report = new TrainReport(p, network, problem, target, minimum, checkpoints);
    report.predict(arms.getFirst(), run);
    Progress progress = new Progress(run, (double) p.hops() * p.runs() * arms.size());
    Training training =
        new Training(network, problem.objective(0), p.optimiser(), minimum, checkpoints, progress);
    List<Training.Trace> traces = new ArrayList<>();
    for (Arm arm : arms) {
      traces.add(training.run(arm, p.runs(), p.start(), run.random()));
    }
    report.write(traces, run);
    return report.report(traces, run);
  }
}
