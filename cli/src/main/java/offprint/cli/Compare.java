package offprint.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import offprint.engine.Comparison;
import offprint.engine.Outcome;
import offprint.engine.TerminalReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

/** {@code offprint compare}. */
@Command(
    name = "compare",
    description = "Show two finished runs of one method beside each other.",
    mixinStandardHelpOptions = true)
final class Compare implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FIRST",
      description = "Folder of a run, with the report.json that offprint run leaves there")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "SECOND", description = "Folder of the other run")
  private Path second = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(
        TerminalReport.of(
            new Comparison(first.toString(), outcome(first), second.toString(), outcome(second))));
    return 0;
  }

  private static Outcome outcome(Path folder) throws IOException {
    Path file = folder.resolve("report.json");
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no finished run in '%s'".formatted(folder));
    }
    try {
      return Outcome.parse(Files.readAllBytes(file));
    } catch (JacksonException _) {
      throw new IllegalArgumentException("'%s' is not a run's report".formatted(file));
    }
  }
}
