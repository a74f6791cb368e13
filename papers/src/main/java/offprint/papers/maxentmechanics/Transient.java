package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.method.Chart;

/** A chain driven away from its stationary law: response beside covariance, and their sum. */
final class Transient {
  private Transient() {}

  static void tell(Path.Params p, TiltedChain chain, double[][] flux, Part part, Findings out) {
    double[] force = new double[p.horizon()];
    Arrays.setAll(force, t -> p.drive().get(t % p.drive().size()));
    Plot means = Plot.of("Mean of the first flux under the drive").x("step t").y("mean flux");
    Frame theorem =
        Frame.of(
            "form",
            "largest response",
            "|response + covariance|",
            "|response - central difference|",
            "process free energy (nats)");
    for (DrivenChain.Form form : DrivenChain.Form.values()) {
      boolean causal = form == DrivenChain.Form.CAUSAL;
      String name = form.label();
      part.progress(causal ? 0.55 : 0.75, "response, %s form".formatted(name));
      DrivenChain driven =
          new DrivenChain(form, chain.transition(), flux, chain.stationary(), force);
      double[][] response = driven.response(_ -> part.repeat());
      double[][] covariance = driven.covariance(_ -> part.repeat());
      double error = 0;
      for (int s = 0; s < force.length; s++) {
        part.repeat();
        error = Math.max(error, driven.differenceError(response, s));
      }
      double largest =
          Arrays.stream(response).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
      double sum = DrivenChain.largestSum(response, covariance);
      theorem.row(name, largest, sum, error, driven.freeEnergyNats());
      out.metric("fdt_" + name, sum);
      if (causal) {
        means.line("causal", Plot.positions(p.horizon()), driven.mean());
        String title = "Response of the flux to the force, causal form";
        out.chart(map(title, "", p.horizon(), (t, s) -> response[t][s]));
        title = "Minus the covariance, summed over paths";
        out.chart(map(title, "", p.horizon(), (t, s) -> -covariance[t][s]));
        String rounding = "Rounding only: the theorem holds at any distance from equilibrium.";
        title = "Their difference";
        out.chart(map(title, rounding, p.horizon(), (t, s) -> response[t][s] + covariance[t][s]));
      } else {
        String known = "global (knows the later forces)";
        means.thinLine(known, Plot.positions(p.horizon()), driven.mean());
      }
    }
    out.chart(means.chart()).table("Fluctuation–dissipation under the drive", theorem);
  }

  private static Chart map(
      String title, String caption, int horizon, ToDoubleBiFunction<Integer, Integer> value) {
    double[][] cells = new double[horizon][horizon];
    for (int t = 0; t < horizon; t++) {
      for (int s = 0; s < horizon; s++) {
        cells[t][s] = value.applyAsDouble(t, s);
      }
    }
    return Plot.of(title)
        .x("force at step s")
        .y("flux at step t")
        .matrix("d⟨J_t⟩ / dλ_s", cells)
        .chart(caption);
  }
}
