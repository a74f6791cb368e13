package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import offprint.method.Card;
import offprint.method.Claim;
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
  private static final String SCALE =
      "a simulated network of 400 nodes with 13 features; bounds around our own theory, the paper's"
          + " figures are unknown to us";

  /** Parameters. */
  public record Params(
      @Param(help = "Edge list: two node ids a line; text, CSV or Matrix Market, plain or gzip")
          Source edges,
      @Param(help = "Table of what the nodes hold: id, features, label 0 or 1") Source nodes,
      @Param(help = "Column to learn") String label,
      @Param(help = "Strengths of repellence to compare, 0 to 100", symbol = "α")
          List<Double> alphas,
      @Param(help = "Length of each sampling walk", unit = "hops") @Min(1000) @Max(10_000_000)
          long sampleHops,
      @Param(help = "Sampling walks for each alpha and chain", unit = "walks") @Min(2) @Max(1000)
          int sampleRuns,
      @Param(help = "Length of each training walk", unit = "hops") @Min(1000) @Max(10_000_000)
          long trainHops,
      @Param(help = "Training walks for each alpha and time scale", unit = "walks")
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
    return Srrw.card(
        "reproduce",
        "Runs the experiment behind the paper's claims: error against repellence and time scales,"
            + " for sampling and for training, each beside its theory.");
  }

  private static Params params(
      List<Double> alphas, long sampleHops, int sampleRuns, long trainHops, int trainRuns) {
    return new Params(
        Source.example("village-ties"),
        Source.example("village-people"),
        "label",
        alphas,
        sampleHops,
        sampleRuns,
        trainHops,
        trainRuns);
  }

  @Override
  public List<Preset<Params>> presets() {
    return List.of(
        new Preset<>("quick", params(List.of(0.0, 2.0, 10.0), 30_000, 20, 30_000, 20)),
        new Preset<>(
            "full", params(List.of(0.0, 1.0, 2.0, 5.0, 10.0, 20.0), 100_000, 100, 300_000, 40)));
  }

  private static Claim claim(
      String id, String statement, String where, String metric, double low, double high) {
    return new Claim(id, statement, where, "", "full", metric, low, high, SCALE);
  }

  @Override
  public List<Claim> claims() {
    double none = Double.POSITIVE_INFINITY;
    return List.of(
        claim(
            "S1",
            "total variation to the target falls like n^-1/2 for every α: from n/10 to n by 0.32",
            "companion abstract",
            "variation_ratio_high",
            0,
            0.5),
        claim(
            "S2-low",
            "n MSE of the visit measure over its limit, least over α and both chains",
            "companion",
            "sample_ratio_low",
            0.7,
            none),
        claim(
            "S2-high",
            "n MSE of the visit measure over its limit, largest over α and both chains",
            "companion",
            "sample_ratio_high",
            0,
            1.15),
        claim(
            "S2-draws",
            "α = 10 beats independent draws: n MSE over theirs",
            "companion",
            "sample_10_over_draws",
            0,
            0.5),
        claim(
            "S3",
            "θ converges: squared error from n/10 to n at α = 5, 0.13 for b = 0.9",
            "abstract",
            "train_convergence",
            0,
            0.3),
        claim(
            "S4-low",
            "squared error of θ over the predicted one, least over α",
            "abstract, joint CLT",
            "train_ratio_low",
            0.65,
            none),
        claim(
            "S4-high",
            "squared error of θ over the predicted one, largest over α",
            "abstract, joint CLT",
            "train_ratio_high",
            0,
            1.45),
        claim(
            "S5-theta",
            "error of θ falls more than 8-fold from α = 1 to 10",
            "abstract, O(1/α²)",
            "theta_gain_1_10",
            8,
            none),
        claim(
            "S5-x",
            "error of the visits falls 6- to 12-fold from α = 1 to 10",
            "abstract, O(1/α)",
            "sample_gain_1_10",
            6,
            12),
        claim(
            "S6-ii",
            "case (ii), a = b, errs at least 1.5 times as much as (i), a < b",
            "time scales",
            "case_ii_over_i",
            1.5,
            none),
        claim(
            "S6-iii",
            "case (iii), a > b, errs at least 1.5 times as much as (ii)",
            "time scales",
            "case_iii_over_ii",
            1.5,
            none),
        claim(
            "S6-predicted",
            "case (ii) over its prediction",
            "time scales",
            "case_ii_ratio",
            0.75,
            1.3));
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
