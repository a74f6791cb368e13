package offprint.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import offprint.engine.Platform;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code offprint}: see {@code offprint --help}. */
@Command(
    name = "offprint",
    description = "A daily page of papers worth reading, where the papers run.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      Serve.class,
      ListPapers.class,
      Show.class,
      RunMethod.class,
      Check.class,
      Compare.class,
      Data.class,
      Preview.class,
      ImportPapers.class,
      ExportPapers.class,
      IngestPapers.class,
      BackUp.class,
      Restore.class,
      MailDigest.class,
      Completion.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Start with: offprint serve",
      "Exit codes: 0 done, 2 wrong input, 3 a claim fails, 130 stopped."
    })
public final class Main implements Runnable {
  static final int WRONG_INPUT = 2;
  static final int CLAIM_FAILS = 3;
  static final int STOPPED = 130;

  /** Commands that work on an installation and read its settings. */
  private static final List<String> OPERATING =
      List.of("serve", "import", "export", "ingest", "backup", "restore", "digest");

  /** Lucene's logger, which would recommend a JVM option to users. */
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene.internal.vectorization");

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command and returns its exit code. */
  static int run(String... args) {
    return run(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        args);
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    Logger.getLogger("").setLevel(Level.WARNING);
    LUCENE.setLevel(Level.SEVERE);
    CommandLine line = line();
    try {
      RunMethod.addMethods(Objects.requireNonNull(line.getSubcommands().get("run")), args);
      if (args.length > 0 && OPERATING.contains(args[0])) {
        CommandLine serve = Objects.requireNonNull(line.getSubcommands().get("serve"));
        Objects.requireNonNull(line.getSubcommands().get(args[0]))
            .setDefaultValueProvider(Settings.of(System.getenv(), serve.getCommandSpec()));
      }
    } catch (IllegalArgumentException e) {
      return explain(e, err);
    }
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(new WrongUsage());
    line.setExecutionExceptionHandler((e, _, _) -> explain(e, err));
    return line.execute(args);
  }

  static CommandLine line() {
    return new CommandLine(new Main());
  }

  /** Turns an exception into a message and an exit code; users never see a stack trace. */
  private static int explain(Exception e, PrintWriter err) {
    if (e instanceof CancellationException) {
      err.println("Stopped.");
      return STOPPED;
    }
    err.println(Failure.of(e).message());
    return Failure.of(e).exitCode();
  }

  @Override
  public void run() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    line.usage(line.getOut());
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      Platform platform = Platform.current();
      return new String[] {"Offprint %s (%s)".formatted(platform.version(), platform.commit())};
    }
  }
}
