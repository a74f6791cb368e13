package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.InformationUnit;
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
 * The rate-information curve of a law: the most I(X; T) that an encoder with H(T) at most R gives,
 * for deterministic maps (steps) and with theorem 3 between them (envelope).
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Curve implements Method<Curve.Params> {
  private static final int MOST_FOR_REFINED = 2_000;
  private static final int TABLE_ROWS = 8;

  public record Params(
      @Param(help = "Table with a categorical column", accepts = Kind.TABLE) Source data,
      @Param(help = "Column of symbols; empty: the first", columnOf = "data") String column,
      @Param(help = "Column of weights, one a row; empty: rows count 1", columnOf = "data")
          String weightColumn,
      @Param(
              help = "Weights of the symbols; if given, no table is read",
              symbol = "p_X",
              value = "0.7,0.2,0.1")
          @Size(max = 100_000)
          List<Double> weights,
      @Param(help = "Rates between 0 and H(X)", value = "121") @Min(2) @Max(2_000) int points,
      @Param(help = "Unit of reported entropies", value = "bit", advanced = true)
          InformationUnit unit) {}

  @Override
  public Card card() {
    return new Card(
        "curve",
        "How much information each rate can keep: greedy, refined, equal bins and the"
            + " near-deterministic envelope, beside the limit I = R.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "words", "data=example:moby-dick-words", "column=early", "weights=", "points=40"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Symbols symbols =
        new Symbols.Reader(params.data, out)
            .read("weights", params.weights, "column", params.column, 0, params.weightColumn);
    double[] p = symbols.p();
    double top = Entropy.bits(p);
    double[] rates = new double[params.points];
    Arrays.setAll(rates, i -> top * i / (params.points - 1));
    Map<String, double[]> curves = curves(p, rates, run);
    chart(params.unit, rates, curves, out);
    table(params.unit, rates, curves, out);
    out.text(
        p.length <= 8
            ? "The envelope starts from every partition of the symbols."
            : "The envelope starts from the greedy, the refined and the neighbouring maps; with"
                + " more than 8 symbols not every partition is tried.");
    out.metric("source_entropy_bits", top);
    curves.forEach(
        (name, bits) -> out.metric("mean_gap_%s_bits".formatted(name), meanGap(rates, bits)));
    Function<String, String> shortfall =
        name -> Wording.number(params.unit.of(meanGap(rates, curves.getOrDefault(name, rates))));
    return out.answer(
        "On average over the rates a code falls %s %s short of the limit I = R if one symbol is split"
                .formatted(shortfall.apply("envelope"), params.unit.plural())
            + " (theorem 3); greedy codes without a split fall %s short, equal bins %s."
                .formatted(shortfall.apply("greedy"), shortfall.apply("uniform")));
  }

  private static double meanGap(double[] rates, double[] bits) {
    double gap = 0;
    for (int i = 0; i < rates.length; i++) {
      gap += rates[i] - bits[i];
    }
    return gap / rates.length;
  }

  private static Map<String, double[]> curves(double[] p, double[] rates, Run run) {
    List<Compressor> methods = new ArrayList<>(List.of(Compressor.values()));
    methods.remove(Compressor.BALANCED);
    methods.removeIf(method -> !method.isQuick(p.length));
    if (p.length > MOST_FOR_REFINED) {
      methods.remove(Compressor.REFINED);
    }
    List<Code> all = p.length <= 8 ? NearDeterministic.maps(p, 0) : List.of();
    double[][] found = new double[methods.size()][rates.length];
    double[] envelope = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      run.progress(0.05 + 0.9 * i / rates.length, "rate %d of %d".formatted(i + 1, rates.length));
      List<Code> maps = new ArrayList<>(all);
      for (int m = 0; m < found.length; m++) {
        Code code = methods.get(m).compress(p, rates[i]);
        found[m][i] = code.entropyBits();
        maps.add(code);
      }
      if (all.isEmpty()) {
        maps.addAll(NearDeterministic.neighbours(p, rates[i]));
      }
      envelope[i] = NearDeterministic.best(maps, rates[i], Integer.MAX_VALUE).informationBits();
      run.point("envelope", rates[i], envelope[i]);
    }
    Map<String, double[]> curves = new LinkedHashMap<>();
    for (int m = 0; m < found.length; m++) {
      curves.put(methods.get(m).label(), found[m]);
    }
    curves.put("envelope", envelope);
    return curves;
  }

  private static void chart(
      InformationUnit unit, double[] rates, Map<String, double[]> curves, Findings out) {
    double[] x = Arrays.stream(rates).map(unit::of).toArray();
    Plot plot =
        Plot.of("Information kept against rate")
            .x("rate R (%s)".formatted(unit.plural()))
            .y("I(X;T) (%s)".formatted(unit.plural()))
            .thinLine("limit I = R", x, x);
    curves.forEach(
        (name, bits) -> {
          double[] y = Arrays.stream(bits).map(unit::of).toArray();
          if (name.equals("envelope")) {
            plot.line("envelope (theorem 3)", x, y);
          } else {
            Chart.Series steps = Chart.Series.step(name, x, y);
            plot.add(name.equals("greedy") ? steps : steps.thin());
          }
        });
    out.chart(
        plot.chart("Deterministic maps climb in steps; splitting one symbol fills the gaps."));
  }

  private static void table(
      InformationUnit unit, double[] rates, Map<String, double[]> curves, Findings out)
      throws IOException {
    List<String> columns = new ArrayList<>(List.of("rate_bits"));
    curves.keySet().forEach(name -> columns.add(name + "_bits"));
    Frame all = Frame.of(columns.toArray(String[]::new));
    columns.replaceAll(name -> name.replace("_bits", " (%s)".formatted(unit.plural())));
    Frame some = Frame.of(columns.toArray(String[]::new));
    int step = Math.max(1, (rates.length - 1) / TABLE_ROWS);
    for (int i = 0; i < rates.length; i++) {
      int rate = i;
      List<Double> row = new ArrayList<>(List.of(rates[i]));
      curves.values().forEach(bits -> row.add(bits[rate]));
      all.row(row.toArray());
      if (i % step == 0) {
        some.row(row.stream().map(unit::of).toArray());
      }
    }
    out.csv("curve.csv", all);
    out.table("I(X;T)", some);
  }
}
