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
      @Param(
              help = "Edge list: two node ids a line; text, CSV or Matrix Market, plain or gzip",
              value = "example:village-ties",
              accepts = Kind.GRAPH)
          Source edges,
      @Param(
              help = "Table of what the nodes hold: id, values, and a weight; empty: degrees",
              value = "example:village-people",
              accepts = Kind.TABLE)
          Source nodes,
      @Param(
              help = "Columns to average; empty: all numeric ones",
              value = "income,label",
              columnOf = "nodes")
          List<String> values,
      @Param(help = "Weights of the average over the nodes", value = "uniform") Target target,
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
              help = "Step of the visit measure is (n+1)^-a; 1 counts visits",
              symbol = "a",
              label = "Exponent of the visit step",
              value = "1")
          @DecimalMin("0.5")
          @DecimalMax("1")
          double gammaExp,
      @Param(help = "Length of each walk", symbol = "n", unit = "hops", value = "100000")
          @Min(10)
          @Max(1_000_000_000)
          long hops,
      @Param(help = "Repeated walks, for error bars", unit = "walks", value = "20")
          @Min(1)
          @Max(1000)
          int runs,
      @Param(help = "Node each walk starts from: an id, or random", value = "random") String start,
      @Param(
              help = "Without a table: neighbours that count as many; 0 takes the mean degree",
              value = "0")
          @Min(0)
          @Max(1_000_000)
          int degreeAtLeast,
      @Param(help = "Walk only the largest component of a graph in pieces", value = "false")
          boolean largestComponent) {
    public Params {
      Srrw.requireExponent("gammaExp", gammaExp);
    }
  }

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
