package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.ComplementaryInformation;
import offprint.kernels.lattice.PairInformation;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
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

/**
 * Finds the complement Z of Y in X with the smallest entropy: what to store beside Y to recover X.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Complement implements Method<Complement.Params> {
  public record Params(
      @Param(
              label = "Table",
              help = "Table: separated values or JSON lines; each row counts the same",
              value = "example:mushroom",
              accepts = Kind.TABLE)
          Source data,
      @Param(
              help = "Columns that make up X, separated by commas; empty: all",
              symbol = "X",
              label = "Columns of X",
              value = "habitat, cap-color",
              columnOf = "data")
          String x,
      @Param(
              help = "Columns that are known, functions of X; empty: the first of X",
              symbol = "Y",
              label = "Columns of Y",
              value = "habitat",
              columnOf = "data")
          String y,
      @Param(label = "Missing cells", help = "Blank, NA, NaN, null and ? cells", value = "asValue")
          Missing missing,
      @Param(label = "Unit of entropies", help = "Unit of reported entropies", value = "bit")
          InformationUnit unit) {}

  @Override
  public Card card() {
    return new Card(
        "complement",
        "Find the column of least entropy that, together with a known one, gives another back.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK, Preset.of("whole-row", "x=", "y=odor, gill-color, population, habitat"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    TextTable table = InputTable.read(params.data, out);
    List<String> xNames = InputTable.namesOrAll("x", params.x, table);
    List<String> yNames = InputTable.names("y", params.y, table);
    if (yNames.isEmpty()) {
      yNames.add(xNames.getFirst());
    }
    List<String> all = Stream.concat(xNames.stream(), yNames.stream()).distinct().toList();
    CodedTable coded = CodedTable.of(table, all, 0, params.missing, out);
    Partition x = coded.join(xNames);
    Partition y = coded.join(yNames);
    for (String name : yNames) {
      int[] rows = coded.conflict(x, name);
      if (rows.length > 0) {
        throw new IllegalArgumentException(
            "y: column '%s' takes 2 values where X (%s) is the same, rows %d and %d; add it to x"
                .formatted(
                    name, String.join(", ", xNames), coded.line(rows[0]), coded.line(rows[1])));
      }
    }
    StateLaw law = StateLaw.uniform(coded.rows());
    run.progress(0.4, "ranking states");
    int[] ranks = ComplementaryInformation.ranks(x, y, law);
    write(coded, ranks, run);
    Partition z = Partition.of(ranks);
    double h = law.entropyBits(x);
    double known = law.entropyBits(y);
    double beside = law.entropyBits(z);
    double least = new PairInformation(h, known, h).conditionalBits();
    sizes(params.unit, h, law.entropyBits(byOccurrence(x, y)), beside, least, out);
    boolean joins = y.join(z).equals(x);
    double meet = law.entropyBits(y.meet(z));
    out.text(
        "Checked here: Y and Z together give X back: %s. Common information of Y and Z: %.6g bits (0: they share nothing). Z has %d values, the largest number of X-states in one block of Y."
            .formatted(joins ? "yes" : "no", meet, z.blocks()));
    out.metric("x_entropy_bits", h)
        .metric("y_entropy_bits", known)
        .metric("complement_entropy_bits", beside)
        .metric("conditional_entropy_bits", least)
        .metric("saving_bits", h - beside)
        .metric("complement_values", z.blocks())
        .metric("join_is_x", joins ? 1 : 0)
        .metric("meet_entropy_bits", meet);
    InformationUnit unit = params.unit;
    return out.answer(
        "Beside Y, %s with %s %s a row %s X back: %s %s a row less than X itself."
            .formatted(
                Wording.count(z.blocks(), "value"),
                Wording.number(unit.of(beside)),
                unit.plural(),
                joins ? "give" : "do not give",
                Wording.number(unit.of(h - beside)),
                unit.plural()));
  }

  private static void write(CodedTable coded, int[] z, Run run) throws IOException {
    List<String> header = new ArrayList<>(List.of("line"));
    header.addAll(coded.names());
    header.add("complement");
    try (TableWriter file = new TableWriter(run.create("complement.csv"), header)) {
      for (int r = 0; r < z.length; r++) {
        if ((r & 0x3FFF) == 0) {
          run.progress(0.5 + 0.2 * r / z.length, "writing row " + r);
        }
        List<Object> line = new ArrayList<>(List.of(coded.line(r)));
        for (Column column : coded.columns()) {
          line.add(column.value(r));
        }
        line.add(z[r]);
        file.row(line);
      }
    }
  }

  /** Compares the complement with X itself, the obvious labelling and the bound. */
  private static void sizes(
      InformationUnit unit, double h, double occurrence, double z, double least, Findings out) {
    Map<String, Double> bits = new LinkedHashMap<>();
    bits.put("X itself", h);
    bits.put("Z in order of occurrence", occurrence);
    bits.put("Z by rank (least)", z);
    bits.put("bound H(X|Y)", least);
    String entropy = unit.label("entropy");
    Frame rows = Frame.of("stored beside Y", entropy, unit.label("saved against X"), "saved (%)");
    bits.forEach(
        (name, size) ->
            rows.row(name, unit.of(size), unit.of(h - size), h > 0 ? 100 * (h - size) / h : 0));
    out.chart(
        Plot.of("What to store beside Y to get X back")
            .x(Chart.Axis.category("stored", rows.texts("stored beside Y")))
            .y(entropy + " a row")
            .bars("stored", rows.numbers(entropy))
            .chart(
                "No complement is smaller than the one by rank; a code that looks at Y while it"
                    + " writes Z could go down to the bound."));
    out.table("Entropy a row", rows);
  }

  /** A Z whose labels within a block of Y are numbered as the states of X occur. */
  private static Partition byOccurrence(Partition x, Partition y) {
    int[] next = new int[y.blocks()];
    int[] label = new int[x.blocks()];
    int[] z = new int[x.states()];
    int seen = 0;
    for (int s = 0; s < z.length; s++) {
      if (x.block(s) == seen) {
        label[seen++] = next[y.block(s)]++;
      }
      z[s] = label[x.block(s)];
    }
    return Partition.of(z);
  }
}
