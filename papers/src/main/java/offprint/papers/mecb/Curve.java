package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/**
 * The rate-information curve of a law: the most I(X; T) that an encoder with H(T) at most R gives,
 * for deterministic maps (steps) and with theorem 3 between them (envelope).
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Curve implements Method<Curve.Params> {
  private static final int MOST_FOR_REFINED = 2_000;
  private static final int TABLE_ROWS = 8;
  private static final String ENVELOPE = "envelope";

  public record Params(
      @Param(
              label = "Variable",
              help = "What is coded",
              value = "data=; column=; weights=0.7,0.2,0.1")
          Variable variable,
      @Param(label = "Points of the curve", help = "Rates between 0 and H(X)", value = "121")
          @Min(2)
          @Max(2_000)
          int points,
      @Param(
              label = "Unit of entropies",
              help = "Unit of reported entropies",
              value = "bit",
              advanced = true)
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
    double[] p = params.variable.read(out).p();
    InformationUnit unit = params.unit;
    List<Compressor> methods = new ArrayList<>(List.of(Compressor.values()));
    methods.remove(Compressor.BALANCED);
    methods.removeIf(m -> !m.isQuick(p.length));
    methods.removeIf(m -> m == Compressor.REFINED && p.length > MOST_FOR_REFINED);
    List<String> names = new ArrayList<>(methods.stream().map(Compressor::label).toList());
    names.add(ENVELOPE);
    String[] columns =
        Stream.concat(Stream.of("rate"), names.stream())
            .map(name -> name + "_" + unit.plural())
            .toArray(String[]::new);
    Frame curves = Frame.of(columns);
    Frame some = Frame.of(columns);
    double[] gapBits = new double[names.size()];
    boolean everyMap = p.length <= NearDeterministic.MOST_FOR_ALL_MAPS;
    List<Code> all = everyMap ? NearDeterministic.maps(p, 0) : List.of();
    for (double rate : Compressor.rates(Entropy.bits(p), params.points)) {
      int done = curves.rows();
      run.progress(0.05 + 0.9 * done / params.points, "rate " + (done + 1));
      List<Code> maps = new ArrayList<>(methods.stream().map(m -> m.compress(p, rate)).toList());
      List<Double> bits = new ArrayList<>(maps.stream().map(Code::entropyBits).toList());
      maps.addAll(everyMap ? all : NearDeterministic.neighbours(p, rate));
      bits.add(NearDeterministic.best(maps, rate, Integer.MAX_VALUE).informationBits());
      for (int n = 0; n < gapBits.length; n++) {
        gapBits[n] += (rate - bits.get(n)) / params.points;
      }
      run.point(ENVELOPE, rate, bits.getLast());
      bits.addFirst(rate);
      Object[] row = bits.stream().map(unit::of).toArray();
      curves.row(row);
      if (done % Math.max(1, (params.points - 1) / TABLE_ROWS) == 0) {
        some.row(row);
      }
    }
    out.chart(chart(curves, names, unit));
    out.table("I(X;T)", some);
    out.csv("curve.csv", curves);
    out.text(
        everyMap
            ? "The envelope starts from every partition of the symbols."
            : "The envelope starts from the greedy, the refined and the neighbouring maps; with"
                + " more than 8 symbols not every partition is tried.");
    out.metric("source_entropy_bits", Entropy.bits(p));
    for (int n = 0; n < gapBits.length; n++) {
      out.metric("mean_gap_%s_bits".formatted(names.get(n)), gapBits[n]);
    }
    Function<String, String> gap = name -> Wording.number(unit.of(gapBits[names.indexOf(name)]));
    return out.answer(
        ("Over the rates a code falls %s %s short of the limit I = R on average if one symbol is"
                + " split (theorem 3); greedy codes without a split fall %s short, equal bins %s.")
            .formatted(
                gap.apply(ENVELOPE), unit.plural(), gap.apply("greedy"), gap.apply("uniform")));
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
