package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
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

/** Distances, common information and inclusions between all pairs of columns. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Lattice implements Method<Lattice.Params> {
  private static final int MOST_COLUMNS = 256;

  public record Params(
      @Param(
              label = "Table",
              help = "Table: separated values or JSON lines",
              value = "example:mushroom",
              accepts = Kind.TABLE)
          Source data,
      @Param(
              help =
                  "Columns, separated by commas; name:words, :chars, :count, :weekday or :10"
                      + " derive; empty: all",
              symbol = "X_i",
              columnOf = "data")
          String columns,
      @Param(
              label = "Error of near dependence",
              help =
                  "A column nearly determines another if the best guess errs in at most this share"
                      + " of rows",
              value = "0.05")
          @DecimalMin("0")
          @DecimalMax("0.5")
          double near,
      @Param(
              label = "Bins of numbers",
              help = "Equal-frequency bins of numeric columns; 0: as they are, else at least 2",
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
        "lattice",
        "Map the columns of a table by what they share: Shannon and Rajski distance, common"
            + " information, which column determines which.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("numbers", "data=example:integers-30"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    TextTable table = InputTable.read(params.data, out);
    List<String> names = InputTable.namesOrAll("columns", params.columns, table);
    if (names.size() > MOST_COLUMNS) {
      throw new IllegalArgumentException(
          "columns must be at most %d: got %d".formatted(MOST_COLUMNS, names.size()));
    }
    CodedTable coded = CodedTable.of(table, names, params.bins, params.missing, out);
    Rules.rows(coded.rows());
    return LatticeReport.of(coded, params.near, params.unit, out);
  }
}
