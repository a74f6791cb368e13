package offprint.server.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import offprint.server.TestDatabase;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import offprint.server.vector.VectorFile.Stored;
import offprint.server.vector.VectorFile.Titled;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("sql")
class VectorFileTest {
  private static final SentenceModel MODEL = new SentenceModel();

  @TempDir Path folder;

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static List<Titled> texts(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> new Titled("Title " + i, "Of it.")).toList();
  }

  private static byte[] recognisable() {
    float[] vector = new float[MODEL.dimension()];
    vector[7] = 1;
    return HalfFloats.write(vector);
  }

  private static String digest(Titled text) {
    return VectorBackfill.digest(VectorBackfill.text(text.title(), text.text()));
  }

  private Path file() {
    return folder.resolve(MODEL.name() + ".vectors");
  }

  private float[][] read(List<Titled> texts, Stored stored) throws Exception {
    try (VectorFile vectors = VectorFile.open(folder, MODEL)) {
      return vectors.documents(texts, stored, () -> false);
    }
  }

  @Test
  void whatIsStoredElsewhereIsNeitherMadeNorWritten() throws Exception {
    List<Titled> texts = texts(0, 4);
    Stored stored = _ -> Map.of(digest(texts.get(1)), recognisable());
    float[][] vectors = read(texts, stored);
    assertThat(HalfFloats.write(vectors[1])).isEqualTo(recognisable());
    assertThat(vectors[0]).isEqualTo(read(texts, Stored.NONE)[0]).isNotEqualTo(vectors[1]);
    assertThat(read(texts, stored)[1]).as("made by now").isNotEqualTo(vectors[1]);
  }

  @Test
  void aStopKeepsWhatWasMade() throws Exception {
    AtomicInteger made = new AtomicInteger();
    try (VectorFile vectors = VectorFile.open(folder, MODEL)) {
      assertThatThrownBy(
              () -> vectors.documents(texts(0, 40), Stored.NONE, () -> made.incrementAndGet() > 10))
          .isInstanceOf(CancellationException.class);
    }
    long record = 16 + 2L * MODEL.dimension();
    assertThat(Files.size(file())).isEqualTo(10 * record);
    AtomicInteger rest = new AtomicInteger();
    try (VectorFile vectors = VectorFile.open(folder, MODEL)) {
      vectors.documents(
          texts(0, 40),
          Stored.NONE,
          () -> {
            rest.incrementAndGet();
            return false;
          });
    }
    assertThat(rest).hasValue(30);
  }

  @Test
  void severalAddToOneFileAndATornRecordIsWrittenOver() throws Exception {
    try (VectorFile one = VectorFile.open(folder, MODEL);
        VectorFile other = VectorFile.open(folder, MODEL)) {
      one.documents(texts(0, 3), Stored.NONE, () -> false);
      Files.write(file(), new byte[100], StandardOpenOption.APPEND);
      other.documents(texts(3, 5), Stored.NONE, () -> false);
    }
    AtomicInteger made = new AtomicInteger();
    try (VectorFile vectors = VectorFile.open(folder, MODEL)) {
      vectors.documents(texts(0, 5), Stored.NONE, () -> made.incrementAndGet() > 0);
    }
    assertThat(made).hasValue(0);
  }

  @Test
  void whatTheServerHasStoredIsFoundByTextAndByPaper() throws Exception {
    String line =
        """
        {"date":"2026-03-02","rank":1,"id":"2601.00001","title":"On  owls","summary":"About \\nthem.","authors":[],"publishedAt":"2026-01-01T00:00:00.000Z","upvotes":1}
        """;
    try (Home home = TestDatabase.open(folder.resolve("home"))) {
      Papers papers = new Papers(home);
      papers.importLines(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
      long paper = papers.find("2601.00001").orElseThrow().id();
      Vectors vectors = new Vectors(home, MODEL, VectorConfig.DEFAULT);
      VectorBackfill vectorBackfill = new VectorBackfill(home, papers, MODEL, vectors);
      vectorBackfill.start();
      while (vectors.missing() > 0) {
        Thread.sleep(5);
      }
      vectorBackfill.stop();
      String digest = digest(new Titled("On owls", "About them."));
      Map<String, byte[]> stored = vectors.ofTexts().of(List.of(digest, "00"));
      assertThat(stored).containsOnlyKeys(digest);
      assertThat(HalfFloats.read(stored.get(digest)))
          .isEqualTo(vectors.vectors(List.of(paper)).get(paper));
      assertThat(vectors.ofPapers(List.of(paper, paper + 1)).of(List.of()))
          .containsOnlyKeys(digest);
    }
  }
}
