package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.table.CodedColumn;
import offprint.kernels.table.DecimalMark;
import offprint.kernels.table.TableWriter;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Recovers the target of new rows with a decoder that {@link Keys} has written. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Decode implements Method<Decode.Params> {
  private static final int MOST_ROWS_SHOWN = 20;
  private static final List<String> STATUS = List.of("decoded", "ambiguous", "unseen tuple");
  private static final int DECODED = 0;
  private static final int AMBIGUOUS = 1;
  private static final int UNSEEN = 2;

  public record Params(
      @Param(
              label = "Decoder file",
              help = "decoder.json of perfect-reconstruction/keys",
              value = "example:mushroom-decoder",
              accepts = Kind.MODEL)
          Source decoder,
      @Param(
              label = "Table",
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

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    Decoder decoder = new Inputs(out).read("decoder", params.decoder, Decoder::read);
    TextTable table = InputTable.read(params.data, out);
    List<CodedColumn> cells = new ArrayList<>();
    List<String[]> labels = new ArrayList<>();
    for (int c = 0; c < decoder.columns().size(); c++) {
      ColumnSpec spec = ColumnSpec.of(decoder.columns().get(c), table);
      cells.add(spec.cells(table));
      Bins bins = decoder.bins().get(c);
      DecimalMark mark = spec.mark(table);
      labels.add(
          Arrays.stream(spec.values(table))
              .map(value -> bins.label(value, mark))
              .toArray(String[]::new));
    }
    int target = table.columns().indexOf(decoder.target());
    int[] count = new int[STATUS.size()];
    int[] right = new int[STATUS.size()];
    List<String> header = new ArrayList<>(decoder.columns());
    header.addFirst(free("line", header));
    for (String name : List.of("decoded_" + decoder.target(), "status", "agreement")) {
      header.add(free(name, header));
    }
    Frame first = Frame.of(header.toArray(String[]::new));
    try (TableWriter file = new TableWriter(run.create("decoded.csv"), header)) {
      for (int row = 0; row < table.rows(); row++) {
        if ((row & 0x3FFF) == 0) {
          run.progress((double) row / table.rows(), "row " + row);
        }
        List<String> tuple = new ArrayList<>();
        for (int c = 0; c < cells.size(); c++) {
          tuple.add(labels.get(c)[cells.get(c).code(row)]);
        }
        Decoder.Entry entry = decoder.find(tuple);
        int status = entry == null ? UNSEEN : entry.isAmbiguous() ? AMBIGUOUS : DECODED;
        String value = entry == null ? "" : entry.value();
        count[status]++;
        right[status] += target >= 0 && value.equals(table.cell(row, target)) ? 1 : 0;
        List<Object> line = new ArrayList<>(List.of(table.line(row)));
        line.addAll(tuple);
        line.addAll(List.of(value, STATUS.get(status)));
        line.add(entry == null ? 0.0 : (double) entry.agree() / entry.rows());
        file.row(line);
        if (row < MOST_ROWS_SHOWN) {
          first.row(line.toArray());
        }
      }
    }
    return report(decoder.target(), target >= 0, count, right, first, out);
  }

  /** The name, changed if a column already has it. */
  private static String free(String name, List<String> taken) {
    return taken.contains(name) ? free(name + "_", taken) : name;
  }

  private static Report report(
      String target, boolean known, int[] count, int[] right, Frame first, Findings out) {
    int rows = IntStream.of(count).sum();
    Frame byStatus = Frame.of("status", "rows", "share", "equal to the column " + target);
    double[] equal = new double[count.length];
    for (int s = 0; s < count.length; s++) {
      boolean compared = known && count[s] > 0 && s != UNSEEN;
      equal[s] = compared ? (double) right[s] / count[s] : Double.NaN;
      byStatus.row(STATUS.get(s), count[s], (double) count[s] / rows, equal[s]);
    }
    double[] share = byStatus.numbers("share");
    out.chart(
        Plot.of("What became of %d rows".formatted(rows))
            .x(Chart.Axis.category("status", STATUS))
            .y("rows")
            .bars("rows", byStatus.numbers("rows"))
            .chart(
                "Only decoded rows have one possible %s in the training table.".formatted(target)));
    out.table("By status", byStatus)
        .table("First rows of decoded.csv", first)
        .text(
            "An ambiguous row shows the most frequent %s of its tuple; agreement is the share of training rows that had it."
                .formatted(target));
    out.metric("rows", rows)
        .metric("decoded", share[DECODED])
        .metric("ambiguous", share[AMBIGUOUS])
        .metric("unseen", share[UNSEEN]);
    boolean compared = !Double.isNaN(equal[DECODED]);
    if (compared) {
      out.metric("decoded_right", equal[DECODED]);
    }
    return out.answer(
        "%,d of %s have one possible %s; %,d are ambiguous and %,d have values that the training table lacks.%s"
            .formatted(
                count[DECODED],
                Wording.count(rows, "row"),
                target,
                count[AMBIGUOUS],
                count[UNSEEN],
                compared
                    ? " Of those decoded, %s equal the known value."
                        .formatted(Wording.percent(equal[DECODED]))
                    : ""));
  }
}
