package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Claim;
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
      @Param(help = "Table of states: separated values or JSON lines") Source data,
      @Param(
              help = "Columns that name the state, separated by commas; empty: each row",
              symbol = "X")
          String x,
      @Param(help = "Columns that are functions of the state; empty: all others", symbol = "X_i")
          String columns,
      @Param(help = "Column of probabilities; empty: each row counts the same", symbol = "p")
          String p,
      @Param(help = "Divide the probabilities by their sum") boolean normalise,
      @Param(help = "Equal-frequency bins of numeric functions; 0: as they are, else at least 2")
          @Min(0)
          @Max(256)
          int bins,
      @Param(help = "Blank, NA, NaN, null and ? cells") Missing missing,
      @Param(help = "Unit of reported entropies") InformationUnit unit) {
    public Params {
      Rules.bins(bins);
    }
  }

  @Override
  public Card card() {
    return PerfectReconstruction.card(
        "check",
        "Decide whether a variable can be recovered from functions of it, by the condition and"
            + " exactly, and show which states are confused.");
  }

  @Override
  public List<Preset<Params>> presets() {
    Source integers = Source.example("integers-30");
    String nine =
        "prime 2, prime 3, prime 5, prime 7, prime 11, prime 13, prime 17, prime 19, prime 23";
    return List.of(
        new Preset<>(
            "quick",
            new Params(
                integers, "number", nine, "", false, 0, Missing.AS_VALUE, InformationUnit.BIT)),
        new Preset<>(
            "all-primes",
            new Params(
                integers, "number", "", "", false, 0, Missing.AS_VALUE, InformationUnit.BIT)));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "C5-integers-short",
            "the numbers 1 to 30 without the prime 29: the condition is met and yet 1 and 29 are"
                + " confused",
            "abstract, section on the prime signature",
            "",
            "quick",
            "deficit_bits",
            1.0 / 15 - 1e-12,
            1.0 / 15 + 1e-12,
            "our numbers: the paper's size was not found"),
        new Claim(
            "C5-integers",
            "with all ten primes up to 30 each number is recovered",
            "abstract, section on the prime signature",
            "",
            "all-primes",
            "deficit_bits",
            0,
            0,
            "our numbers: the paper's size was not found"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    TextTable table = InputTable.read(run, params.data);
    List<String> x = InputTable.names("x", params.x, table);
    List<String> functions = new ArrayList<>(InputTable.names("columns", params.columns, table));
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
        StateTable.of(table, x, functions, params.p, params.normalise, params.bins, params.missing);
    run.progress(0.3, "comparing functions");
    DiagnosisReport report =
        new DiagnosisReport(states.components(), states.states(), params.unit, run);
    return report.build(states.notes());
  }
}
