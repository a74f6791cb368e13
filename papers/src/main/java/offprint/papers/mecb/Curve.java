package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
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
  private static final int MOST_FOR_ALL_MAPS = 8;
  private static final int MOST_FOR_REFINED = 2_000;
  private static final int TABLE_ROWS = 8;
  private static final String ENVELOPE = "envelope";

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
    InformationUnit unit = params.unit;
    List<Compressor> methods = new ArrayList<>(List.of(Compressor.values()));
    methods.remove(Compressor.BALANCED);
    methods.removeIf(method -> !method.isQuick(p.length));
    if (p.length > MOST_FOR_REFINED) {
      methods.remove(Compressor.REFINED);
    }
    List<String> names = new ArrayList<>(methods.stream().map(Compressor::label).toList());
    names.add(ENVELOPE);
    String[] columns =
        Stream.concat(Stream.of("rate"), names.stream())
            .map(name -> name + "_" + unit.plural())
            .toArray(String[]::new);
    Frame curves = Frame.of(columns);
    Frame some = Frame.of(columns);
    Map<String, Double> gaps = new LinkedHashMap<>();
    List<Code> all = p.length <= MOST_FOR_ALL_MAPS ? NearDeterministic.maps(p, 0) : List.of();
    for (int i = 0; i < params.points; i++) {
      run.progress(0.05 + 0.9 * i / params.points, "rate %d of %d".formatted(i + 1, params.points));
      double rate = top * i / (params.points - 1);
      List<Code> codes = methods.stream().map(method -> method.compress(p, rate)).toList();
      List<Code> maps = new ArrayList<>(codes);
      maps.addAll(all.isEmpty() ? NearDeterministic.neighbours(p, rate) : all);
      List<Double> row = new ArrayList<>(codes.stream().map(Code::entropyBits).toList());
      row.add(NearDeterministic.best(maps, rate, Integer.MAX_VALUE).informationBits());
      for (int n = 0; n < names.size(); n++) {
        gaps.merge(names.get(n), (rate - row.get(n)) / params.points, Double::sum);
      }
      run.point(ENVELOPE, rate, row.getLast());
      row.addFirst(rate);
      Object[] cells = row.stream().map(unit::of).toArray();
      curves.row(cells);
      if (i % Math.max(1, (params.points - 1) / TABLE_ROWS) == 0) {
        some.row(cells);
      }
    }
    out.chart(chart(curves, names, unit));
    out.table("I(X;T)", some);
    out.csv("curve.csv", curves);
    out.text(
        all.isEmpty()
            ? "The envelope starts from the greedy, the refined and the neighbouring maps; with"
                  + " more than 8 symbols not every partition is tried."
            : "The envelope starts from every partition of the symbols.");
    out.metric("source_entropy_bits", top);
    gaps.forEach((name, gap) -> out.metric("mean_gap_%s_bits".formatted(name), gap));
    Function<String, String> shortfall =
        name -> Wording.number(unit.of(gaps.getOrDefault(name, 0.0)));
    return out.answer(
        ("Over the rates a code falls %s %s short of the limit I = R on average if one symbol is"
                + " split (theorem 3); greedy codes without a split fall %s short, equal bins %s.")
            .formatted(
                shortfall.apply(ENVELOPE),
                unit.plural(),
                shortfall.apply("greedy"),
                shortfall.apply("uniform")));
  }

  private static Chart chart(Frame curves, List<String> names, InformationUnit unit) {
    double[] x = curves.numbers(curves.columns().getFirst());
    Plot plot =
        Plot.of("Information kept against rate")
            .x(unit.label("rate R"))
            .y(unit.label("I(X;T)"))
            .thinLine("limit I = R", x, x);
    for (String name : names) {
      double[] y = curves.numbers(name + "_" + unit.plural());
      if (name.equals(ENVELOPE)) {
        plot.line("envelope (theorem 3)", x, y);
      } else {
        Chart.Series steps = Chart.Series.step(name, x, y);
        plot.add(name.equals("greedy") ? steps : steps.thin());
      }
    }
    return plot.chart("Deterministic maps climb in steps; splitting one symbol fills the gaps.");
  }
}
