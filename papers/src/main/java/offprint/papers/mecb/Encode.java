package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.information.CellBuffer;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Entropy;
import offprint.kernels.table.TableWriter;
import offprint.kernels.table.TextTable;
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

/** Applies a code book of {@link Compress} to a column. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Encode implements Method<Encode.Params> {
  private static final int MOST_BARS = 40;

  /** What to do with a symbol that the code book does not know. */
  public enum Unseen {
    REFUSE,
    MOST_PROBABLE_CODE
  }

  public record Params(
      @Param(
              help = "Code book written by mec-b/compress",
              value = "example:moby-dick-codebook",
              accepts = Kind.MODEL)
          Source codebook,
      @Param(
              help = "Table with the column to encode",
              value = "example:moby-dick-words",
              accepts = Kind.TABLE)
          Source data,
      @Param(help = "Column of symbols; empty: the first", value = "early", columnOf = "data")
          String column,
      @Param(help = "Symbols that the code book does not know", value = "refuse") Unseen unseen,
      @Param(help = "Unit of reported entropies", value = "bit") Unit unit) {}

  @Override
  public Card card() {
    return new Card(
        "encode",
        "Apply a code book of mec-b/compress to a column; writes the codes and says how much"
            + " information they keep.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("drifted", "column=late", "unseen=mostProbableCode"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Codebook book = Codebook.read(run, params.codebook);
    if (params.data.isEmpty()) {
      throw new IllegalArgumentException("data must name a table: got nothing");
    }
    TextTable table = Symbols.table(run, params.data);
    int column = Symbols.Choice.first("column", params.column).in(table);
    if (table.rows() == 0) {
      throw new IllegalArgumentException("data must have at least 1 row below the header: got 0");
    }
    Map<String, Integer> symbols = new LinkedHashMap<>();
    Map<Long, double[]> counts = new LinkedHashMap<>();
    int unknown = 0;
    try (TableWriter file = new TableWriter(run.create("encoded.csv"), "row", "symbol", "code")) {
      for (int r = 0; r < table.rows(); r++) {
        if (r % 50_000 == 0) {
          run.progress(0.2 + 0.6 * r / table.rows(), "encoding row " + table.line(r));
        }
        String symbol = table.cell(r, column);
        int code = book.code(symbol, run.random());
        if (code < 0 && params.unseen == Unseen.REFUSE) {
          throw table.wrong(r, column, "a symbol of the code book");
        }
        unknown += code < 0 ? 1 : 0;
        code = code < 0 ? book.mostProbable() : code;
        file.row(table.line(r), symbol, book.name(code));
        int x = symbols.computeIfAbsent(symbol, _ -> symbols.size());
        counts.computeIfAbsent(((long) x << 32) | code, _ -> new double[1])[0]++;
      }
    }
    Coupling joint = joint(counts, symbols.size(), book.codes(), table.rows());
    return report(params, book, joint, unknown);
  }

  private static Coupling joint(Map<Long, double[]> counts, int symbols, int codes, int rows) {
    CellBuffer cells = new CellBuffer(counts.size());
    counts.forEach((key, n) -> cells.add((int) (key >> 32), key.intValue(), n[0] / rows));
    return cells.coupling(symbols, codes);
  }

  private static Report report(Params params, Codebook book, Coupling joint, int unknown) {
    Unit unit = params.unit;
    double[] now = joint.columnMargin();
    double[] then = book.probabilities();
    int shown = Math.min(MOST_BARS, now.length);
    String[] names = new String[shown];
    double[] observed = new double[shown];
    double[] expected = new double[shown];
    for (int t = 0; t < shown; t++) {
      names[t] = book.name(t);
      observed[t] = now[t];
      expected[t] = then[t];
    }
    double h = Entropy.bits(now);
    double information = joint.mutualInformationBits();
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(
        new Chart(
            "Codes of this column and of the code book",
            Chart.Axis.category("code", List.of(names)),
            Chart.Axis.linear("probability"),
            List.of(
                Chart.Series.bars("this column", observed),
                Chart.Series.points("code book", indices(shown), expected)),
            now.length > shown ? "The first %d codes.".formatted(shown) : ""));
    blocks.add(
        new Table(
            "Encoding",
            List.of("quantity", "this column", "code book"),
            List.of(
                List.of(
                    "H(T) (%s)".formatted(unit.plural()), unit.of(h), unit.of(Entropy.bits(then))),
                List.of("I(X;T) (%s)".formatted(unit.plural()), unit.of(information), Double.NaN),
                List.of("different symbols", joint.rows(), book.symbols()),
                List.of("rows with unknown symbols", unknown, Double.NaN))));
    if (unknown > 0) {
      blocks.add(
          Note.warning(
              "%d rows have symbols that the code book does not know; they got its most probable"
                      .formatted(unknown)
                  + " code."));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("code_entropy_bits", h);
    metrics.put("information_bits", information);
    metrics.put("unknown_rows", (double) unknown);
    return new Report(blocks, metrics);
  }

  private static double[] indices(int n) {
    double[] index = new double[n];
    Arrays.setAll(index, i -> i);
    return index;
  }
}
