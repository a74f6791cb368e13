package offprint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import offprint.engine.Sources;
import offprint.harness.TablePreview;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offprint preview}. */
@Command(
    name = "preview",
    description = "Show how a table is read: its columns, their types, the first rows.",
    mixinStandardHelpOptions = true)
final class Preview implements Callable<Integer> {
  private static final int WIDEST = 24;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1",
      paramLabel = "FILE",
      description = "File, example:NAME or run:NUMBER/FILE")
  private String ref = "";

  @Option(names = "--json", description = "Print a line of JSON")
  private boolean json;

  @Option(names = "--confined", hidden = true)
  private boolean confined;

  @CommandLine.Mixin private Home home = new Home();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Sources sources = new Sources(home.path(), confined);
    Source source = new Source(ref);
    TablePreview preview;
    try (InputStream in = sources.open(source)) {
      preview = TablePreview.read(in, String.valueOf(sources.path(source).getFileName()));
    }
    if (json) {
      out.println(preview.json());
    } else {
      print(preview, out);
    }
    return 0;
  }

  private static void print(TablePreview preview, PrintWriter out) {
    out.printf(
        "%s%d rows, %d columns%n",
        preview.isWhole() ? "" : "The first ", preview.rowsRead(), preview.columns().size());
    List<TablePreview.Column> columns = preview.columns();
    for (int c = 0; c < columns.size(); c++) {
      int column = c;
      out.printf(
          "  %-" + WIDEST + "s %-6s  %s%n",
          columns.get(c).name(),
          columns.get(c).type(),
          String.join(
              " | ", preview.rows().stream().limit(3).map(row -> row.get(column)).toList()));
    }
    if (!preview.assumptions().isEmpty()) {
      out.printf("Assumed: %s.%n", String.join("; ", preview.assumptions()));
    }
  }
}
