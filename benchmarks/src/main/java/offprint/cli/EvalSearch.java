package offprint.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import offprint.engine.Json;
import offprint.server.search.OfflineSearch;
import offprint.server.search.query.Mode;
import offprint.server.vector.SentenceModel;
import offprint.server.vector.VectorFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate search}. */
@Command(
    name = "search",
    description =
        "Measure search on judged questions: nDCG@10, MRR@10 and recall@100 of plain BM25, of our"
            + " words only, of sentence vectors only, and of both.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The files are those of the BEIR benchmark, or qrels with the four columns of TREC; they may"
          + " be",
      "packed with gzip. Means are over the questions that have a relevant document. A document"
          + " with",
      "the id of the question is left out unless it is judged.",
      "",
      "Vectors that the server has stored of the same texts are used. Those that are made are kept"
          + " in",
      "the data folder: a second measurement, or one that goes on after a stop, makes none twice."
    })
final class EvalSearch implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "QUERIES",
      description = "JSON lines: {\"_id\": …, \"text\": …}")
  private Path queriesFile = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "QRELS",
      description = "Lines of query-id, corpus-id and score, with tabs between them")
  private Path qrelsFile = Path.of("");

  @Option(
      names = "--corpus",
      paramLabel = "FILE",
      description =
          "JSON lines: {\"_id\": …, \"title\": …, \"text\": …} (default: this installation's"
              + " papers, by arXiv id or slug)")
  private @Nullable Path corpus;

  @Option(
      names = "--similar",
      description =
          "A question is a paper, and what is similar to it is judged; \"paper\" in QUERIES names"
              + " it, else \"_id\"")
  private boolean similar;

  @Option(names = "--no-vectors", description = "By words only: needs no sentence model")
  private boolean noVectors;

  @Option(names = "--json", description = "Print one JSON object")
  private boolean json;

  @CommandLine.Mixin private Home home = new Home();

  /**
   * A question with its judgements.
   *
   * @param question its text, or the document that similar ones are sought of
   */
  private record Judged(String id, String question, Map<String, Integer> judged) {}

  /** A row of the table. */
  record Row(Mode mode, RankingMetrics metrics, double millisPerQuery) {}

  @Override
  public Integer call() throws IOException {
    StopSignal stop = StopSignal.install(false);
    Path folder = Files.createTempDirectory("offprint-eval-");
    try {
      measure(folder, stop);
      return 0;
    } catch (CancellationException _) { // said here: the process may end as soon as it is done
      Objects.requireNonNull(spec).commandLine().getErr().println("Stopped.");
      return Main.STOPPED;
    } finally {
      delete(folder);
      stop.done();
    }
  }

  private void measure(Path folder, StopSignal stop) throws IOException {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    Map<String, Map<String, Integer>> qrels = Judgements.qrels(qrelsFile);
    Map<String, String> queries = Judgements.queries(queriesFile, similar);
    qrels.values().removeIf(judged -> judged.values().stream().allMatch(score -> score <= 0));
    queries.keySet().retainAll(qrels.keySet());
    if (queries.isEmpty()) {
      throw new IllegalArgumentException(
          "no question of %s has a relevant document in %s".formatted(queriesFile, qrelsFile));
    }
    try (SentenceModel model = new SentenceModel();
        VectorFile vectors =
            noVectors ? null : VectorFile.open(home.path().resolve("cache/eval"), model);
        OfflineSearch search = new OfflineSearch(folder.resolve("index"))) {
      EvalCorpus documents = new EvalCorpus(search, vectors, model, stop, err);
      if (corpus != null) {
        documents.addFile(corpus, home);
      } else {
        documents.addInstallation(home);
      }
      List<Judged> questions = new ArrayList<>();
      queries.forEach(
          (id, question) -> {
            Map<String, Integer> judged = new LinkedHashMap<>();
            qrels
                .getOrDefault(id, Map.of())
                .forEach((key, score) -> judged.put(documents.key(key), score));
            questions.add(new Judged(id, similar ? documents.key(question) : question, judged));
          });
      check(questions, documents, err);
      List<Row> rows = new ArrayList<>();
      for (Mode mode : noVectors ? List.of(Mode.BM25, Mode.LEXICAL) : List.of(Mode.values())) {
        rows.add(measure(search, model, mode, questions, stop));
      }
      print(rows, documents.size(), questions.size());
    }
  }

  /** Says what is judged, but not there. */
  private void check(List<Judged> questions, EvalCorpus documents, PrintWriter err) {
    List<String> named =
        questions.stream()
            .flatMap(question -> question.judged().keySet().stream())
            .distinct()
            .toList();
    complain(named, "judged documents", "count as not found", documents, err);
    if (similar) {
      List<String> papers = questions.stream().map(Judged::question).distinct().toList();
      complain(papers, "papers that similar ones are sought of", "find nothing", documents, err);
    }
  }

  private static void complain(
      List<String> named, String what, String consequence, EvalCorpus documents, PrintWriter err) {
    List<String> missing = named.stream().filter(id -> !documents.has(id)).toList();
    if (missing.size() == named.size()) {
      throw new IllegalArgumentException(
          "none of the %s is in the corpus: they have ids such as %s, the corpus such as %s"
              .formatted(what, missing.getFirst(), documents.someKeys()));
    }
    if (!missing.isEmpty()) {
      err.printf(
          "%,d of %,d %s are not in the corpus, such as %s: they %s%n",
          missing.size(), named.size(), what, missing.getFirst(), consequence);
    }
  }

  private Row measure(
      OfflineSearch search, SentenceModel model, Mode mode, List<Judged> questions, StopSignal stop)
      throws IOException {
    List<RankingMetrics> metrics = new ArrayList<>();
    long start = System.nanoTime();
    for (Judged question : questions) {
      if (stop.stopped()) {
        throw new CancellationException();
      }
      List<String> ranking = new ArrayList<>(ranking(search, model, mode, question.question()));
      if (!question.judged().containsKey(question.id())) {
        ranking.remove(question.id());
      }
      metrics.add(RankingMetrics.of(ranking, question.judged()));
    }
    double millis = (System.nanoTime() - start) / 1e6 / questions.size();
    return new Row(mode, RankingMetrics.mean(metrics), millis);
  }

  private List<String> ranking(
      OfflineSearch search, SentenceModel model, Mode mode, String question) throws IOException {
    int limit = RankingMetrics.DEPTH + 1;
    if (similar) {
      return search.similar(question, mode, limit);
    }
    String meaning = OfflineSearch.meaning(question);
    boolean lexical = mode == Mode.BM25 || mode == Mode.LEXICAL || meaning.isEmpty();
    return search.find(question, mode, lexical ? null : model.question(meaning), limit);
  }

  private void print(List<Row> rows, int documents, int queries) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("documents", documents);
      all.put("queries", queries);
      for (Row row : rows) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("ndcg@10", row.metrics().ndcg());
        values.put("mrr@10", row.metrics().reciprocalRank());
        values.put("recall@100", row.metrics().recall());
        values.put("ms/query", row.millisPerQuery());
        all.put(row.mode().name().toLowerCase(Locale.ROOT), values);
      }
      out.println(Json.MAPPER.writeValueAsString(all));
      return;
    }
    out.printf(Locale.ROOT, "%,d documents, %,d questions%n%n", documents, queries);
    out.println("          nDCG@10   MRR@10  recall@100  ms/question");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-8s %8.4f %8.4f %11.4f %12.1f%n",
          row.mode().name().toLowerCase(Locale.ROOT),
          row.metrics().ndcg(),
          row.metrics().reciprocalRank(),
          row.metrics().recall(),
          row.millisPerQuery());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
