package offprint.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import offprint.engine.Catalogue;
import offprint.engine.Json;
import offprint.engine.PaperMethod;
import offprint.method.Paper;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code offprint papers}. */
@Command(
    name = "papers",
    description = "List the papers that run, with their methods.",
    mixinStandardHelpOptions = true)
final class ListPapers implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Print a JSON array")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Catalogue catalogue = Catalogue.load();
    if (json) {
      List<Map<String, Object>> papers =
          catalogue.papers().stream().map(paper -> entry(catalogue, paper)).toList();
      out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(papers));
      return;
    }
    int width = catalogue.methods().stream().mapToInt(m -> m.id().length()).max().orElse(1);
    String gap = "";
    for (Paper paper : catalogue.papers()) {
      out.printf("%s%s%n", gap, paper.title());
      for (PaperMethod<?> method : catalogue.of(paper.slug())) {
        out.printf("  %-" + width + "s  %s%n", method.id(), method.summary());
      }
      gap = System.lineSeparator();
    }
  }

  private static Map<String, Object> entry(Catalogue catalogue, Paper paper) {
    return new java.util.TreeMap<>(
        Map.of(
            "slug", paper.slug(),
            "title", paper.title(),
            "arxiv", paper.arxiv(),
            "published", paper.published().toString(),
            "code", paper.code() == null ? "" : paper.code().toString(),
            "methods",
                catalogue.of(paper.slug()).stream()
                    .map(m -> Map.of("id", m.id(), "summary", m.summary()))
                    .toList()));
  }
}
