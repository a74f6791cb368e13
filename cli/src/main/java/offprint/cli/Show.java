package offprint.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import offprint.engine.Catalogue;
import offprint.engine.Json;
import offprint.engine.PaperMethod;
import offprint.engine.Parameter;
import offprint.engine.ParameterSchema;
import offprint.engine.TerminalReport;
import offprint.engine.Verdict;
import offprint.method.Paper;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offprint show}. */
@Command(
    name = "show",
    description = "Show a paper or one of its methods: parameters, presets, claims.",
    mixinStandardHelpOptions = true)
final class Show implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SLUG|ID", description = "timemixer, or timemixer/forecast")
  private String name = "";

  @Option(names = "--json", description = "Print the parameters' JSON Schema")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Catalogue catalogue = Catalogue.load();
    List<PaperMethod<?>> methods = catalogue.of(name);
    if (methods.isEmpty()) {
      methods = List.of(catalogue.get(name));
    }
    if (!json) {
      head(out, methods.getFirst().paper());
    }
    methods.forEach(method -> show(out, method));
  }

  private static void head(PrintWriter out, Paper paper) {
    out.printf("%s%n", paper.title());
    out.printf(
        "%s%s%s%n",
        paper.arxiv().isEmpty() ? "" : "arXiv " + paper.arxiv() + ", ",
        paper.published(),
        paper.code() == null ? "" : ", code " + paper.code());
  }

  private <P extends Record> void show(PrintWriter out, PaperMethod<P> method) {
    ParameterSchema<P> schema = new ParameterSchema<>(method.method());
    if (json) {
      out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema.json()));
      return;
    }
    out.printf("%n%s%n  %s%n%n", method.id(), method.summary());
    for (Parameter parameter : Parameter.all(schema.json())) {
      out.printf(
          "  --%s <%s>%n      %s%n", parameter.name(), parameter.kind(), parameter.sentence());
    }
    out.printf("%n  Presets: %s%n", String.join(", ", schema.presets()));
    if (!method.claims().isEmpty()) {
      out.print(TerminalReport.verdictsOf(Verdict.notRun(method)));
    }
  }
}
