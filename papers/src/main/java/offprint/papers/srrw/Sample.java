package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import offprint.method.Card;
import offprint.method.Claim;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * Crawls a network hop by hop and estimates averages over its nodes: the plain walk against the
 * self-repellent one and against the other walks a crawler has.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Sample implements Method<Sample.Params> {
  /** Parameters. */
  public record Params(
      @Param(help = "Edge list: two node ids a line; text, CSV or Matrix Market, plain or gzip")
          Source edges,
      @Param(help = "Table of what the nodes hold: id, values, and a weight; empty: degrees")
          Source nodes,
      @Param(help = "Columns to average; empty: all numeric ones") List<String> values,
      @Param(help = "Weights of the average over the nodes") Target target,
      @Param(help = "Walk that is made self-repellent", symbol = "P") ChainKind chain,
      @Param(help = "Transition probabilities, CSV, for chain matrix") Source matrix,
      @Param(help = "Strength of the repellence; 0 is the plain walk", symbol = "α")
          @DecimalMin("0")
          @DecimalMax("100")
          double alpha,
      @Param(help = "Repellence constant, or growing as α ln(1 + n)") Schedule alphaSchedule,
      @Param(help = "Step of the visit measure is (n+1)^-a; 1 counts visits", symbol = "a")
          @DecimalMin("0.5")
          @DecimalMax("1")
          double gammaExp,
      @Param(help = "Length of each walk", symbol = "n", unit = "hops") @Min(10) @Max(1_000_000_000)
          long hops,
      @Param(help = "Repeated walks, for error bars", unit = "walks") @Min(1) @Max(1000) int runs,
      @Param(help = "Node each walk starts from: an id, or random") String start,
      @Param(help = "Without a table: neighbours that count as many; 0 takes the mean degree")
          @Min(0)
          @Max(1_000_000)
          int degreeAtLeast,
      @Param(help = "Walk only the largest component of a graph in pieces")
          boolean largestComponent) {
    public Params {
      Srrw.requireExponent("gammaExp", gammaExp);
    }
  }

  private static Params params(
      Source nodes, List<String> values, double alpha, long hops, int runs) {
    return new Params(
        Source.example("village-ties"),
        nodes,
        values,
        Target.UNIFORM,
        ChainKind.MHRW,
        Source.NONE,
        alpha,
        Schedule.CONSTANT,
        1,
        hops,
        runs,
        "random",
        0,
        false);
  }

  @Override
  public Card card() {
    return Srrw.card(
        "sample",
        "Crawls a network of your own by hops, estimates averages over its nodes with error bars,"
            + " and says how many hops the self-repellent walk saves.");
  }

  @Override
  public List<Preset<Params>> presets() {
    Source people = Source.example("village-people");
    return List.of(
        new Preset<>("quick", params(people, List.of("income", "label"), 5, 100_000, 20)),
        new Preset<>("degrees", params(Source.NONE, List.of(), 5, 100_000, 20)));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        Claim.atLeast(
            "variance",
            "the self-repellent walk's squared error is below the plain walk's",
            "companion, theorem on the sampling covariance",
            "",
            "quick",
            "gain",
            2,
            "a simulated network of 400 nodes; the companion uses wiki-Vote and larger graphs"));
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Network network =
        p.chain() == ChainKind.MATRIX
            ? Network.ofMatrix(run, p.matrix())
            : Network.read(run, p.edges(), p.largestComponent());
    NodeTable table = p.nodes().isEmpty() ? null : NodeTable.read(run, p.nodes(), network, false);
    Values values = Values.of(network, table, p.target(), p.values(), p.degreeAtLeast());
    List<Arm> arms =
        Arm.all(network, p.chain(), values.target, p.alpha(), p.alphaSchedule(), p.gammaExp());
    long[] checkpoints = Checkpoints.upTo(p.hops());
    Progress progress = new Progress(run, (double) p.hops() * p.runs() * arms.size());
    Sampling sampling = new Sampling(network, values.target, values.rows(), checkpoints, progress);
    List<SamplingTrace> traces = new ArrayList<>();
    for (Arm arm : arms) {
      traces.add(sampling.run(arm, p.runs(), p.start(), run.random()));
    }
    SampleReport report = new SampleReport(p, network, values, sampling, checkpoints, traces);
    report.predict(run);
    report.write(run);
    List<Note> notes = new ArrayList<>(network.notes());
    notes.addAll(values.notes);
    if (p.hops() < 10L * network.nodes()) {
      notes.add(
          Note.warning(
              "hops below 10 N = %d: the walks are still covering the graph, and the predicted errors do not hold yet."
                  .formatted(10L * network.nodes())));
    }
    return report.report(notes);
  }
}
