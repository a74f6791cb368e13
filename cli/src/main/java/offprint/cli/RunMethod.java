package offprint.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import offprint.engine.Catalogue;
import offprint.engine.PaperMethod;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code offprint run}: each method is a subcommand whose options come from its schema. */
@Command(
    name = "run",
    description = "Run a method of a paper on example data or your own.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "METHOD [--PARAMETER VALUE ...]",
    footer = {
      "",
      "METHOD is an id such as timemixer/forecast; see: offprint papers.",
      "For a method's parameters: offprint run METHOD --help"
    })
final class RunMethod implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /**
   * Adds the method that {@code args} name.
   *
   * @throws IllegalArgumentException if there is no such method
   */
  static void addMethods(CommandLine run, String... args) {
    List<String> words = Arrays.asList(args);
    if (words.isEmpty() || !words.getFirst().equals("run")) {
      return;
    }
    if (words.size() > 1 && !words.get(1).startsWith("-")) {
      add(run, Catalogue.load().get(words.get(1)));
    }
  }

  static <P extends Record> void add(CommandLine run, PaperMethod<P> method) {
    run.addSubcommand(method.id(), new MethodCommand<>(method).spec());
  }

  @Override
  public void run() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    throw new ParameterException(
        line, "which method? for example: offprint run timemixer/forecast");
  }
}
