package offprint.papers.maxentmechanics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import offprint.method.Chart;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** A chain driven away from its stationary law: response next to covariance, and their sum. */
final class Transient {
  private static final double DIFFERENCE = 1e-5;

  private final Run run;
  private final double[][] transition;
  private final double[][] flux;
  private final double[] start;
  private final double[] force;

  Transient(Path.Params params, TiltedChain chain, double[][] flux, Run run) {
    this.run = run;
    this.flux = flux;
    transition = chain.transition();
    start = chain.stationary();
    force = new double[params.horizon()];
    for (int t = 0; t < force.length; t++) {
      force[t] = params.drive().get(t % params.drive().size());
    }
  }

  List<Report.Block> blocks(Map<String, Double> metrics) {
    CausalDrive causal = new CausalDrive(transition, flux, start, force);
    GlobalDrive global = new GlobalDrive(transition, flux, start, force);
    double[][] response = causal.response(s -> run.progress(0.55, "response " + s));
    double[][] covariance = causal.covariance(s -> run.progress(0.65, "covariance " + s));
    double[][] globalResponse = global.response(s -> run.progress(0.7, "global response " + s));
    double[][] globalCovariance =
        global.covariance(s -> run.progress(0.8, "global covariance " + s));
    double causalSum = DrivenChain.largestSum(response, covariance);
    double globalSum = DrivenChain.largestSum(globalResponse, globalCovariance);
    metrics.put("fdt_causal", causalSum);
    metrics.put("fdt_global", globalSum);
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(fluxes(causal, global));
    blocks.add(map("Response of the flux to the force, causal form", response, 1));
    blocks.add(map("Minus the covariance, summed over paths", covariance, -1));
    blocks.add(sum(response, covariance));
    blocks.add(
        new Table(
            "Fluctuation–dissipation under the drive",
            List.of(
                "form",
                "largest response",
                "|response + covariance|",
                "|response - central difference|",
                "process free energy (nats)"),
            List.of(
                List.of(
                    "causal",
                    largest(response),
                    causalSum,
                    difference(response, f -> new CausalDrive(transition, flux, start, f).mean()),
                    causal.freeEnergyNats()),
                List.of(
                    "global",
                    largest(globalResponse),
                    globalSum,
                    difference(
                        globalResponse, f -> new GlobalDrive(transition, flux, start, f).mean()),
                    -global.logPartition()))));
    return blocks;
  }

  private Chart fluxes(CausalDrive causal, GlobalDrive global) {
    double[] x = new double[force.length];
    for (int t = 0; t < x.length; t++) {
      x[t] = t;
    }
    return new Chart(
        "Mean of the first flux under the drive",
        Chart.Axis.linear("step t"),
        Chart.Axis.linear("mean flux"),
        List.of(
            Chart.Series.line("causal", x, causal.mean()),
            Chart.Series.line("global (knows the later forces)", x, global.mean()).thin()),
        "");
  }

  private static Chart map(String title, double[][] matrix, double sign) {
    int n = matrix.length;
    double[] x = new double[n * n];
    double[] y = new double[n * n];
    double[] z = new double[n * n];
    for (int t = 0; t < n; t++) {
      for (int s = 0; s < n; s++) {
        x[t * n + s] = s;
        y[t * n + s] = t;
        z[t * n + s] = sign * matrix[t][s];
      }
    }
    return new Chart(
        title,
        Chart.Axis.linear("force at step s"),
        Chart.Axis.linear("flux at step t"),
        List.of(Chart.Series.cells("d⟨J_t⟩ / dλ_s", x, y, z)),
        "");
  }

  private static Chart sum(double[][] response, double[][] covariance) {
    int n = response.length;
    double[][] sum = new double[n][n];
    for (int t = 0; t < n; t++) {
      for (int s = 0; s < n; s++) {
        sum[t][s] = response[t][s] + covariance[t][s];
      }
    }
    Chart chart = map("Their difference", sum, 1);
    return new Chart(
        chart.title(),
        chart.x(),
        chart.y(),
        chart.series(),
        "Rounding only: the theorem holds at any distance from equilibrium.");
  }

  private static double largest(double[][] matrix) {
    double largest = 0;
    for (double[] row : matrix) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  private double difference(double[][] response, Function<double[], double[]> mean) {
    double largest = 0;
    for (int s = 0; s < force.length; s++) {
      run.progress(0.85 + 0.1 * s / force.length, "central difference " + s);
      double[] up = force.clone();
      double[] down = force.clone();
      up[s] += DIFFERENCE;
      down[s] -= DIFFERENCE;
      double[] above = mean.apply(up);
      double[] below = mean.apply(down);
      for (int t = 0; t < force.length; t++) {
        double slope = (above[t] - below[t]) / (2 * DIFFERENCE);
        largest = Math.max(largest, Math.abs(slope - response[t][s]));
      }
    }
    return largest;
  }
}
