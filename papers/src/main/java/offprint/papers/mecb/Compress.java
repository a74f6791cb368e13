package offprint.papers.mecb;

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
import offprint.kernels.information.Coupling;
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

/**
 * Entropy-bounded information maximisation: max I(X; T) over encoders with H(T) at most R bits. The
 * code book says which code a symbol gets; {@link Encode} applies it.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Compress implements Method<Compress.Params> {
  private static final int CHART_POINTS = 60;
  private static final int MOST_FOR_CHART = 20_000;
  private static final int MOST_BARS = 40;

  public record Params(
      @Param(
              help = "Table with a categorical column",
              value = "example:moby-dick-words",
              accepts = Kind.TABLE)
          Source data,
      @Param(help = "Column of symbols; empty: the first", value = "early", columnOf = "data")
          String column,
      @Param(help = "Column of weights, one a row; empty: rows count 1", columnOf = "data")
          String weightColumn,
      @Param(help = "Weights of the symbols 1, 2, …; if given, no table is read", symbol = "p_X")
          @Size(max = 100_000)
          List<Double> weights,
      @Param(help = "Largest entropy of the code", symbol = "R", unit = "bits", value = "4.5")
          @DecimalMin("0")
          @DecimalMax("24")
          double rate,
      @Param(help = "How the code is found", value = "refined") Compressor method,
      @Param(
              help = "Split one symbol over two codes so that the rate is used up (theorem 3)",
              value = "false")
          boolean stochastic,
      @Param(help = "Most codes; 0: any number", value = "0") @Min(0) @Max(1_000_000) int maxCodes,
      @Param(help = "Unit of reported entropies", value = "bit") Unit unit) {
    public Params {
      Rules.maxCodes(maxCodes);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "compress",
        "Recode a categorical column so that the code has at most R bits of entropy and keeps as"
            + " much information as possible; writes a code book.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("filled", "rate=0.5", "stochastic=true"));
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
    run.progress(0.2, "compressing");
    Encoder encoder =
        Encoder.find(p, params.rate, params.method, params.stochastic, params.maxCodes);
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(curve(params, p, encoder, run));
    blocks.add(codeSizes(encoder));
    blocks.add(Comparison.encoders(p, params.rate, encoder, label(params), params.unit, run));
    blocks.addAll(symbols.notes());
    blocks.addAll(notes(params, p, encoder));
    codebook(symbols, encoder, run);
    return new Report(blocks, metrics(params, p, encoder));
  }

  private static String label(Params params) {
    return Comparison.label(params.method)
        + (params.stochastic ? ", filled" : "")
        + (params.maxCodes > 0 ? ", at most " + params.maxCodes + " codes" : "");
  }

  private static Chart curve(Params params, double[] p, Encoder encoder, Run run) {
    double top = Math.max(1e-3, Math.max(Entropy.bits(p), params.rate > 20 ? 0 : params.rate));
    Unit unit = params.unit;
    List<Chart.Series> series = new ArrayList<>();
    series.add(
        Chart.Series.line(
                "limit I = R", new double[] {0, unit.of(top)}, new double[] {0, unit.of(top)})
            .thin());
    if (p.length <= MOST_FOR_CHART) {
      double[] rates = new double[CHART_POINTS];
      double[] found = new double[CHART_POINTS];
      for (int i = 0; i < CHART_POINTS; i++) {
        run.progress(0.3 + 0.3 * i / CHART_POINTS, "curve of the greedy code");
        double rate = top * i / (CHART_POINTS - 1);
        rates[i] = unit.of(rate);
        found[i] = unit.of(Compressor.GREEDY.compress(p, rate).entropyBits());
      }
      series.add(Chart.Series.step("greedy", rates, found).thin());
    }
    series.add(
        Chart.Series.points(
            "this code",
            new double[] {unit.of(encoder.entropyBits())},
            new double[] {unit.of(encoder.informationBits())}));
    return new Chart(
        "Information kept against entropy of the code",
        Chart.Axis.linear("rate R (%s)".formatted(unit.plural())),
        Chart.Axis.linear("I(X;T) (%s)".formatted(unit.plural())),
        series,
        "No code lies above the line; a point on it wastes nothing.");
  }

  private static Chart codeSizes(Encoder encoder) {
    double[] mass = encoder.joint().columnMargin();
    Arrays.sort(mass);
    int shown = Math.min(MOST_BARS, mass.length);
    double[] largest = new double[shown];
    String[] rank = new String[shown];
    for (int i = 0; i < shown; i++) {
      largest[i] = mass[mass.length - 1 - i];
      rank[i] = Integer.toString(i + 1);
    }
    return new Chart(
        "Probabilities of the %s codes".formatted(mass.length > shown ? shown + " largest" : shown),
        Chart.Axis.category("rank", List.of(rank)),
        Chart.Axis.linear("probability"),
        List.of(Chart.Series.bars("p_T", largest)),
        "");
  }

  private static List<Note> notes(Params params, double[] p, Encoder encoder) {
    List<Note> notes = new ArrayList<>();
    double entropy = Entropy.bits(p);
    if (params.rate >= entropy) {
      notes.add(
          Note.notice(
              "The rate reaches H(X) = %.6g bits: every symbol keeps a code of its own."
                  .formatted(entropy)));
    } else if (encoder.joint().columns() == 1) {
      notes.add(
          Note.warning(
              "Nothing but one code fits a rate of %.6g bits: the code carries no information."
                  .formatted(params.rate)));
    }
    notes.add(
        Note.text(
            "Theorem 2: the greedy map misses the best map by at most h(p_2) = %.6g bits; the gap"
                    .formatted(Comparison.guaranteeBits(p))
                + " to R shown here bounds what any code could add."));
    return notes;
  }

  private static void codebook(Symbols symbols, Encoder encoder, Run run) throws IOException {
    Coupling joint = encoder.joint();
    try (TableWriter file =
        new TableWriter(run.create("codebook.csv"), "symbol", "weight", "code", "probability")) {
      for (int c = 0; c < joint.size(); c++) {
        int x = joint.row(c);
        file.row(
            symbols.name(x),
            symbols.weight(x),
            "t" + joint.column(c),
            joint.mass(c) / symbols.p()[x]);
      }
    }
    double[] mass = joint.columnMargin();
    try (TableWriter file = new TableWriter(run.create("codes.csv"), "code", "probability")) {
      for (int t = 0; t < mass.length; t++) {
        file.row("t" + t, mass[t]);
      }
    }
  }

  private static Map<String, Double> metrics(Params params, double[] p, Encoder encoder) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("source_entropy_bits", Entropy.bits(p));
    metrics.put("code_entropy_bits", encoder.entropyBits());
    metrics.put("information_bits", encoder.informationBits());
    metrics.put(
        "gap_bits",
        Comparison.gapBits(Math.min(params.rate, Entropy.bits(p)), encoder.informationBits()));
    metrics.put("codes", (double) encoder.joint().columns());
    return metrics;
  }
}
