package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.TreeSet;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.markov.ReversibleSpectrum;
import offprint.kernels.markov.SelfRepellentVariance;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * Says before a hop is made what a walk will achieve: predicted errors by hops and alpha, from when
 * they hold, and the memory exponent that suits a training.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Plan implements Method<Plan.Params> {
  private static final int MOST_NODES = 1500;
  private static final int POINTS = 41;
  private static final List<Double> ALPHAS = List.of(0.0, 1.0, 2.0, 5.0, 10.0, 20.0);
  private static final double[] EXPONENTS = {0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1};

  /** Parameters. */
  public record Params(
      @Param(label = "Network", help = "The network to plan for") Crawl crawl,
      @Param(
              label = "Column to average",
              help = "Column to average; empty: the first",
              value = "income",
              columnOf = "nodes")
          String value,
      @Param(label = "Repellence", help = "To plan for", symbol = "α", value = "5")
          @DecimalMin("0")
          @DecimalMax("100")
          double alpha,
      @Param(label = "Step exponent", help = "θ moves by (n+1)^-b", symbol = "b", value = "0.9")
          @DecimalMin("0.5")
          @DecimalMax("1")
          double betaExp,
      @Param(label = "Hops to spend", help = "Hops that can be afforded", value = "300000")
          @Min(10)
          @Max(1_000_000_000_000L)
          long hops) {
    public Params {
      Repellence.requireExponent("betaExp", betaExp);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "plan",
        "Predicts, without walking, how far a plain and a self-repellent walk of your network err"
            + " after given hops, and which settings to take.");
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Network network = p.crawl.network(in, out);
    @Nullable NodeTable table = p.crawl.table(in, network);
    List<String> chosen = p.value.isEmpty() ? List.of() : List.of(p.value);
    if (table != null) {
      table.requireColumns("value", chosen);
    }
    Values values = Values.of(network.graph(), table, chosen, 0, out);
    String name = values.names().getFirst();
    double[] value = values.rows()[0];
    double[] target = p.crawl.target().weights(network, table);
    double truth = new Sampling(target, values.rows()).truth(0);
    Arm plain =
        Arm.walk("plain walk", network.chain(p.crawl.chain(), target), target, Repellence.NONE, 1);
    @Nullable ReversibleSpectrum spectrum =
        network.nodes() > MOST_NODES
            ? null
            : ReversibleSpectrum.of(
                plain.chain(), () -> run.progress(0.2, "computing the spectrum"));
    SelfRepellentVariance theory =
        plain.variance(value, truth, _ -> run.progress(0.5, "solving for the variance"));

    Frame settings = settings(p, network, plain, spectrum, theory);
    out.chart(errorChart((double) p.hops, name, settings, theory.independent()));
    out.table(
        "Average of %s, a = 1".formatted(name),
        settings,
        "alpha=α",
        "variance=n · variance",
        "over_draws=over independent draws",
        "holds_from=holds from hops",
        "needed=hops for an error of 1 % of the spread");
    out.text(
        "A prediction holds once the walk has covered the graph, about 10 N hops, and once visits"
            + " are even enough for the repellence to act linearly. Before that a strong α can be"
            + " worse than none.");
    if (theory.of(1, true) > 0) {
      out.metric("gain_1_to_10", theory.of(1, true) / theory.of(10, true));
    }
    out.metric("variance_plain", theory.of(0, true))
        .metric("variance_independent", theory.independent());
    String training = "";
    if (spectrum == null) {
      out.assumed(
          "Eigenvalues, and with them the choice of a, are computed up to %d nodes: this graph has %d."
              .formatted(MOST_NODES, network.nodes()));
    } else {
      tellSpectrum(out, network, spectrum);
      training = exponents(out, p, network, training(plain, value, truth, spectrum));
    }
    return out.answer(sentence(p, name, settings) + training);
  }

  /** By alpha: the variance, from when it holds, and what an error of 1 % needs. */
  private static Frame settings(
      Params p,
      Network network,
      Arm plain,
      @Nullable ReversibleSpectrum spectrum,
      SelfRepellentVariance theory) {
    Frame settings = Frame.of("alpha", "variance", "over_draws", "holds_from", "needed");
    double spread = theory.independent();
    TreeSet<Double> alphas = new TreeSet<>(ALPHAS);
    alphas.add(p.alpha);
    for (double alpha : alphas) {
      double linear =
          spectrum == null ? 0 : new SamplingTheory(spectrum, plain.chain()).linearFrom(alpha);
      double holdsFrom = Math.max(10.0 * network.nodes(), linear);
      double variance = theory.of(alpha, true);
      double needed = spread > 0 ? variance / (1e-4 * spread) : 0;
      settings.row(
          alpha,
          variance,
          spread > 0 ? variance / spread : Double.NaN,
          holdsFrom,
          Math.max(needed, holdsFrom));
    }
    return settings;
  }

  private static String sentence(Params p, String name, Frame settings) {
    Frame repellent = settings.where("alpha", p.alpha);
    double holdsFrom = repellent.numbers("holds_from")[0];
    return "After %,d hops the average of %s is predicted to err by %s with α = %s, by %s with the plain walk%s."
        .formatted(
            p.hops,
            name,
            Wording.number(Math.sqrt(repellent.numbers("variance")[0] / p.hops)),
            Wording.number(p.alpha),
            Wording.number(Math.sqrt(settings.where("alpha", 0.0).numbers("variance")[0] / p.hops)),
            p.hops < holdsFrom
                ? "; but the prediction holds only from %,.0f hops on".formatted(holdsFrom)
                : "");
  }

  private static Chart errorChart(double hops, String name, Frame settings, double independent) {
    double first = Math.max(10, hops / 1e4);
    Plot plot =
        Plot.of("Predicted error of the average " + name).logX("hops").logY("standard error");
    double[] alpha = settings.numbers("alpha");
    double[] variance = settings.numbers("variance");
    double[] holdsFrom = settings.numbers("holds_from");
    for (int a = 0; a < alpha.length; a++) {
      double v = variance[a];
      double from = Math.min(hops, Math.max(first, holdsFrom[a]));
      String line = "α = " + Wording.number(alpha[a]);
      plot.function(line, from, hops, POINTS, n -> Math.sqrt(v / n));
    }
    plot.function("independent draws", first, hops, POINTS, n -> Math.sqrt(independent / n));
    return plot.chart("Lines begin where the prediction can hold.");
  }

  private static void tellSpectrum(Findings out, Network network, ReversibleSpectrum spectrum) {
    int n = spectrum.states();
    out.metric("second_eigenvalue", spectrum.value(1));
    out.table(
        "The chain",
        Frame.of("quantity", "value")
            .row("nodes N", n)
            .row("edges", network.graph().edges())
            .row("largest degree", network.graph().largestDegree())
            .row("second eigenvalue", spectrum.value(1))
            .row("relaxation time, hops", 1 / (1 - spectrum.value(1)))
            .row("last eigenvalue", spectrum.value(n - 1)));
  }

  /** The theory of a token that learns the average, loss (theta - f)^2 / 2. */
  private static OptimisationTheory training(
      Arm plain, double[] f, double truth, ReversibleSpectrum spectrum) {
    double[][] gradient = new double[f.length][1];
    for (int i = 0; i < f.length; i++) {
      gradient[i][0] = plain.importance()[i] * (truth - f[i]);
    }
    return new OptimisationTheory(spectrum, plain.chain(), gradient, new double[] {1});
  }

  /** Predicted gain over the plain walk for each a; the sentence which a to take. */
  private static String exponents(
      Findings out, Params p, Network network, OptimisationTheory theory) {
    double half = p.betaExp == 1 ? 0.5 : 0;
    double plain = theory.variance(0, 1, half);
    Frame rows = Frame.of("a", "ratio", "gain", "memory", "enough");
    double bestGain = 0;
    double best = Double.NaN;
    for (double a : EXPONENTS) {
      double ratio = Math.pow(p.hops + 1.0, a - p.betaExp);
      double variance = theory.variance(p.alpha, ratio, half);
      double memory = Math.pow((double) p.hops, a);
      boolean enough = memory >= 10.0 * network.nodes();
      double gain = variance > 0 ? plain / variance : Double.NaN;
      if (enough && gain > bestGain) {
        bestGain = gain;
        best = a;
      }
      rows.row(a, ratio, gain, memory, enough ? "yes" : "no: it forgets before it has covered");
    }
    out.table(
        "Memory exponent a for a training of %,d hops with b = %s, α = %s"
            .formatted(p.hops, p.betaExp, Wording.number(p.alpha)),
        rows,
        "a",
        "ratio=b_n / g_n",
        "gain=predicted gain over plain",
        "memory=memory n^a, hops",
        "enough=≥ 10 N");
    if (Double.isNaN(best)) {
      return " No memory exponent suits a training of this length.";
    }
    out.metric("best_gamma_exponent", best).metric("training_gain", bestGain);
    return " For a training take the memory exponent a = %s: the squared error falls %s-fold."
        .formatted(best, Wording.number(bestGain));
  }
}
