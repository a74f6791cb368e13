package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
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
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** What to store beside Y to get X back: the complement Z of Y in X with the smallest entropy. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Complement implements Method<Complement.Params> {
  private static final int RANDOM_LABELLINGS = 20;

  public record Params(
      @Param(
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
      @Param(help = "Blank, NA, NaN, null and ? cells", value = "asValue") Missing missing,
      @Param(help = "Unit of reported entropies", value = "bit") InformationUnit unit) {}

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
    run.progress(0, "reading");
    TextTable table = InputTable.read(run, params.data);
    List<String> xNames = new ArrayList<>(InputTable.names("x", params.x, table));
    if (xNames.isEmpty()) {
      xNames.addAll(table.columns());
    }
    List<String> yNames = new ArrayList<>(InputTable.names("y", params.y, table));
    if (yNames.isEmpty()) {
      yNames.add(xNames.getFirst());
    }
    List<String> all = new ArrayList<>(xNames);
    all.addAll(yNames);
    CodedTable coded = CodedTable.of(table, all.stream().distinct().toList(), 0, params.missing);
    Partition x = join(coded, xNames);
    Partition y = join(coded, yNames);
    requireFunction(coded, x, xNames, yNames);
    StateLaw law = StateLaw.uniform(coded.rows());
    run.progress(0.4, "ranking states");
    int[] z = ComplementaryInformation.ranks(x, y, law);
    write(coded, z, run);
    return report(params, new Sizes(x, y, Partition.of(z), law), run);
  }

  private static Partition join(CodedTable coded, List<String> names) {
    Partition join = Partition.constant(coded.rows());
    for (String name : names) {
      join = join.join(coded.columns().get(coded.names().indexOf(name)).partition());
    }
    return join;
  }

  private static void requireFunction(
      CodedTable coded, Partition x, List<String> xNames, List<String> yNames) {
    for (String name : yNames) {
      Partition part = coded.columns().get(coded.names().indexOf(name)).partition();
      int[] first = new int[x.blocks()];
      Arrays.fill(first, -1);
      for (int r = 0; r < x.states(); r++) {
        int before = first[x.block(r)];
        if (before < 0) {
          first[x.block(r)] = r;
        } else if (part.block(before) != part.block(r)) {
          throw new IllegalArgumentException(
              "y: column '%s' takes 2 values where X (%s) is the same, rows %d and %d; add it to x"
                  .formatted(name, String.join(", ", xNames), coded.line(before), coded.line(r)));
        }
      }
    }
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

  /** Entropies of X, Y and the complement. */
  private record Sizes(Partition x, Partition y, Partition z, StateLaw law) {
    double bits(Partition part) {
      return law.entropyBits(part);
    }

    double conditionalBits() {
      return new PairInformation(bits(x), bits(y), bits(x)).conditionalBits();
    }

    /**
     * The labelling by order of occurrence, or a random one, that some other author might choose.
     */
    double otherBits(RandomGenerator random, boolean shuffled) {
      int[] owner = new int[x.blocks()];
      Integer[] order = new Integer[x.blocks()];
      Arrays.setAll(order, i -> i);
      for (int s = 0; s < x.states(); s++) {
        owner[x.block(s)] = y.block(s);
      }
      if (shuffled) {
        java.util.Collections.shuffle(Arrays.asList(order), random);
      }
      int[] next = new int[y.blocks()];
      int[] label = new int[x.blocks()];
      for (int block : order) {
        label[block] = next[owner[block]]++;
      }
      int[] byState = new int[x.states()];
      Arrays.setAll(byState, s -> label[x.block(s)]);
      return law.entropyBits(Partition.of(byState));
    }
  }

  private static Report report(Params params, Sizes sizes, Run run) {
    InformationUnit unit = params.unit;
    double h = sizes.bits(sizes.x);
    double z = sizes.bits(sizes.z);
    double least = sizes.conditionalBits();
    double occurrence = sizes.otherBits(run.random(), false);
    double random = 0;
    for (int i = 0; i < RANDOM_LABELLINGS; i++) {
      run.progress(0.75 + 0.2 * i / RANDOM_LABELLINGS, "random labellings");
      random += sizes.otherBits(run.random(), true) / RANDOM_LABELLINGS;
    }
    List<String> labels =
        List.of(
            "X itself",
            "Z in random order",
            "Z in order of occurrence",
            "Z by rank (least)",
            "bound H(X|Y)");
    double[] bits = {h, random, occurrence, z, least};
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < bits.length; i++) {
      rows.add(
          List.of(
              labels.get(i),
              unit.of(bits[i]),
              unit.of(h - bits[i]),
              h > 0 ? 100 * (h - bits[i]) / h : 0.0));
    }
    boolean joins = sizes.y.join(sizes.z).equals(sizes.x);
    double meet = sizes.bits(sizes.y.meet(sizes.z));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("x_entropy_bits", h);
    metrics.put("y_entropy_bits", sizes.bits(sizes.y));
    metrics.put("complement_entropy_bits", z);
    metrics.put("conditional_entropy_bits", least);
    metrics.put("saving_bits", h - z);
    metrics.put("complement_values", (double) sizes.z.blocks());
    metrics.put("join_is_x", joins ? 1.0 : 0);
    metrics.put("meet_entropy_bits", meet);
    return new Report(
        "Beside Y, %s with %s a row %s X back: %s %s a row less than X itself."
            .formatted(
                Wording.count(sizes.z.blocks(), "value"),
                Wording.number(unit.of(z)) + " " + unit.plural(),
                joins ? "give" : "do not give",
                Wording.number(unit.of(h - z)),
                unit.plural()),
        List.of(
            new Chart(
                "What to store beside Y to get X back",
                Chart.Axis.category("stored", labels),
                Chart.Axis.linear("entropy (%s a row)".formatted(unit.plural())),
                List.of(Chart.Series.bars("stored", Arrays.stream(bits).map(unit::of).toArray())),
                "No complement is smaller than the one by rank; a code that looks at Y while it"
                    + " writes Z could go down to the bound."),
            new Table(
                "Entropy a row",
                List.of(
                    "stored beside Y",
                    "entropy (%s)".formatted(unit.plural()),
                    "saved against X (%s)".formatted(unit.plural()),
                    "saved (%)"),
                rows),
            Note.text(
                "Checked here: Y and Z together give X back: %s. Common information of Y and Z: %.6g bits (0: they share nothing). Z has %d values, the largest number of X-states in one block of Y. Random order is the mean of %d labellings."
                    .formatted(joins ? "yes" : "no", meet, sizes.z.blocks(), RANDOM_LABELLINGS))),
        metrics);
  }
}
