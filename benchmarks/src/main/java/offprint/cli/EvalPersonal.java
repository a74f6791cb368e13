package offprint.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import offprint.engine.Json;
import offprint.server.reader.PersonalEvaluation;
import offprint.server.reader.RankingQuality;
import offprint.server.reader.SimulatedReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate personal}. */
@Command(
    name = "personal",
    description =
        "Measure the personal list on this installation's papers: submitters and authors are taken"
            + " for readers, the first 70 %% of their papers are known, the others are to be"
            + " found.",
    mixinStandardHelpOptions = true)
final class EvalPersonal implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--splits",
      paramLabel = "FILE",
      description = "Write who knows and misses which papers, as JSON lines for other programs")
  private @Nullable Path splits;

  @Option(
      names = "--known",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Know at most the last N of each reader's papers (default: ${DEFAULT-VALUE})")
  private int known;

  @CommandLine.Mixin private Home home = new Home();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (known < 1) {
      throw new IllegalArgumentException("known must be at least 1: got " + known);
    }
    PersonalEvaluation evaluation;
    try (offprint.server.home.Home folder = home.existing()) {
      evaluation = new PersonalEvaluation(folder, known);
    }
    if (evaluation.readers().isEmpty()) {
      throw new IllegalArgumentException(
          "nobody has put or written enough papers here to be taken for a reader");
    }
    if (splits != null) {
      write(evaluation, splits);
    }
    out.printf(
        Locale.ROOT,
        "%,d papers, %,d of them without a vector%n",
        evaluation.papers(),
        evaluation.missingVectors());
    for (String kind : List.of("submitter", "author")) {
      print(evaluation, kind, out);
    }
    return 0;
  }

  private static void print(PersonalEvaluation evaluation, String kind, PrintWriter out) {
    List<SimulatedReader> readers =
        evaluation.readers().stream().filter(reader -> reader.kind().equals(kind)).toList();
    if (readers.isEmpty()) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%n%-32s %8s %8s %10s   (%d readers)%n",
        kind + "s",
        "AUC",
        "nDCG@20",
        "recall@50",
        readers.size());
    for (PersonalEvaluation.Method method : PersonalEvaluation.Method.values()) {
      if (kind.equals("author") && method == PersonalEvaluation.Method.PRODUCT) {
        continue; // their own names would give their papers away
      }
      RankingQuality mean = RankingQuality.mean(evaluation.measure(method, readers));
      out.printf(
          Locale.ROOT,
          "%-32s %8.3f %8.3f %10.3f%n",
          method.label(),
          mean.auc(),
          mean.ndcg(),
          mean.recall());
      out.flush();
    }
  }

  private static void write(PersonalEvaluation evaluation, Path file) throws IOException {
    try (Writer lines = Files.newBufferedWriter(file)) {
      for (SimulatedReader reader : evaluation.readers()) {
        lines.write(
            Json.MAPPER.writeValueAsString(
                Map.of(
                    "kind", reader.kind(),
                    "name", reader.name(),
                    "cut", reader.cut(),
                    "saved", evaluation.addresses(reader.saved()),
                    "held", evaluation.addresses(reader.held()))));
        lines.write('\n');
      }
    }
  }
}
