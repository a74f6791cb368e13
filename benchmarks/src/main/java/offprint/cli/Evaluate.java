package offprint.cli;

import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures how well search and personal lists rank; {@code benchmarks/evaluate} starts it. */
@Command(
    name = "evaluate",
    description = "Measure how well search and personal lists rank.",
    subcommands = {EvalSearch.class, EvalPersonal.class, CommandLine.HelpCommand.class})
final class Evaluate {
  private Evaluate() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command and returns its exit code. */
  static int run(String... args) {
    return line().execute(args);
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    return line().setOut(out).setErr(err).execute(args);
  }

  static CommandLine line() {
    CommandLine line = new CommandLine(new Evaluate());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(new WrongUsage());
    line.setExecutionExceptionHandler(
        (e, command, _) -> {
          if (e instanceof CancellationException) {
            command.getErr().println("Stopped.");
            return Main.STOPPED;
          }
          command.getErr().println(Failure.of(e).message());
          return Failure.of(e).exitCode();
        });
    return line;
  }
}
