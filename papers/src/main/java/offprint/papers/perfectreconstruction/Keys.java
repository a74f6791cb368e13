package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.JointEntropies;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * Which minimal sets of columns determine a target, a whole row, or each other (sections 3.7 and
 * 3.8 of paper.md); writes the decoder that {@link Decode} applies.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Keys implements Method<Keys.Params> {
  static final String EVERY = "*";

  public record Params(
      @Param(
              label = "Table",
              help = "Table: separated values or JSON lines",
              value = "example:mushroom",
              accepts = Kind.TABLE)
          Source data,
      @Param(
              label = "Column to determine",
              help = "Column to determine; empty: the whole row; * : every column in turn",
              symbol = "T",
              value = "class",
              columnOf = "data")
          String target,
      @Param(
              label = "Candidate columns",
              help =
                  "Candidate columns, separated by commas; name:words, :chars, :count, :weekday or"
                      + " :10 derive; empty: all",
              symbol = "X_i",
              value =
                  "odor, spore-print-color, habitat, population, bruises, gill-size, gill-spacing,"
                      + " stalk-root, ring-number, stalk-color-below-ring",
              columnOf = "data")
          String columns,
      @Param(
              label = "Most columns in a key",
              help = "Largest set of columns",
              unit = "columns",
              value = "4")
          @Min(1)
          @Max(12)
          int maxSize,
      @Param(
              label = "Tolerance",
              help = "Tolerance: bits left unknown, or share of rows; 0: exactly",
              symbol = "ε",
              value = "0")
          @DecimalMin("0")
          @DecimalMax("64")
          double eps,
      @Param(help = "What eps bounds", value = "entropy") Criterion criterion,
      @Param(
              label = "Bins of numbers",
              help = "Equal-frequency bins of numeric columns; 0: as they are, else at least 2",
              value = "0")
          @Min(0)
          @Max(256)
          int bins,
      @Param(label = "Missing cells", help = "Blank, NA, NaN, null and ? cells", value = "asValue")
          Missing missing,
      @Param(
              label = "Share held out",
              help = "Share of rows kept out of the search to test what was found",
              value = "0.2")
          @DecimalMin("0")
          @DecimalMax("0.5")
          double holdout,
      @Param(
              label = "Most sets to decide",
              help = "Most sets to decide",
              unit = "sets",
              value = "1000000")
          @Min(1)
          @Max(100_000_000)
          int maxSets,
      @Param(label = "Unit of entropies", help = "Unit of reported entropies", value = "bit")
          InformationUnit unit) {
    public Params {
      Rules.bins(bins);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "keys",
        "Find the minimal sets of columns that determine a column, a whole row or each other,"
            + " exactly or nearly; writes a decoder.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of("nearly", "columns=", "eps=0.005", "criterion=errorRate"),
        Preset.of("every-column", "target=*", "columns=", "maxSize=3", "holdout=0"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    TextTable table = InputTable.read(params.data, out);
    List<String> names = InputTable.namesOrAll("columns", params.columns, table);
    if (params.target.equals(EVERY)) {
      Rules.sets(names.size() - 1, params.maxSize, params.maxSets);
      CodedTable coded = CodedTable.of(table, names, params.bins, params.missing, out);
      Rules.rows(coded.rows());
      return new Dependencies(params, coded, out).report();
    }
    if (!params.target.isEmpty()) {
      InputTable.requireColumn("target", params.target, table);
    }
    names.remove(params.target);
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "columns must name at least 1 candidate beside the target: got 0");
    }
    Rules.sets(names.size(), params.maxSize, params.maxSets);
    return search(params, table, names, out);
  }

  private static Report search(Params params, TextTable table, List<String> names, Findings out)
      throws IOException {
    boolean wholeRow = params.target.isEmpty();
    List<String> read = new ArrayList<>(names);
    if (!wholeRow) {
      read.add(params.target);
    }
    CodedTable coded = CodedTable.of(table, read, params.bins, params.missing, out);
    Rules.rows(coded.rows());
    List<Column> candidates = coded.columns().subList(0, names.size());
    Column target = wholeRow ? rowTarget(coded) : coded.columns().getLast();
    Run run = out.run();
    Holdout holdout = Holdout.of(coded.rows(), params.holdout, run.random());
    int[] training = Holdout.array(holdout.training());
    List<Partition> parts = candidates.stream().map(c -> c.restrict(training).partition()).toList();
    Partition goal = target.restrict(training).partition();
    StateLaw law = StateLaw.uniform(training.length);
    Rules.eps(params.eps, params.criterion, goal, law);
    JointEntropies pairs =
        JointEntropies.of(
            parts, law, i -> run.progress(0.05 + 0.1 * i / parts.size(), "pairs of columns"));
    KeySearch.Task task = KeySearch.Task.of(parts, pairs, goal, law, params);
    double sets = KeySearch.sets(parts.size(), params.maxSize);
    KeySearch.Outcome outcome =
        KeySearch.run(
            task, done -> run.progress(0.15 + 0.45 * done / sets, "sets of columns: " + done));
    double bits = law.entropyBits(goal);
    return new KeyReport(params, candidates, target, bits, holdout, task, outcome, out).build();
  }

  /** The row as its own value, named by the line it first occurs in. */
  private static Column rowTarget(CodedTable coded) {
    Partition whole = coded.whole();
    List<String> values = new ArrayList<>();
    IntStream.range(0, coded.rows())
        .filter(r -> whole.block(r) == values.size())
        .forEach(r -> values.add("row " + coded.line(r)));
    return new Column("row", Bins.NONE, whole, values);
  }
}
