package offprint.server.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import offprint.server.TestDatabase;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("sql")
class VectorBackfillTest {
  private static final long PATIENCE_MILLIS = 180_000;

  @TempDir Path folder;
  private Home home;
  private Papers papers;

  @BeforeEach
  void open() {
    home = TestDatabase.open(folder);
    papers = new Papers(home);
  }

  @AfterEach
  void close() {
    home.close();
  }

  private void add(int from, int to, String title, int upvotes) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append(
          """
          {"date":"2026-03-02","rank":%d,"id":"2601.%05d","title":"%s %d","summary":"About it.","authors":[],"publishedAt":"2026-01-01T00:00:00.000Z","upvotes":%d}
          """
              .formatted(i + 1, i, title, i, upvotes));
    }
    assertThat(
            papers
                .importLines(
                    new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)))
                .faults())
        .isEmpty();
  }

  /** A supply over the folder, as a server has it. */
  private final class Running implements AutoCloseable {
    private final SentenceModel model = new SentenceModel();
    private final Vectors vectors = new Vectors(home, model, VectorConfig.DEFAULT);
    private final VectorBackfill vectorBackfill = new VectorBackfill(home, papers, model, vectors);

    Running() {
      vectorBackfill.start();
    }

    void await(long missing) throws InterruptedException {
      long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
      while (vectors.missing() > missing) {
        assertThat(System.currentTimeMillis()).as("still missing").isLessThan(deadline);
        Thread.sleep(5);
      }
    }

    @Override
    public void close() {
      vectorBackfill.stop();
      model.close();
    }
  }

  private Map<Long, Long> changes(Vectors vectors) {
    Map<Long, Long> changes = new HashMap<>();
    vectors.changedAfter(0, 0, 1_000).forEach(v -> changes.put(v.paper(), v.change()));
    return changes;
  }

  @Test
  void everyPaperGetsTheVectorOfItsText() throws Exception {
    add(0, 40, "On subject", 0);
    try (Running running = new Running()) {
      running.await(0);
      Map<Long, float[]> found =
          running.vectors.vectors(LongStream.rangeClosed(1, 100).boxed().toList());
      assertThat(found).hasSize(40);
      long id = papers.find("2601.00007").orElseThrow().id();
      float[] expected = running.model.documents(List.of("On subject 7. About it."))[0];
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) found.get(id)[i])
            .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(2e-4));
      }
      assertThat(running.vectorBackfill.progress())
          .satisfies(p -> assertThat(p.done()).isEqualTo(40))
          .satisfies(p -> assertThat(p.papers()).isEqualTo(40));
    }
  }

  @Test
  void workThatWasBrokenOffGoesOnWhereItWas() throws Exception {
    add(0, 200, "On subject", 0);
    Map<Long, Long> before;
    try (Running running = new Running()) {
      running.await(199);
      running.vectorBackfill.stop();
      assertThat(running.vectors.missing()).isBetween(1L, 199L);
      before = changes(running.vectors);
    }
    try (Running running = new Running()) {
      running.await(0);
      assertThat(changes(running.vectors)).containsAllEntriesOf(before).hasSize(200);
    }
  }

  @Test
  void onlyAChangedTextIsComputedAgain() throws Exception {
    add(0, 10, "On subject", 0);
    Map<Long, Long> before;
    try (Running running = new Running()) {
      running.await(0);
      before = changes(running.vectors);
      running.vectorBackfill.stop();
      add(0, 10, "On subject", 5);
      add(3, 4, "On something else", 5);
      assertThat(running.vectors.missing()).isEqualTo(10);
    }
    try (Running running = new Running()) {
      running.await(0);
      Map<Long, Long> after = changes(running.vectors);
      long changed = papers.find("2601.00003").orElseThrow().id();
      assertThat(after.keySet()).isEqualTo(before.keySet());
      assertThat(after.entrySet())
          .allSatisfy(
              entry ->
                  assertThat(entry.getValue().equals(before.get(entry.getKey())))
                      .isEqualTo(entry.getKey() != changed));
    }
  }

  @Test
  void switchedOffNothingIsMadeAndQuestionsHaveNoVector() {
    try (SentenceModel model = new SentenceModel()) {
      Vectors vectors = new Vectors(home, model, VectorConfig.OFF);
      VectorBackfill vectorBackfill = new VectorBackfill(home, papers, model, vectors);
      vectorBackfill.start();
      assertThat(vectorBackfill.isRunning()).isFalse();
      assertThat(vectors.question("anything")).isEmpty();
    }
  }
}
