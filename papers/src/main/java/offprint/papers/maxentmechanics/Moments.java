package offprint.papers.maxentmechanics;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/**
 * The density of maximum differential entropy with given moments, on an interval, half-line or
 * line.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Moments implements Method<Moments.Params> {
  private static final double[] QUANTILES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

  public record Params(
      @Param(label = "Range of values", help = "Where the density lives", value = "interval")
          Domain domain,
      @Param(label = "Lower end", help = "Lower end of an interval or half-line", value = "0")
          @DecimalMin("-1e12")
          @DecimalMax("1e12")
          double low,
      @Param(label = "Upper end", help = "Upper end of an interval", value = "10")
          @DecimalMin("-1e12")
          @DecimalMax("1e12")
          double high,
      @Param(label = "Known moments", help = "E x, E x², E x³, …", symbol = "m", value = "3,11,46")
          @Size(min = 1, max = 8)
          List<Double> moments,
      @Param(
              label = "Observations",
              help = "Observations behind the moments; 0: unknown",
              symbol = "n",
              value = "1000")
          @DecimalMin("0")
          @DecimalMax("1e15")
          double samples,
      @Param(label = "Solver", help = "How exactly moments are met") Newton newton) {
    public Params {
      for (double m : moments) {
        if (!Double.isFinite(m)) {
          throw new IllegalArgumentException("moments must be finite: got " + m);
        }
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "moments",
        "From a mean, a mean square and so on to the density of maximum entropy, with its"
            + " multipliers, entropy per moment and quantiles.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of("exponential", "domain=halfLine", "high=1", "moments=2.5", "samples=0"),
        Preset.of("gaussian", "domain=line", "high=1", "moments=1,5", "samples=0"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    Part part = Part.of(run, 0, 1, "");
    part.progress(0.5, "solving");
    double[] moments = p.moments.stream().mapToDouble(Double::doubleValue).toArray();
    DensityFit fit = solve(p, moments, part);
    List<DensityFit> levels = new ArrayList<>();
    for (int k = 1; k < moments.length; k++) {
      try {
        levels.add(solve(p, Arrays.copyOf(moments, k), part));
      } catch (IllegalArgumentException e) {
        // so few moments leave no density on an unbounded domain
      }
    }
    levels.add(fit);
    out.chart(density(p, levels));
    quantiles(fit, out);
    multipliers(p, moments, fit, out);
    levels(levels, out);
    p.newton.warn(fit.model(), out);
    out.text(
        "p(x) = exp(-Σ a_k u^k) / Z with u = (x - %.6g) / %.6g; %d quadrature nodes."
            .formatted(fit.centre(), fit.unit(), fit.size()));
    Frame nodes = Frame.of("x", "density", "probability");
    for (int i = 0; i < fit.size(); i++) {
      nodes.row(fit.x(i), fit.density(i), fit.model().p()[i]);
    }
    out.csv("density.csv", nodes)
        .metric("differential_entropy_nats", fit.differentialEntropyNats())
        .metric("newton_steps", fit.model().iterations());
    for (int k = 1; k <= moments.length; k++) {
      out.metric("multiplier_" + k, fit.multiplier(k));
    }
    return out.answer(
        "The least committed density with %s puts 90 %% between %s and %s, median %s; its entropy is %s nats."
            .formatted(
                Wording.count(moments.length, "given moment"),
                Wording.number(fit.quantile(0.05)),
                Wording.number(fit.quantile(0.95)),
                Wording.number(fit.quantile(0.5)),
                Wording.number(fit.differentialEntropyNats())));
  }

  private static DensityFit solve(Params p, double[] moments, Part part) {
    return new DensityFit(p.domain, p.low, p.high, moments, p.newton, part::repeat);
  }

  private static Chart density(Params p, List<DensityFit> levels) {
    double left = levels.stream().mapToDouble(f -> f.quantile(0.0005)).min().orElse(0);
    double right = levels.stream().mapToDouble(f -> f.quantile(0.9995)).max().orElse(1);
    Plot plot = Plot.of("The least-committal density").x("x").y("density");
    for (DensityFit fit : levels) {
      int[] shown =
          IntStream.range(0, fit.size())
              .filter(i -> p.domain == Domain.INTERVAL || (fit.x(i) >= left && fit.x(i) <= right))
              .toArray();
      String name = fit.moments() == 1 ? "mean" : fit.moments() + " moments";
      double[] x = Arrays.stream(shown).mapToDouble(fit::x).toArray();
      Chart.Series line =
          Chart.Series.line(name, x, Arrays.stream(shown).mapToDouble(fit::density).toArray());
      plot.add(fit == levels.getLast() ? line : line.thin());
    }
    return plot.chart(levels.size() > 1 ? "Thin: with fewer moments." : "");
  }

  private static void multipliers(Params p, double[] moments, DensityFit fit, Findings out) {
    boolean tested = p.samples > 0 && !fit.model().isOnBoundary();
    double[] errors = tested ? fit.model().standardErrors(p.samples) : new double[moments.length];
    String[] columns = {"power", "moment", "fitted", "λ of x^k", "a of u^k", "± se", "z"};
    Frame rows = Frame.of(columns);
    for (int k = 1; k <= moments.length; k++) {
      rows.row(
          k,
          moments[k - 1],
          fit.moment(k),
          fit.multiplier(k),
          fit.coefficient(k),
          errors[k - 1],
          fit.coefficient(k) / errors[k - 1]);
    }
    out.table("Multipliers", rows, Arrays.copyOf(columns, tested ? 7 : 5));
  }

  private static void levels(List<DensityFit> levels, Findings out) {
    Frame rows =
        Frame.of("moments", "h (nats)", "fall (nats)", "next moment, predicted", "Newton steps");
    double before = Double.NaN;
    for (DensityFit fit : levels) {
      double entropy = fit.differentialEntropyNats();
      rows.row(
          fit.moments(),
          entropy,
          before - entropy,
          fit.moment(fit.moments() + 1),
          fit.model().iterations());
      before = entropy;
    }
    out.table("Entropy by moments known", rows);
  }

  private static void quantiles(DensityFit fit, Findings out) {
    Frame rows = Frame.of("probability", "x");
    Arrays.stream(QUANTILES).forEach(q -> rows.row(q, fit.quantile(q)));
    out.table("Quantiles", rows);
  }
}
