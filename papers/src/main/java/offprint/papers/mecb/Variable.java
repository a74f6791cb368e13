package offprint.papers.mecb;

import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;

/** A categorical variable as a reader gives it: a column of a table, or weights. */
record Variable(
    @Param(
            label = "Table",
            help = "Table with a categorical column",
            value = "example:moby-dick-words",
            accepts = Kind.TABLE)
        Source data,
    @Param(
            label = "Symbols",
            help = "Column of symbols; empty: the first",
            value = "early",
            columnOf = "data")
        String column,
    @Param(
            label = "Column of weights",
            help = "Column of weights, one a row; empty: rows count 1",
            columnOf = "data")
        String weightColumn,
    @Param(help = "Weights of the symbols 1, 2, …; if given, no table is read", symbol = "p_X")
        @Size(max = 100_000)
        List<Double> weights) {
  Symbols read(Findings out) throws IOException {
    return new Symbols.Reader(data, out)
        .read("weights", weights, "column", column, 0, weightColumn);
  }
}
