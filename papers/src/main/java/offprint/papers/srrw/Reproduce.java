package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * The experiment behind the claims: visit measures of two chains and a logistic regression by a
 * token, over alpha and the time scales, each against its theory.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Reproduce implements Method<Reproduce.Params> {
  /** Parameters. */
  public record Params(
      @Param(
              help = "Edge list: two node ids a line; text, CSV or Matrix Market, plain or gzip",
              value = "example:village-ties",
              accepts = Kind.GRAPH)
          Source edges,
      @Param(
              help = "Table of what the nodes hold: id, features, label 0 or 1",
              value = "example:village-people",
              accepts = Kind.TABLE)
          Source nodes,
      @Param(help = "Column to learn", value = "label", columnOf = "nodes") String label,
      @Param(help = "Strengths of repellence to compare, 0 to 100", symbol = "α", value = "0,2,10")
          List<Double> alphas,
      @Param(help = "Length of each sampling walk", unit = "hops", value = "30000")
          @Min(1000)
          @Max(10_000_000)
          long sampleHops,
      @Param(help = "Sampling walks for each alpha and chain", unit = "walks", value = "20")
          @Min(2)
          @Max(1000)
          int sampleRuns,
      @Param(help = "Length of each training walk", unit = "hops", value = "30000")
          @Min(1000)
          @Max(10_000_000)
          long trainHops,
      @Param(help = "Training walks for each alpha and time scale", unit = "walks", value = "20")
          @Min(2)
          @Max(1000)
          int trainRuns) {
    public Params {
      alphas = List.copyOf(new TreeSet<>(alphas));
      for (double alpha : alphas) {
        if (!(alpha >= 0 && alpha <= 100)) {
          throw new IllegalArgumentException(
              "alphas must be 0 to 100; negative would attract: got " + alpha);
        }
      }
      if (alphas.size() < 2 || alphas.getFirst() != 0 || alphas.size() > 12) {
        throw new IllegalArgumentException(
            "alphas must hold 0, the plain walk, and 1 to 11 others: got " + alphas);
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Runs the experiment behind the paper's claims: error against repellence and time scales,"
            + " for sampling and for training, each beside its theory.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full",
            "alphas=0,1,2,5,10,20",
            "sampleHops=100000",
            "sampleRuns=100",
            "trainHops=300000",
            "trainRuns=40"));
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Network network = Network.read(run, p.edges(), false);
    NodeTable table = NodeTable.read(run, p.nodes(), network, true);
    Problem problem = Problem.of(table, Loss.LOGISTIC, p.label(), List.of(), 0.5, 1);
    int trainings = p.alphas().size() + 2 + 1 + p.alphas().size() - 1;
    Progress progress =
        new Progress(
            run,
            2.0 * p.alphas().size() * p.sampleHops() * p.sampleRuns()
                + (double) trainings * p.trainHops() * p.trainRuns());
    List<SamplingStudy> sampling = new ArrayList<>();
    for (ChainKind kind : List.of(ChainKind.MHRW, ChainKind.SRW)) {
      sampling.add(SamplingStudy.of(p, network, kind, progress, run));
    }
    TrainingStudy training = TrainingStudy.of(p, network, problem, progress, run);
    return new ReproduceReport(p, network, sampling, training).report();
  }
}
