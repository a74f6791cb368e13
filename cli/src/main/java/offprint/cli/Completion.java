package offprint.cli;

import java.util.Objects;
import offprint.engine.Catalogue;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code offprint completion}. */
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh: source <(offprint completion)",
    mixinStandardHelpOptions = true)
final class Completion implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandLine root = Objects.requireNonNull(spec).root().commandLine();
    CommandLine run = Objects.requireNonNull(root.getSubcommands().get("run"));
    Catalogue.load().methods().forEach(method -> RunMethod.add(run, method));
    spec.commandLine().getOut().println(AutoComplete.bash("offprint", root));
  }
}
