package offprint.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import offprint.engine.Json;
import offprint.engine.Numbers;
import offprint.engine.Outcome;
import offprint.engine.PaperMethod;
import offprint.engine.Parameter;
import offprint.engine.ParameterSchema;
import offprint.engine.Runner;
import offprint.engine.Sources;
import offprint.engine.TerminalReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code offprint run METHOD}: reads the options of one method, runs it, prints or streams the
 * outcome.
 */
final class MethodCommand<P extends Record> implements Callable<Integer> {
  private final PaperMethod<P> method;
  private final ParameterSchema<P> schema;
  private final Settings settings = new Settings();
  private final CommandSpec spec;

  MethodCommand(PaperMethod<P> method) {
    this.method = method;
    this.schema = new ParameterSchema<>(method.method());
    this.spec =
        CommandSpec.wrapWithoutInspection(this)
            .addMixin("settings", CommandSpec.forAnnotatedObject(settings));
    spec.usageMessage().description(method.summary(), "Paper: " + method.paper().title());
    spec.mixinStandardHelpOptions(true);
    spec.parser().unmatchedArgumentsAllowed(true).unmatchedOptionsArePositionalParams(false);
    schema
        .json()
        .at("/properties")
        .properties()
        .forEach(p -> spec.addOption(option(p.getKey(), p.getValue())));
  }

  CommandSpec spec() {
    return spec;
  }

  private static OptionSpec option(String name, JsonNode property) {
    String kebab = "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    String[] names =
        kebab.equals("--" + name) ? new String[] {kebab} : new String[] {"--" + name, kebab};
    OptionSpec.Builder option =
        OptionSpec.builder(names)
            .type(String.class)
            .paramLabel(Parameter.of(name, property).kind())
            .description(Parameter.of(name, property).sentence().replace("%", "%%"))
            .completionCandidates(
                property.path("enum").valueStream().map(JsonNode::asString).toList());
    return property.path("type").asString("").equals("boolean")
        ? option.arity("0..1").fallbackValue("true").build()
        : option.arity("1").build();
  }

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    Output output =
        settings.json
            ? new JsonLines(line.getOut())
            : new ProgressBar(line.getErr(), ProgressBar.onTerminal());
    StopSignal stop = StopSignal.install(settings.supervised);
    try {
      P params = schema.read(settings.preset(schema), given());
      Path out = settings.out(method);
      Runner runner =
          new Runner(new Sources(settings.home.path(), settings.confined), stop.guard(output));
      stop.atLast(runner::abandon);
      Outcome outcome = runner.run(method, params, settings.seed, out);
      output.finished(outcome);
      if (!settings.json) {
        print(line, outcome, out);
      }
      return 0;
    } catch (CancellationException e) {
      output.failed(new Failure(Main.STOPPED, "stopped", List.of()));
      throw e;
    } catch (Exception | OutOfMemoryError e) {
      Failure failure = Failure.of(e);
      output.failed(failure);
      line.getErr().println(failure.message());
      return failure.exitCode();
    } finally {
      stop.done();
    }
  }

  private void print(CommandLine line, Outcome outcome, Path out) {
    line.getOut().println(TerminalReport.of(outcome));
    outcome
        .artifacts()
        .forEach(
            file ->
                line.getOut()
                    .printf("  %s  %s%n", out.resolve(file.name()), Numbers.bytes(file.bytes())));
    line.getOut().printf("  %s%n", out.resolve("report.html"));
  }

  /**
   * The parameters as given: flags override the file of {@code --params}. Unknown flags stay in, so
   * that validation reports them.
   */
  private ObjectNode given() throws java.io.IOException {
    ParseResult parsed = spec.commandLine().getParseResult();
    Map<String, String> flags = new LinkedHashMap<>();
    schema
        .json()
        .at("/properties")
        .propertyNames()
        .forEach(
            name -> {
              if (parsed.hasMatchedOption("--" + name)) {
                flags.put(name, parsed.matchedOptionValue("--" + name, ""));
              }
            });
    boolean value = false;
    for (String word : parsed.unmatched()) {
      boolean flag = word.startsWith("-");
      if (flag || !value) {
        flags.put(word.replaceFirst("^--?", "").split("=", 2)[0], "");
      }
      value = flag && !word.contains("=");
    }
    ObjectNode given = settings.params();
    given.setAll(schema.parse(flags));
    return given;
  }

  /** Options of the run itself; no parameter of a method has one of these names. */
  static final class Settings {
    @Option(
        names = "--preset",
        paramLabel = "NAME",
        description = "Complete set of parameters to start from (default: the first)")
    private @Nullable String preset;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Equal parameters and seed give an equal report (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "Folder for report and files (default: a new one under offprint-runs)")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print JSON lines: progress, point, last report")
    private boolean json;

    @CommandLine.Mixin private Home home = new Home();

    @Option(names = "--params", paramLabel = "FILE", description = "Parameters as a JSON object")
    private @Nullable Path params;

    @Option(names = "--confined", hidden = true)
    private boolean confined;

    @Option(names = "--supervised", hidden = true)
    private boolean supervised;

    /**
     * The JSON object in the file of {@code --params}; an empty object if the option is not given.
     *
     * @throws IllegalArgumentException if the file holds anything else
     */
    ObjectNode params() throws java.io.IOException {
      if (params == null) {
        return Json.MAPPER.createObjectNode();
      }
      try {
        if (Json.MAPPER.readTree(Files.readAllBytes(params)) instanceof ObjectNode object) {
          return object;
        }
      } catch (JacksonException _) {
        throw new IllegalArgumentException(
            "params must be a file with a JSON object: %s holds no JSON".formatted(params));
      }
      throw new IllegalArgumentException(
          "params must be a file with a JSON object: %s holds something else".formatted(params));
    }

    String preset(ParameterSchema<?> schema) {
      return preset != null ? preset : schema.presets().getFirst();
    }

    Path out(PaperMethod<?> method) {
      if (out != null) {
        return out;
      }
      String time =
          DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
              .format(LocalDateTime.now(ZoneId.systemDefault()));
      return Path.of("offprint-runs", method.id().replace('/', '-') + "-" + time);
    }
  }
}
