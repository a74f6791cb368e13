package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
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
              label = "Edge list",
              help = "Two node ids a line",
              value = "example:village-ties",
              accepts = Kind.GRAPH)
          Source edges,
      @Param(
              label = "Node table",
              help = "Table of what the nodes hold: id, features, label 0 or 1",
              value = "example:village-people",
              accepts = Kind.TABLE)
          Source nodes,
      @Param(
              label = "Column to learn",
              help = "Column to learn, 0 or 1",
              value = "label",
              columnOf = "nodes")
          String label,
      @Param(label = "Repellences", help = "To compare, 0 to 100", symbol = "α", value = "0,2,10")
          List<Double> alphas,
      @Param(label = "Hops a sampling walk", help = "Hops of each sampling walk", value = "30000")
          @Min(1000)
          @Max(10_000_000)
          long sampleHops,
      @Param(
              label = "Sampling walks",
              help = "Sampling walks for each alpha and chain",
              value = "20")
          @Min(2)
          @Max(1000)
          int sampleRuns,
      @Param(label = "Hops a training walk", help = "Hops of each training walk", value = "30000")
          @Min(1000)
          @Max(10_000_000)
          long trainHops,
      @Param(label = "Training walks", help = "Training walks for each alpha and a", value = "20")
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
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Network network = Network.of(in.graph("edges", p.edges), false, out);
    NodeTable table = NodeTable.of(in.table("nodes", p.nodes, List.of("id")), network, true);
    Problem problem = Problem.of(table, Learning.logistic(p.label), out);
    double settings = 2.0 * p.alphas.size();
    double all =
        settings * p.sampleHops * p.sampleRuns + (settings + 2) * p.trainHops * p.trainRuns;
    Part.Counter hops = Part.of(run, 0, 1, "").counter(all, "walking");
    Frame sampling =
        new SamplingStudy(network, p.alphas, p.sampleHops, p.sampleRuns, hops, run).walk();
    Frame training =
        new TrainingStudy(network, problem, p.trainHops, p.trainRuns, hops, run).train(p.alphas);

    out.chart(trainChart(training, p.trainHops)).chart(sampleChart(sampling));
    out.table(
        "Training: MSE / b_n after %,d hops, %d runs, b = 0.9".formatted(p.trainHops, p.trainRuns),
        training);
    out.table(
        "Sampling: n · MSE of the visits after %,d hops, %d runs"
            .formatted(p.sampleHops, p.sampleRuns),
        sampling);
    out.text(
        "Crossover: from there on the average degree errs less than by the plain walk; blank: it"
            + " never does.");
    out.text(
        "A memory of n^0.6 hops hardly covers the %d nodes: strong repellence errs more there than with a = 0.8, though the linear theory promises less."
            .formatted(network.nodes()));
    Frame fast = training.where("group", "alphas");
    Frame metropolis = sampling.where("chain", "mhrw");
    DoubleSummaryStatistics sampled = Arrays.stream(sampling.numbers("ratio")).summaryStatistics();
    DoubleSummaryStatistics trained = Arrays.stream(fast.numbers("ratio")).summaryStatistics();
    double variation = Arrays.stream(sampling.numbers("variation_ratio")).max().orElseThrow();
    Frame cases = training.where("group", "cases");
    double[] error = cases.numbers("measured");
    out.metric("sample_ratio_low", sampled.getMin())
        .metric("sample_ratio_high", sampled.getMax())
        .metric("variation_ratio_high", variation)
        .metric("train_ratio_low", trained.getMin())
        .metric("train_ratio_high", trained.getMax())
        .metric("train_convergence", cases.numbers("convergence")[0])
        .metric("case_ii_over_i", error[1] / error[0])
        .metric("case_iii_over_ii", error[2] / error[1])
        .metric("case_ii_ratio", cases.numbers("ratio")[1]);
    gains(out, metropolis, fast, training.where("group", "short memory"));
    slopes(out, fast, p.trainHops);
    double weakest = p.alphas.get(1);
    double strongest = p.alphas.getLast();
    return out.answer(
        "From α = %s to %s the error of θ falls %s-fold and that of the visits %s-fold; errors are %s to %s times the predicted ones."
            .formatted(
                Wording.number(weakest),
                Wording.number(strongest),
                Wording.number(gain(fast, weakest, strongest)),
                Wording.number(gain(metropolis, weakest, strongest)),
                Wording.number(Math.min(sampled.getMin(), trained.getMin())),
                Wording.number(Math.max(sampled.getMax(), trained.getMax()))));
  }

  /** A column without its first row, alpha = 0, which a logarithmic axis cannot show. */
  private static double[] repellent(Frame frame, String column) {
    double[] all = frame.numbers(column);
    return Arrays.copyOfRange(all, 1, all.length);
  }

  private static Chart trainChart(Frame training, long hops) {
    Frame fast = training.where("group", "alphas");
    Frame shortMemory = training.where("group", "short memory");
    double[] x = repellent(fast, "alpha");
    double[] measured = repellent(fast, "measured");
    Plot plot =
        Plot.of("Training: error of θ against repellence")
            .logX("α")
            .logY("MSE / b_n")
            .line("measured, a = 0.8", x, measured)
            .line("predicted for these hops", x, repellent(fast, "predicted"))
            .thinLine("limit, O(1/α²)", x, repellent(fast, "limit"))
            .thinLine("measured, a = 0.6", x, shortMemory.numbers("measured"));
    for (int slope : new int[] {-1, -2}) {
      DoubleUnaryOperator power = alpha -> measured[0] * Math.pow(alpha / x[0], slope);
      plot.thinLine("slope −" + -slope, x, Arrays.stream(x).map(power).toArray());
    }
    return plot.chart(
        "b = 0.9. The limit's slope is not reached at this length: b_n / g_n is still %.2g."
            .formatted(Math.pow(hops + 1.0, -0.1)));
  }

  private static Chart sampleChart(Frame sampling) {
    Plot plot =
        Plot.of("Sampling: error of the visit measure against repellence")
            .logX("α")
            .logY("n · MSE");
    for (String chain : sampling.values("chain")) {
      Frame one = sampling.where("chain", chain);
      double[] x = repellent(one, "alpha");
      plot.line(chain + ", measured", x, repellent(one, "measured"))
          .thinLine(chain + ", limit", x, repellent(one, "limit"))
          .thinLine(chain + ", draws", x, repellent(one, "draws"));
    }
    return plot.chart(
        "a = 1. Both chains fall below independent draws of their law, which no plain walk does.");
  }

  /** NaN where there is no such alpha. */
  private static double at(Frame frame, double alpha, String column) {
    Frame row = frame.where("alpha", alpha);
    return row.isEmpty() ? Double.NaN : row.numbers(column)[0];
  }

  private static double gain(Frame frame, double from, double to) {
    return at(frame, from, "measured") / at(frame, to, "measured");
  }

  /** The metrics of claims that compare certain alphas, if those were run. */
  private static void gains(Findings out, Frame metropolis, Frame fast, Frame shortMemory) {
    known(out, "sample_10_over_draws", at(metropolis, 10, "over_draws"));
    known(out, "theta_gain_1_10", gain(fast, 1, 10));
    known(out, "theta_gain_limit_1_10", at(fast, 1, "limit") / at(fast, 10, "limit"));
    known(out, "sample_gain_1_10", gain(metropolis, 1, 10));
    known(out, "short_memory_20_over_1", gain(shortMemory, 20, 1));
  }

  private static void known(Findings out, String metric, double value) {
    if (!Double.isNaN(value)) {
      out.metric(metric, value);
    }
  }

  /** Slopes of log error in log alpha from 2, or the first, to the last alpha. */
  private static void slopes(Findings out, Frame fast, long hops) {
    double[] alpha = fast.numbers("alpha");
    int to = alpha.length - 1;
    int from = fast.where("alpha", 2.0).isEmpty() ? 1 : Arrays.binarySearch(alpha, 2);
    if (from == to) {
      out.text("One positive α shows no slope.");
      return;
    }
    double[] slope = new double[3];
    String[] columns = {"measured", "predicted", "limit"};
    for (int k = 0; k < slope.length; k++) {
      double[] error = fast.numbers(columns[k]);
      slope[k] = Math.log(error[to] / error[from]) / Math.log(alpha[to] / alpha[from]);
      out.metric("slope_" + columns[k], slope[k]);
    }
    out.warning(
        "1/α² is not visible at %d hops: from α = %.3g to %.3g the slope is %.2f measured, %.2f predicted for these hops, %.2f only in the limit."
            .formatted(hops, alpha[from], alpha[to], slope[0], slope[1], slope[2]));
  }
}
