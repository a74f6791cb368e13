package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.markov.ReversibleSpectrum;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Says before a hop is made what a walk will achieve: predicted errors by hops and alpha, from when
 * they hold, and the memory exponent that suits a training.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Plan implements Method<Plan.Params> {
  private static final int MOST_NODES = 1500;
  private static final double[] ALPHAS = {0, 1, 2, 5, 10, 20};
  private static final double[] EXPONENTS = {0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1};

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
              help = "Column to average; empty: the first numeric one, or the degree",
              value = "income",
              columnOf = "nodes")
          String value,
      @Param(help = "Weights of the average over the nodes", value = "uniform") Target target,
      @Param(help = "Walk that is made self-repellent", symbol = "P", value = "mhrw")
          ChainKind chain,
      @Param(help = "Transition probabilities, CSV, for chain matrix", accepts = Kind.MATRIX)
          Source matrix,
      @Param(help = "Repellence for the choice of a", symbol = "α", value = "5")
          @DecimalMin("0")
          @DecimalMax("100")
          double alpha,
      @Param(
              help = "Step of θ in a training is (n+1)^-b",
              symbol = "b",
              label = "Exponent of the learning step",
              value = "0.9")
          @DecimalMin("0.5")
          @DecimalMax("1")
          double betaExp,
      @Param(help = "Hops that can be afforded", symbol = "n", unit = "hops", value = "300000")
          @Min(10)
          @Max(1_000_000_000_000L)
          long hops,
      @Param(help = "Plan for the largest component of a graph in pieces", value = "false")
          boolean largestComponent) {
    public Params {
      Srrw.requireExponent("betaExp", betaExp);
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
    Network network =
        p.chain() == ChainKind.MATRIX
            ? Network.ofMatrix(run, p.matrix())
            : Network.read(run, p.edges(), p.largestComponent());
    NodeTable table = p.nodes().isEmpty() ? null : NodeTable.read(run, p.nodes(), network, false);
    List<String> chosen = p.value().isEmpty() ? List.of() : List.of(p.value());
    if (table != null) {
      table.requireColumns("value", chosen);
    }
    Values values = Values.of(network, table, p.target(), chosen, 0);
    double[] f = values.values.getFirst();
    Arm plain =
        Arm.walk(
            "plain walk",
            network.chain(p.chain(), values.target),
            values.target,
            0,
            Schedule.CONSTANT,
            1);
    double truth = 0;
    for (int i = 0; i < f.length; i++) {
      truth += values.target[i] * f[i];
    }
    Prediction prediction =
        new Prediction(plain, f, truth, _ -> run.progress(0.5, "solving for the variance"));
    ReversibleSpectrum spectrum =
        network.nodes() > MOST_NODES
            ? null
            : ReversibleSpectrum.of(plain.chain, () -> run.progress(0.2, "computing the spectrum"));
    double[] validFrom = new double[ALPHAS.length];
    for (int a = 0; a < ALPHAS.length; a++) {
      run.progress(0.8, "alpha " + ALPHAS[a]);
      double linear =
          spectrum == null ? 0 : new SamplingTheory(spectrum, plain.chain).linearFrom(ALPHAS[a]);
      validFrom[a] = Math.max(10.0 * network.nodes(), linear);
    }
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(errors(p, values, prediction, validFrom));
    blocks.add(settings(values, prediction, validFrom));
    Map<String, Double> metrics = new LinkedHashMap<>();
    double one = prediction.variance(1, 1);
    if (one > 0) {
      metrics.put("gain_1_to_10", one / prediction.variance(10, 1));
    }
    metrics.put("variance_plain", prediction.variance(0, 1));
    metrics.put("variance_independent", prediction.independent());
    if (spectrum != null) {
      metrics.put("second_eigenvalue", spectrum.value(1));
      blocks.add(spectrumTable(network, spectrum));
      blocks.add(exponents(p, network, training(plain, f, truth, spectrum), metrics));
    } else {
      blocks.add(
          Note.notice(
              "Eigenvalues, and with them the choice of a, are computed up to %d nodes: this graph has %d."
                  .formatted(MOST_NODES, network.nodes())));
    }
    blocks.addAll(network.notes());
    blocks.add(
        Note.text(
            "A prediction holds once the walk has covered the graph, about 10 N hops, and once"
                + " visits are even enough for the repellence to act linearly. Before that a strong"
                + " α can be worse than none."));
    return new Report(blocks, metrics);
  }

  private static Chart errors(Params p, Values values, Prediction prediction, double[] validFrom) {
    double first = Math.max(10, p.hops() / 1e4);
    double[] x = new double[41];
    Arrays.setAll(x, k -> first * Math.pow(p.hops() / first, k / 40.0));
    List<Chart.Series> series = new ArrayList<>();
    for (int a = 0; a < ALPHAS.length; a++) {
      double alpha = ALPHAS[a];
      double from = validFrom[a];
      double[] y =
          Arrays.stream(x)
              .map(n -> n < from ? Double.NaN : Math.sqrt(prediction.variance(alpha, 1) / n))
              .toArray();
      series.add(Chart.Series.line("α = %.0f".formatted(alpha), x, positive(y)));
    }
    double[] independent =
        Arrays.stream(x).map(n -> Math.sqrt(prediction.independent() / n)).toArray();
    series.add(Chart.Series.line("independent draws", x, positive(independent)).thin());
    return new Chart(
        "Predicted error of the average " + values.names.getFirst(),
        Chart.Axis.log("hops"),
        Chart.Axis.log("standard error"),
        series,
        "Lines begin where the prediction can hold.");
  }

  private static double[] positive(double[] y) {
    return Arrays.stream(y).map(v -> v > 0 ? v : Double.NaN).toArray();
  }

  private static Table settings(Values values, Prediction prediction, double[] validFrom) {
    List<List<Object>> rows = new ArrayList<>();
    double spread = prediction.independent();
    for (int a = 0; a < ALPHAS.length; a++) {
      double variance = prediction.variance(ALPHAS[a], 1);
      double hops = spread > 0 ? variance / (1e-4 * spread) : 0;
      rows.add(
          List.of(
              ALPHAS[a],
              variance,
              spread > 0 ? variance / spread : Double.NaN,
              validFrom[a],
              Math.max(hops, validFrom[a])));
    }
    return new Table(
        "Average of %s, a = 1".formatted(values.names.getFirst()),
        List.of(
            "α",
            "n · variance",
            "over independent draws",
            "holds from hops",
            "hops for an error of 1 % of the spread"),
        rows);
  }

  private static Table spectrumTable(Network network, ReversibleSpectrum spectrum) {
    int n = spectrum.states();
    return new Table(
        "The chain",
        List.of("", "value"),
        List.of(
            List.of("nodes N", (long) n),
            List.of("edges", (long) network.graph().edges()),
            List.of("largest degree", (long) network.graph().largestDegree()),
            List.of("second eigenvalue", spectrum.value(1)),
            List.of("relaxation time, hops", 1 / (1 - spectrum.value(1))),
            List.of("last eigenvalue", spectrum.value(n - 1))));
  }

  /** The theory of a token that learns the average, loss (theta - f)^2 / 2. */
  private static OptimisationTheory training(
      Arm plain, double[] f, double truth, ReversibleSpectrum spectrum) {
    double[][] gradient = new double[f.length][1];
    for (int i = 0; i < f.length; i++) {
      gradient[i][0] = plain.importance()[i] * (truth - f[i]);
    }
    DMatrixRMaj hessian = new DMatrixRMaj(1, 1);
    hessian.set(0, 0, 1);
    return new OptimisationTheory(spectrum, plain.chain, gradient, hessian);
  }

  /** Predicted gain over the plain walk for each a, and whether the memory n^a is long enough. */
  private static Table exponents(
      Params p, Network network, OptimisationTheory theory, Map<String, Double> metrics) {
    double half = p.betaExp() == 1 ? 0.5 : 0;
    double plain = theory.variance(0, 1, half);
    List<List<Object>> rows = new ArrayList<>();
    double bestGain = 0;
    @Nullable Double best = null;
    for (double a : EXPONENTS) {
      double ratio = Math.pow(p.hops() + 1.0, a - p.betaExp());
      double variance = theory.variance(p.alpha(), ratio, half);
      double memory = Math.pow((double) p.hops(), a);
      boolean enough = memory >= 10.0 * network.nodes();
      double gain = variance > 0 ? plain / variance : Double.NaN;
      if (enough && gain > bestGain) {
        bestGain = gain;
        best = a;
      }
      rows.add(
          List.of(a, ratio, gain, memory, enough ? "yes" : "no: it forgets before it has covered"));
    }
    if (best != null) {
      metrics.put("best_gamma_exponent", best);
      metrics.put("training_gain", bestGain);
    }
    return new Table(
        "Memory exponent a for a training of %d hops with b = %s, α = %s%s"
            .formatted(p.hops(), p.betaExp(), p.alpha(), best == null ? "" : ": best a = " + best),
        List.of("a", "b_n / g_n", "predicted gain over plain", "memory n^a, hops", "≥ 10 N"),
        rows);
  }
}
