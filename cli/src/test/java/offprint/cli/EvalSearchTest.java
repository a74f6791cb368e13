package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    assertThat(Judgements.queries(write("q", "{\"_id\": 7, \"text\": \"x\"}"), false))
        .isEqualTo(Map.of("7", "x"));
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
          Main.run(
              "eval-search",
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
            Main.run(
                "eval-search", queries.toString(), none.toString(), "--corpus", corpus.toString()))
        .isEqualTo(Main.WRONG_INPUT);
  }
}
