package offprint.papers.maxentmechanics;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.table.TableWriter;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/**
 * The density of maximum differential entropy with given moments, on an interval, half-line or
 * line.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Moments implements Method<Moments.Params> {
  private static final double[] QUANTILES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

  public record Params(
      @Param(help = "Where the density lives", value = "interval") Domain domain,
      @Param(help = "Lower end of an interval or half-line", value = "0")
          @DecimalMin("-1e12")
          @DecimalMax("1e12")
          double low,
      @Param(help = "Upper end of an interval", value = "10")
          @DecimalMin("-1e12")
          @DecimalMax("1e12")
          double high,
      @Param(help = "E x, E x², E x³, …", symbol = "m", value = "3,11,46") @Size(min = 1, max = 8)
          List<Double> moments,
      @Param(help = "Observations behind the moments; 0: unknown", symbol = "n", value = "1000")
          @DecimalMin("0")
          @DecimalMax("1e15")
          double samples,
      @Param(help = "Largest miss of a moment, in standard deviations", value = "1e-11")
          @DecimalMin("1e-15")
          @DecimalMax("1e-3")
          double tol,
      @Param(help = "Most Newton steps", unit = "steps", value = "200") @Min(1) @Max(10_000)
          int maxIter) {
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
        Preset.of(
            "exponential", "domain=halfLine", "high=1", "moments=2.5", "samples=0", "tol=1e-12"),
        Preset.of("gaussian", "domain=line", "high=1", "moments=1,5", "samples=0", "tol=1e-12"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    double[] moments = params.moments.stream().mapToDouble(Double::doubleValue).toArray();
    DensityFit fit = solve(params, moments, run);
    List<Report.Block> blocks = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    List<DensityFit> levels = new ArrayList<>();
    for (int k = 1; k < moments.length; k++) {
      if (params.domain != Domain.LINE || k % 2 == 0) {
        DensityFit level = lower(params, Arrays.copyOf(moments, k), run);
        if (level != null) {
          sizes.add(k);
          levels.add(level);
        }
      }
    }
    sizes.add(moments.length);
    levels.add(fit);
    blocks.add(density(params, sizes, levels));
    blocks.add(multipliers(params, moments, fit));
    blocks.add(levelTable(sizes, levels));
    blocks.add(quantiles(fit));
    blocks.addAll(Solver.notes(fit.model(), params.tol));
    blocks.add(
        Note.text(
            "p(x) = exp(-Σ a_k u^k) / Z with u = (x - %.6g) / %.6g; %d quadrature nodes."
                .formatted(fit.centre(), fit.unit(), fit.size())));
    try (TableWriter file =
        new TableWriter(run.create("density.csv"), "x", "density", "probability")) {
      for (int i = 0; i < fit.size(); i++) {
        file.row(fit.x(i), fit.density(i), fit.model().p()[i]);
      }
    }
    Map<String, Double> metrics = metrics(moments, fit);
    return new Report(
        "The least committed density with %s has %s nats of differential entropy."
            .formatted(
                Wording.count(moments.length, "given moment"),
                Wording.number(metrics.getOrDefault("differential_entropy_nats", Double.NaN))),
        blocks,
        metrics);
  }

  private static DensityFit solve(Params params, double[] moments, Run run) {
    DensityFit fit =
        DensityFit.solve(
            params.domain,
            params.low,
            params.high,
            moments,
            params.tol,
            params.maxIter,
            i -> run.progress(0.5, "Newton step " + i));
    Solver.requireSolved(
        "%d moments from low = %s to high = %s".formatted(moments.length, params.low, params.high),
        fit.model().isConverged(),
        fit.model().residual(),
        params.tol,
        params.maxIter);
    return fit;
  }

  /** Null where fewer moments leave no density on an unbounded domain. */
  private static @org.jspecify.annotations.Nullable DensityFit lower(
      Params params, double[] moments, Run run) {
    try {
      return solve(params, moments, run);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Chart density(Params params, List<Integer> sizes, List<DensityFit> levels) {
    List<Chart.Series> series = new ArrayList<>();
    double left = levels.stream().mapToDouble(f -> f.quantile(0.0005)).min().orElse(0);
    double right = levels.stream().mapToDouble(f -> f.quantile(0.9995)).max().orElse(1);
    for (int l = 0; l < levels.size(); l++) {
      DensityFit fit = levels.get(l);
      int[] shown =
          java.util.stream.IntStream.range(0, fit.size())
              .filter(
                  i -> params.domain == Domain.INTERVAL || (fit.x(i) >= left && fit.x(i) <= right))
              .toArray();
      double[] x = Arrays.stream(shown).mapToDouble(fit::x).toArray();
      double[] y = Arrays.stream(shown).mapToDouble(fit::density).toArray();
      Chart.Series line =
          Chart.Series.line(sizes.get(l) == 1 ? "mean" : sizes.get(l) + " moments", x, y);
      series.add(l == levels.size() - 1 ? line : line.thin());
    }
    return new Chart(
        "The least-committal density",
        Chart.Axis.linear("x"),
        Chart.Axis.linear("density"),
        series,
        levels.size() > 1 ? "Thin: with fewer moments." : "");
  }

  private static Table multipliers(Params params, double[] moments, DensityFit fit) {
    boolean tested = params.samples > 0 && !fit.model().isOnBoundary();
    double[] errors = tested ? fit.model().standardErrors(params.samples) : new double[0];
    List<String> columns =
        new ArrayList<>(List.of("power", "moment", "fitted", "λ of x^k", "a of u^k"));
    if (tested) {
      columns.addAll(List.of("± se", "z"));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 1; k <= moments.length; k++) {
      List<Object> row = new ArrayList<>();
      row.add(k);
      row.add(moments[k - 1]);
      row.add(fit.moment(k));
      row.add(fit.multiplier(k));
      row.add(fit.coefficient(k));
      if (tested) {
        row.add(errors[k - 1]);
        row.add(fit.coefficient(k) / errors[k - 1]);
      }
      rows.add(row);
    }
    return new Table("Multipliers", columns, rows);
  }

  private static Table levelTable(List<Integer> sizes, List<DensityFit> levels) {
    List<List<Object>> rows = new ArrayList<>();
    for (int l = 0; l < levels.size(); l++) {
      DensityFit fit = levels.get(l);
      double entropy = fit.differentialEntropyNats();
      double before = l == 0 ? Double.NaN : levels.get(l - 1).differentialEntropyNats();
      rows.add(
          List.of(
              sizes.get(l),
              entropy,
              before - entropy,
              fit.moment(sizes.get(l) + 1),
              fit.model().iterations()));
    }
    return new Table(
        "Entropy by moments known",
        List.of("moments", "h (nats)", "fall (nats)", "next moment, predicted", "Newton steps"),
        rows);
  }

  private static Table quantiles(DensityFit fit) {
    List<List<Object>> rows = new ArrayList<>();
    for (double q : QUANTILES) {
      rows.add(List.of(q, fit.quantile(q)));
    }
    return new Table("Quantiles", List.of("probability", "x"), rows);
  }

  private static Map<String, Double> metrics(double[] moments, DensityFit fit) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("differential_entropy_nats", fit.differentialEntropyNats());
    metrics.put("newton_steps", (double) fit.model().iterations());
    for (int k = 1; k <= moments.length; k++) {
      metrics.put("multiplier_" + k, fit.multiplier(k));
    }
    return metrics;
  }
}
