package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.engine.Json;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalSearchTest {
  private static final double CLOSE = 1e-12;

  @TempDir Path folder;

  @Test
  void theBestOrderScoresOne() {
    RankingMetrics best = RankingMetrics.of(List.of("a", "b", "c"), Map.of("a", 3, "b", 2, "c", 1));
    assertThat(best).isEqualTo(new RankingMetrics(1, 1, 1));
    assertThat(RankingMetrics.of(List.of("x"), Map.of("a", 1)))
        .isEqualTo(new RankingMetrics(0, 0, 0));
    assertThat(RankingMetrics.of(List.of(), Map.of("a", 1))).isEqualTo(new RankingMetrics(0, 0, 0));
  }

  @Test
  void oneRelevantDocumentCountsByItsRank() {
    for (int rank = 1; rank <= 101; rank++) {
      List<String> ranking = new ArrayList<>();
      for (int i = 1; i <= 101; i++) {
        ranking.add(i == rank ? "a" : "x" + i);
      }
      RankingMetrics metrics = RankingMetrics.of(ranking, Map.of("a", 2, "x1", 0, "x2", -1));
      double discount = Math.log(2) / Math.log(rank + 1);
      assertThat(metrics.ndcg()).isCloseTo(rank <= 10 ? discount : 0, within(CLOSE));
      assertThat(metrics.reciprocalRank()).isEqualTo(rank <= 10 ? 1.0 / rank : 0);
      assertThat(metrics.recall()).isEqualTo(rank <= 100 ? 1 : 0);
    }
  }

  @Test
  void gainsAreLinearAsInTrecEval() {
    // (1 / log2 2 + 3 / log2 4) / (3 / log2 2 + 1 / log2 3)
    double expected = (1 + 3 / 2.0) / (3 + Math.log(2) / Math.log(3));
    RankingMetrics metrics =
        RankingMetrics.of(List.of("low", "none", "high"), Map.of("high", 3, "low", 1));
    assertThat(metrics.ndcg()).isCloseTo(expected, within(CLOSE));
    RankingMetrics half = RankingMetrics.of(List.of("x", "low"), Map.of("high", 1, "low", 1));
    assertThat(half.recall()).isEqualTo(0.5);
    assertThat(half.reciprocalRank()).isEqualTo(0.5);
  }

  @Test
  void ofMoreThanTenRelevantDocumentsTheBestTenAreIdeal() {
    List<String> ranking = new ArrayList<>();
    Map<String, Integer> judged = new java.util.HashMap<>();
    for (int i = 0; i < 20; i++) {
      ranking.add("d" + i);
      judged.put("d" + i, 1);
    }
    assertThat(RankingMetrics.of(ranking, judged)).isEqualTo(new RankingMetrics(1, 1, 1));
  }

  private Path write(String name, String... lines) throws Exception {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  @Test
  void readsTheFilesOfBeirAndTrec() throws Exception {
    Map<String, Map<String, Integer>> expected = Map.of("q 1", Map.of("d/1", 2, "d 2", 0));
    assertThat(
            Judgements.qrels(
                write("header", "query-id\tcorpus-id\tscore", "q 1\td/1\t2", "", "q 1\td 2\t0")))
        .isEqualTo(expected);
    assertThat(Judgements.qrels(write("none", "q 1\td/1\t2", "q 1\td 2\t0"))).isEqualTo(expected);
    assertThat(Judgements.qrels(write("trec", "1 0 d1 1"))).isEqualTo(Map.of("1", Map.of("d1", 1)));
    assertThat(Judgements.qrels(write("crlf", "1 0 d1 1.0\r")))
        .isEqualTo(Map.of("1", Map.of("d1", 1)));
    assertThat(
            Judgements.queries(
                write("q", "{\"_id\": 7, \"text\": \"x\"}", "{\"id\": \"8\", \"query\": \"y\"}"),
                false))
        .isEqualTo(Map.of("7", "x", "8", "y"));
    assertThat(
            Judgements.queries(
                write("s", "{\"_id\": \"a\"}", "{\"_id\": \"b\", \"paper\": \"c\"}"), true))
        .isEqualTo(Map.of("a", "a", "b", "c"));
  }

  @Test
  void wrongLinesAreNamed() throws Exception {
    Path qrels = write("qrels", "a\tb\t1", "a b");
    assertThatThrownBy(() -> Judgements.qrels(qrels))
        .hasMessageContaining("line 2: it must be query-id, corpus-id and a whole number");
    Path queries = write("queries", "{\"_id\": \"a\", \"text\": \"x\"}", "{");
    assertThatThrownBy(() -> Judgements.queries(queries, false))
        .hasMessageContaining("line 2: it must be a JSON object");
    Path twice = write("twice", "{\"_id\": \"a\"}", "{\"_id\": \"a\"}");
    assertThatThrownBy(() -> Judgements.queries(twice, true)).hasMessageContaining("got a again");
  }

  @Test
  void measuresACorpusOfAnyIds() throws Exception {
    Path corpus =
        write(
            "corpus.jsonl",
            "{\"_id\": \"doc one\", \"title\": \"\", \"text\": \"quasars shine\"}",
            "{\"_id\": \"https://x/2\", \"title\": \"Walks\", \"text\": \"on graphs\"}",
            "{\"_id\": \"3\", \"title\": \"Graphs\", \"text\": \"without walks on them\"}");
    Path queries = write("q.jsonl", "{\"_id\": \"3\", \"text\": \"walks on graphs\"}");
    Path qrels = write("q.tsv", "3\thttps://x/2\t1");
    for (String similar : List.of("--json", "--similar")) {
      int code =
          Evaluate.run(
              "search",
              queries.toString(),
              qrels.toString(),
              "--corpus",
              corpus.toString(),
              "--home",
              folder.resolve("home").toString(),
              "--no-vectors",
              similar);
      assertThat(code).isZero();
    }
    Path none = write("none.tsv", "3\thttps://x/2\t0");
    assertThat(
            Evaluate.run(
                "search", queries.toString(), none.toString(), "--corpus", corpus.toString()))
        .isEqualTo(Main.WRONG_INPUT);
  }

  private String measured(int code, String... words) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    List<String> all = new ArrayList<>(List.of("search"));
    all.addAll(List.of(words));
    all.addAll(List.of("--home", folder.resolve("home").toString(), "--no-vectors"));
    assertThat(Evaluate.run(writer, writer, all.toArray(String[]::new)))
        .as(said.toString())
        .isEqualTo(code);
    return said.toString();
  }

  @Test
  void idsThatDoNotMeetAreSaid() throws Exception {
    Path corpus =
        write("c", "{\"_id\": \"a\", \"text\": \"owls\"}", "{\"_id\": \"b\", \"text\": \"owls\"}");
    Path queries = write("q", "{\"_id\": \"1\", \"text\": \"owls\"}");
    String[] files = {queries.toString(), "", "--corpus", corpus.toString()};
    files[1] = write("all", "1\tdoc-7\t1").toString();
    assertThat(measured(Main.WRONG_INPUT, files))
        .contains("none of the judged documents", "doc-7", "a, b");
    files[1] = write("some", "1\tdoc-7\t1", "1\tb\t1").toString();
    assertThat(measured(0, files)).contains("1 of 2 judged documents are not in the corpus");
    files[1] = write("similar", "1\tb\t1").toString();
    assertThat(measured(Main.WRONG_INPUT, files[0], files[1], files[2], files[3], "--similar"))
        .contains("none of the papers that similar ones are sought of", "such as 1");
  }

  @Test
  void aJudgedDocumentMayBearTheIdOfItsQuestion() throws Exception {
    Path corpus =
        write("c", "{\"_id\": \"1\", \"text\": \"owls\"}", "{\"_id\": \"2\", \"text\": \"larks\"}");
    Path queries = write("q", "{\"_id\": \"1\", \"text\": \"owls\"}");
    String json =
        measured(
            0,
            queries.toString(),
            write("r", "1\t1\t1").toString(),
            "--corpus",
            corpus.toString(),
            "--json");
    assertThat(Json.MAPPER.readTree(json).path("lexical").path("ndcg@10").asDouble()).isEqualTo(1);
  }

  @Test
  void papersOfAnInstallationAreNamedByAnyFormOfTheirArxivId() throws Exception {
    try (offprint.server.home.Home home = offprint.server.home.Home.open(folder.resolve("home"))) {
      String line =
          """
          {"date":"2026-11-24","rank":%d,"id":"2611.0000%d","title":"Quokkas %d","summary":"Of quokkas.","authors":[],"publishedAt":"2026-11-20T00:00:00.000Z","upvotes":3}
          """;
      String lines = line.formatted(1, 1, 1) + line.formatted(2, 2, 2);
      new Papers(home)
          .importLines(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }
    Path queries = write("q", "{\"_id\": \"arxiv.org/abs/2611.00001v2\", \"text\": \"quokkas\"}");
    Path qrels = write("r", "arxiv.org/abs/2611.00001v2\t2611.00002v1\t1");
    assertThat(measured(0, queries.toString(), qrels.toString(), "--similar"))
        .containsPattern("lexical +1.0000 +1.0000 +1.0000");
  }
}
