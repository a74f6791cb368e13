package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.information.CellBuffer;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.table.CodedColumn;
import offprint.kernels.table.TableWriter;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Applies a code book of {@link Compress} to a column. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Encode implements Method<Encode.Params> {
  private static final int MOST_BARS = 40;
  private static final int MOST_ROWS = 10;

  /** The treatment of symbols that are not in the code book. */
  public enum Unseen {
    REFUSE,
    MOST_PROBABLE_CODE
  }

  public record Params(
      @Param(
              label = "Code book",
              help = "Code book written by mec-b/compress",
              value = "example:moby-dick-codebook",
              accepts = Kind.MODEL)
          Source codebook,
      @Param(
              label = "Table",
              help = "Table with the column to encode",
              value = "example:moby-dick-words",
              accepts = Kind.TABLE)
          Source data,
      @Param(
              label = "Column of symbols",
              help = "Column of symbols; empty: the first",
              value = "early",
              columnOf = "data")
          String column,
      @Param(
              label = "Unknown symbols",
              help = "Symbols that the code book does not know",
              value = "refuse")
          Unseen unseen,
      @Param(
              label = "Unit of entropies",
              help = "Unit of reported entropies",
              value = "bit",
              advanced = true)
          InformationUnit unit) {}

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
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Codebook book = Codebook.read(in, params.codebook);
    TextTable table = in.table("data", params.data);
    int column = Inputs.column("column", table, params.column, 0);
    if (table.rows() == 0) {
      throw new IllegalArgumentException("data must have at least 1 row below the header: got 0");
    }
    CodedColumn symbols = table.coded(column);
    Map<Long, Integer> counts = new LinkedHashMap<>();
    Frame first = Frame.of("row", "symbol", "code");
    int usual = book.mostProbable();
    int unknown = 0;
    try (TableWriter file = new TableWriter(run.create("encoded.csv"), first.columns())) {
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
        code = code < 0 ? usual : code;
        file.row(table.line(r), symbol, book.codes().get(code));
        if (r < MOST_ROWS) {
          first.row(table.line(r), symbol, book.codes().get(code));
        }
        counts.merge(((long) symbols.code(r) << 32) | code, 1, Integer::sum);
      }
    }
    CellBuffer cells = new CellBuffer(counts.size());
    counts.forEach(
        (key, n) -> cells.add((int) (key >> 32), key.intValue(), (double) n / table.rows()));
    Coupling joint = cells.coupling(symbols.values(), book.codes().size());
    out.table("First rows", first);
    out.chart(chart(book, joint.columnMargin()));
    InformationUnit unit = params.unit;
    double entropy = Entropy.bits(joint.columnMargin());
    double information = joint.mutualInformationBits();
    out.table(
        "Encoding",
        Frame.of("quantity", "this column", "code book")
            .row(unit.label("H(T)"), unit.of(entropy), unit.of(Entropy.bits(book.probabilities())))
            .row(unit.label("I(X;T)"), unit.of(information), Double.NaN)
            .row("different symbols", joint.rows(), book.shares().size())
            .row("rows with unknown symbols", unknown, Double.NaN));
    String strange = "%s not in the code book".formatted(Wording.count(unknown, "row"));
    if (unknown > 0) {
      out.warning(strange + " got its most probable code.");
    }
    out.metric("code_entropy_bits", entropy)
        .metric("information_bits", information)
        .metric("unknown_rows", unknown);
    return out.answer(
        "%s encoded, %s: the codes keep %s of the column's %s %s."
            .formatted(
                Wording.count(table.rows(), "row"),
                unknown == 0 ? "every symbol in the code book" : strange,
                Wording.number(unit.of(information)),
                Wording.number(unit.of(Entropy.bits(joint.rowMargin()))),
                unit.plural()));
  }

  private static Chart chart(Codebook book, double[] now) {
    int shown = Math.min(MOST_BARS, now.length);
    return Plot.of("Codes of this column and of the code book")
        .x(Chart.Axis.category("code", book.codes().subList(0, shown)))
        .y("probability")
        .bars("this column", Arrays.copyOf(now, shown))
        .points("code book", Plot.positions(shown), Arrays.copyOf(book.probabilities(), shown))
        .chart(now.length > shown ? "The first %d codes.".formatted(shown) : "");
  }
}
