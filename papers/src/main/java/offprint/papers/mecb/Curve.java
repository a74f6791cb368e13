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
import offprint.kernels.information.Entropy;
import offprint.kernels.table.TableWriter;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/**
 * The rate-information curve of a law: the most I(X; T) that an encoder with H(T) at most R gives,
 * for deterministic maps (steps) and with theorem 3 between them (envelope).
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Curve implements Method<Curve.Params> {
  private static final int MOST_FOR_EXACT = 10;
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
      @Param(help = "Unit of reported entropies", value = "bit") Unit unit) {}

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
    Symbols symbols =
        Symbols.read(
            run,
            params.data,
            Symbols.Choice.first("column", params.column),
            params.weightColumn,
            "weights",
            params.weights);
    double[] p = symbols.p();
    double top = Entropy.bits(p);
    double[] rates = new double[params.points];
    Arrays.setAll(rates, i -> top * i / (params.points - 1));
    Map<String, double[]> curves = curves(p, rates, run);
    write(rates, curves, run);
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(chart(params.unit, rates, curves));
    blocks.add(table(params.unit, rates, curves));
    blocks.addAll(symbols.notes());
    blocks.add(
        Note.text(
            p.length <= 8
                ? "The envelope starts from every partition of the symbols."
                : "The envelope starts from the greedy, the refined and the neighbouring maps; with"
                    + " more than 8 symbols not every partition is tried."));
    return new Report(blocks, metrics(rates, curves, top));
  }

  private static Map<String, double[]> curves(double[] p, double[] rates, Run run) {
    Map<String, double[]> curves = new LinkedHashMap<>();
    List<Compressor> methods = new ArrayList<>();
    methods.add(Compressor.GREEDY);
    if (p.length <= MOST_FOR_REFINED) {
      methods.add(Compressor.REFINED);
    }
    methods.add(Compressor.LPT);
    methods.add(Compressor.UNIFORM);
    if (p.length <= MOST_FOR_EXACT) {
      methods.add(Compressor.EXACT);
    }
    List<Code> all = p.length <= 8 ? NearDeterministic.maps(p, 0) : List.of();
    double[] envelope = new double[rates.length];
    double[][] found = new double[methods.size()][rates.length];
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
    for (int m = 0; m < found.length; m++) {
      curves.put(Comparison.label(methods.get(m)), found[m]);
    }
    curves.put("envelope", envelope);
    return curves;
  }

  private static Chart chart(Unit unit, double[] rates, Map<String, double[]> curves) {
    double[] x = Arrays.stream(rates).map(unit::of).toArray();
    List<Chart.Series> series = new ArrayList<>();
    series.add(Chart.Series.line("limit I = R", x, x).thin());
    curves.forEach(
        (name, bits) -> {
          double[] y = Arrays.stream(bits).map(unit::of).toArray();
          boolean main = name.equals("envelope") || name.equals("greedy");
          Chart.Series one =
              name.equals("envelope")
                  ? Chart.Series.line("envelope (theorem 3)", x, y)
                  : Chart.Series.step(name, x, y);
          series.add(main ? one : one.thin());
        });
    return new Chart(
        "Information kept against rate",
        Chart.Axis.linear("rate R (%s)".formatted(unit.plural())),
        Chart.Axis.linear("I(X;T) (%s)".formatted(unit.plural())),
        series,
        "Deterministic maps climb in steps; splitting one symbol fills the gaps.");
  }

  private static Table table(Unit unit, double[] rates, Map<String, double[]> curves) {
    List<String> columns = new ArrayList<>();
    columns.add("R (%s)".formatted(unit.plural()));
    columns.addAll(curves.keySet());
    List<List<Object>> rows = new ArrayList<>();
    int shown = Math.min(TABLE_ROWS, rates.length - 1);
    for (int k = 0; k <= shown; k++) {
      int i = (int) Math.round((double) k * (rates.length - 1) / shown);
      List<Object> row = new ArrayList<>();
      row.add(unit.of(rates[i]));
      curves.values().forEach(bits -> row.add(unit.of(bits[i])));
      rows.add(row);
    }
    return new Table("I(X;T) (%s)".formatted(unit.plural()), columns, rows);
  }

  private static void write(double[] rates, Map<String, double[]> curves, Run run)
      throws IOException {
    String[] header = new String[curves.size() + 1];
    header[0] = "rate_bits";
    int column = 1;
    for (String name : curves.keySet()) {
      header[column++] = name + "_bits";
    }
    try (TableWriter file = new TableWriter(run.create("curve.csv"), header)) {
      for (int i = 0; i < rates.length; i++) {
        int rate = i;
        List<Object> row = new ArrayList<>();
        row.add(rates[i]);
        curves.values().forEach(bits -> row.add(bits[rate]));
        file.row(row.toArray());
      }
    }
  }

  private static Map<String, Double> metrics(
      double[] rates, Map<String, double[]> curves, double top) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("source_entropy_bits", top);
    curves.forEach(
        (name, bits) -> {
          double gap = 0;
          for (int i = 0; i < rates.length; i++) {
            gap += rates[i] - bits[i];
          }
          metrics.put("mean_gap_" + name + "_bits", gap / rates.length);
        });
    return metrics;
  }
}
