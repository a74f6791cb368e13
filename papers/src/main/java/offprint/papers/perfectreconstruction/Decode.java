package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.table.CodedColumn;
import offprint.kernels.table.TableWriter;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** Recovers the target of new rows with a decoder that {@link Keys} has written. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Decode implements Method<Decode.Params> {
  private static final int MOST_ROWS_SHOWN = 20;

  public record Params(
      @Param(
              help = "decoder.json of perfect-reconstruction/keys",
              value = "example:mushroom-decoder",
              accepts = Kind.MODEL)
          Source decoder,
      @Param(
              help = "Table with the decoder's columns: separated values or JSON lines",
              value = "example:mushroom",
              accepts = Kind.TABLE)
          Source data) {}

  @Override
  public Card card() {
    return new Card(
        "decode",
        "Apply a decoder to new rows: each gets its target, or is marked unseen or ambiguous.");
  }

  /** How many rows went which way. */
  private static final class Tally {
    private long decoded;
    private long ambiguous;
    private long unseen;
    private long decodedRight;
    private long ambiguousRight;
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    if (params.decoder.isEmpty()) {
      throw new IllegalArgumentException("decoder must name a decoder.json: got none");
    }
    Decoder decoder;
    try (InputStream in = run.open(params.decoder)) {
      decoder = Decoder.read(in);
    }
    TextTable table = InputTable.read(run, params.data);
    List<CodedColumn> cells = new ArrayList<>();
    List<String[]> labels = new ArrayList<>();
    for (int c = 0; c < decoder.columns().size(); c++) {
      ColumnSpec spec = ColumnSpec.of(decoder.columns().get(c), table);
      cells.add(spec.cells(table));
      Bins bins = decoder.bins().get(c);
      labels.add(Arrays.stream(spec.values(table)).map(bins::label).toArray(String[]::new));
    }
    boolean known = table.columns().contains(decoder.target());
    int target = known ? table.column(decoder.target()) : -1;
    Tally tally = new Tally();
    List<List<Object>> shown = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("line"));
    header.addAll(decoder.columns());
    header.addAll(List.of("decoded_" + decoder.target(), "status", "agreement"));
    try (TableWriter file = new TableWriter(run.create("decoded.csv"), header)) {
      for (int row = 0; row < table.rows(); row++) {
        if ((row & 0x3FFF) == 0) {
          run.progress((double) row / table.rows(), "row " + row);
        }
        List<String> tuple = new ArrayList<>();
        for (int c = 0; c < cells.size(); c++) {
          tuple.add(labels.get(c)[cells.get(c).code(row)]);
        }
        List<Object> line = new ArrayList<>(List.of(table.line(row)));
        line.addAll(tuple);
        line.addAll(decode(decoder, tuple, known ? table.cell(row, target) : "", tally));
        file.row(line);
        if (shown.size() < MOST_ROWS_SHOWN) {
          shown.add(line);
        }
      }
    }
    return report(decoder, table.rows(), known, tally, header, shown);
  }

  private static List<Object> decode(
      Decoder decoder, List<String> tuple, String truth, Tally tally) {
    Decoder.Entry entry = decoder.find(tuple);
    if (entry == null) {
      tally.unseen++;
      return List.of("", "unseen tuple", 0.0);
    }
    int right = entry.value().equals(truth) ? 1 : 0;
    if (entry.isAmbiguous()) {
      tally.ambiguous++;
      tally.ambiguousRight += right;
      return List.of(entry.value(), "ambiguous", (double) entry.agree() / entry.rows());
    }
    tally.decoded++;
    tally.decodedRight += right;
    return List.of(entry.value(), "decoded", 1.0);
  }

  private static Report report(
      Decoder decoder,
      int rows,
      boolean known,
      Tally tally,
      List<String> header,
      List<List<Object>> shown) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rows", (double) rows);
    metrics.put("decoded", (double) tally.decoded / rows);
    metrics.put("ambiguous", (double) tally.ambiguous / rows);
    metrics.put("unseen", (double) tally.unseen / rows);
    double no = Double.NaN;
    double right = known && tally.decoded > 0 ? (double) tally.decodedRight / tally.decoded : no;
    double guess =
        known && tally.ambiguous > 0 ? (double) tally.ambiguousRight / tally.ambiguous : no;
    if (!Double.isNaN(right)) {
      metrics.put("decoded_right", right);
    }
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(
        new Chart(
            "What became of %d rows".formatted(rows),
            Chart.Axis.category("status", List.of("decoded", "ambiguous", "unseen tuple")),
            Chart.Axis.linear("rows"),
            List.of(
                Chart.Series.bars(
                    "rows", new double[] {tally.decoded, tally.ambiguous, tally.unseen})),
            "Only decoded rows have one possible %s in the training table."
                .formatted(decoder.target())));
    blocks.add(
        new Table(
            "By status",
            List.of("status", "rows", "share", "equal to the column " + decoder.target()),
            List.of(
                List.of("decoded", tally.decoded, (double) tally.decoded / rows, right),
                List.of("ambiguous", tally.ambiguous, (double) tally.ambiguous / rows, guess),
                List.of("unseen tuple", tally.unseen, (double) tally.unseen / rows, no))));
    blocks.add(new Table("First rows of decoded.csv", header, shown));
    blocks.add(
        Note.text(
            "An ambiguous row shows the most frequent %s of its tuple; agreement is the share of training rows that had it."
                .formatted(decoder.target())));
    String answer =
        "%s of %s have one possible %s; %,d are ambiguous and %,d have values that the training table lacks."
            .formatted(
                "%,d".formatted(tally.decoded),
                Wording.count(rows, "row"),
                decoder.target(),
                tally.ambiguous,
                tally.unseen);
    return new Report(
        known
            ? answer
                + " Of those decoded, %s equal the known value.".formatted(Wording.percent(right))
            : answer,
        blocks,
        metrics);
  }
}
