package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Can X be recovered from given functions of it, and if not, which states are confused? */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Check implements Method<Check.Params> {
  private static final int MOST_FUNCTIONS = 256;

  public record Params(
      @Param(
              label = "Table",
              help = "Table of states: separated values or JSON lines",
              value = "example:integers-30",
              accepts = Kind.TABLE)
          Source data,
      @Param(
              help = "Columns that name the state, separated by commas; empty: each row",
              symbol = "X",
              label = "Columns of X",
              value = "number",
              columnOf = "data")
          String x,
      @Param(
              label = "Columns of functions",
              help = "Columns that are functions of the state; empty: all others",
              symbol = "X_i",
              value =
                  "prime 2, prime 3, prime 5, prime 7, prime 11, prime 13, prime 17, prime 19,"
                      + " prime 23",
              columnOf = "data")
          String columns,
      @Param(
              help = "Column of probabilities; empty: each row counts the same",
              symbol = "p",
              label = "Column of probabilities",
              columnOf = "data")
          String p,
      @Param(
              label = "Normalise probabilities",
              help = "Divide the probabilities by their sum",
              value = "false")
          boolean normalise,
      @Param(
              label = "Bins of numbers",
              help = "Equal-frequency bins of numeric functions; 0: as they are, else at least 2",
              value = "0")
          @Min(0)
          @Max(256)
          int bins,
      @Param(label = "Missing cells", help = "Blank, NA, NaN, null and ? cells", value = "asValue")
          Missing missing,
      @Param(label = "Unit of entropies", help = "Unit of reported entropies", value = "bit")
          InformationUnit unit) {
    public Params {
      Rules.bins(bins);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "check",
        "Decide whether a variable can be recovered from functions of it, by the condition and"
            + " exactly, and show which states are confused.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("all-primes", "columns="));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    TextTable table = InputTable.read(params.data, out);
    List<String> x = InputTable.names("x", params.x, table);
    List<String> functions = InputTable.names("columns", params.columns, table);
    if (functions.isEmpty()) {
      functions.addAll(table.columns());
      functions.removeAll(x);
      functions.remove(params.p);
    }
    if (functions.size() > MOST_FUNCTIONS) {
      throw new IllegalArgumentException(
          "columns must be at most %d: got %d".formatted(MOST_FUNCTIONS, functions.size()));
    }
    StateTable states =
        StateTable.of(
            table, x, functions, params.p, params.normalise, params.bins, params.missing, out);
    run.progress(0.3, "comparing functions");
    return DiagnosisReport.of(states.components(), states.states(), params.unit, out);
  }
}
