package offprint.papers.koopmaninformation;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.information.WaterFilling;
import offprint.kernels.linalg.SpectrumEntropy;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;

/** Shares power among modes: mutual information alone drops weak ones, entropy keeps all. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class WaterFill implements Method<WaterFill.Params> {
  public record Params(
      @Param(
              label = "Gains",
              help = "Gain of each mode: how well it is told from noise",
              symbol = "g",
              value = "8,4,1,0.2")
          @Size(min = 1, max = 256)
          List<@DecimalMin("0.000000001") @DecimalMax("1000000000") Double> gains,
      @Param(label = "Power", help = "Power to share out", symbol = "P", value = "1")
          @DecimalMin("0.000001")
          @DecimalMax("1000000")
          double power,
      @Param(
              label = "Weights of entropy",
              help = "Weights of the entropy; 0 is mutual information alone",
              symbol = "γ",
              value = "0,0.05,0.5,5")
          @Size(min = 1, max = 12)
          List<@DecimalMin("0") @DecimalMax("1000") Double> gammas) {}

  @Override
  public Card card() {
    return new Card(
        "waterfill",
        "Shares power among modes of given gains, by mutual information alone and with entropy"
            + " (Propositions 4 and 5).");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "filling");
    Findings out = new Findings(run);
    double[] gains = p.gains.stream().mapToDouble(Double::doubleValue).toArray();
    WaterFilling filling = new WaterFilling(gains, p.power);
    Frame shares = Frame.of("gamma", "mode", "gain", "power");
    Frame summary = Frame.of("gamma", "dropped", "effective_dimension");
    Plot plot =
        Plot.of("Power of each mode")
            .x(
                Chart.Axis.category(
                    "gain",
                    IntStream.range(0, gains.length)
                        .mapToObj(i -> "%d: %s".formatted(i + 1, Wording.number(gains[i])))
                        .toList()))
            .y("power");
    int droppedFirst = 0;
    double dimensionFirst = 0;
    for (int g = 0; g < p.gammas.size(); g++) {
      run.progress((double) g / p.gammas.size(), "filling");
      double gamma = p.gammas.get(g);
      double[] powers = filling.powers(gamma);
      int dropped = (int) Arrays.stream(powers).filter(power -> power == 0).count();
      double dimension =
          Math.exp(SpectrumEntropy.nats(Arrays.stream(powers).map(x -> x / p.power).toArray()));
      for (int i = 0; i < powers.length; i++) {
        shares.row(gamma, i + 1, gains[i], powers[i]);
      }
      summary.row(gamma, dropped, dimension);
      plot.bars("γ = " + Wording.number(gamma), powers);
      out.metric("dropped_%d".formatted(g + 1), dropped)
          .metric("effective_dimension_%d".formatted(g + 1), dimension);
      droppedFirst = g == 0 ? dropped : droppedFirst;
      dimensionFirst = g == 0 ? dimension : dimensionFirst;
    }
    int last = p.gammas.size() - 1;
    out.chart(plot.chart("Without entropy weak modes get nothing; with it every mode gets some."))
        .table(
            "Modes that get nothing, and effective dimension",
            summary,
            "gamma=γ",
            "dropped=modes without power",
            "effective_dimension")
        .csv("powers.csv", shares);
    return out.answer(
        "With γ = %s, %s of %d get no power and the effective dimension is %s; with γ = %s it is %s."
            .formatted(
                Wording.number(p.gammas.getFirst()),
                Wording.count(droppedFirst, "mode"),
                gains.length,
                Wording.number(dimensionFirst),
                Wording.number(p.gammas.get(last)),
                Wording.number(summary.numbers("effective_dimension")[last])));
  }
}
