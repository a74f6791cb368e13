package offprint.server.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperIndexTest {
  private static final SearchDocument WALKS = SearchDocument.of("1", "Walks", "On graphs.");
  private static final SearchDocument TREES = SearchDocument.of("1", "Trees", "On graphs.");

  @TempDir private Path folder;

  private static IndexPosition at(long change) {
    return new IndexPosition(1, new IndexPosition.Mark(change, 0), IndexPosition.Mark.START);
  }

  private static IndexReader reader(PaperIndex index) throws IOException {
    return index.search(searcher -> searcher.getIndexReader());
  }

  private static boolean has(PaperIndex index, SearchDocument paper) throws IOException {
    return index.search(
        searcher -> {
          IndexReader reader = searcher.getIndexReader();
          int doc = PaperIndex.find(reader, paper.key());
          return doc >= 0
              && PaperIndex.digest(reader, doc).bytesEquals(new BytesRef(paper.digest()));
        });
  }

  @Test
  void aPaperThatIsTheSameMakesNoNewIndex() throws IOException {
    try (PaperIndex index = PaperIndex.create(folder.resolve("index"), at(0))) {
      assertThat(index.put(List.of(WALKS), at(1))).isEqualTo(1);
      index.commit();
      index.refresh();
      IndexReader before = reader(index);
      assertThat(index.put(List.of(WALKS), at(2))).isZero();
      index.refresh();
      assertThat(reader(index)).isSameAs(before);
      assertThat(index.isCommitted()).as("the place reached is news, too").isFalse();
      index.commit();
      assertThat(index.isCommitted()).isTrue();
    }
    try (PaperIndex again = PaperIndex.open(folder.resolve("index"))) {
      assertThat(again.position()).isEqualTo(at(2));
      assertThat(again.put(List.of(WALKS), at(3))).isZero();
    }
  }

  @Test
  void whatWasPutSinceTheLastRefreshCounts() throws IOException {
    try (PaperIndex index = PaperIndex.create(folder.resolve("index"), at(0))) {
      index.put(List.of(WALKS), at(1));
      index.refresh();
      assertThat(index.put(List.of(TREES), at(2))).isEqualTo(1);
      assertThat(index.put(List.of(WALKS), at(3))).isEqualTo(1);
      index.refresh();
      assertThat(has(index, WALKS)).isTrue();
      assertThat(index.put(List.of(SearchDocument.gone("1")), at(4))).isEqualTo(1);
      assertThat(index.put(List.of(WALKS), at(5))).isEqualTo(1);
      index.refresh();
      assertThat(has(index, WALKS)).isTrue();
      assertThat(has(index, TREES)).isFalse();
    }
  }

  @Test
  void manySegmentsBecomeFewBesideSearchesAndNothingIsLost() throws Exception {
    try (PaperIndex index = PaperIndex.create(folder.resolve("index"), at(0))) {
      int[] ends = {20, 25, 30};
      for (int i = 0; i < 3; i++) {
        index.put(many(i == 0 ? 0 : ends[i - 1], ends[i]), at(i + 1));
        index.refresh();
      }
      assertThat(reader(index).leaves()).hasSizeGreaterThan(1);
      index.condense(3, 1);
      index.refresh();
      assertThat(reader(index).leaves()).as("no more than may stay").hasSizeGreaterThan(1);
      awaitOne(index, 1);
      assertThat(reader(index).numDocs()).isEqualTo(30);
      index.commit();
    }
    try (PaperIndex again = PaperIndex.open(folder.resolve("index"))) {
      assertThat(reader(again).leaves()).hasSize(1);
      assertThat(reader(again).numDocs()).isEqualTo(30);
    }
  }

  private void awaitOne(PaperIndex index, int most) throws Exception {
    while (reader(index).leaves().size() > 1) {
      index.condense(most, most);
      Thread.sleep(10);
      index.refresh();
    }
  }

  @Test
  void segmentsOfWhichNoneHasHalfBecomeOne() throws Exception {
    try (PaperIndex index = PaperIndex.create(folder.resolve("index"), at(0))) {
      for (int i = 0; i < 3; i++) {
        index.put(many(10 * i, 10 * i + 10), at(i + 1));
        index.refresh();
      }
      awaitOne(index, 100);
      assertThat(reader(index).numDocs()).isEqualTo(30);
    }
  }

  private static List<SearchDocument> many(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> SearchDocument.of(Integer.toString(i), "Walk " + i, "On graph " + i * i))
        .toList();
  }

  @Test
  void checksumsAreComparedPieceByPieceWhileTheIndexChanges() throws IOException {
    Path whole = folder.resolve("index");
    try (PaperIndex index = PaperIndex.create(whole, at(0))) {
      index.put(many(0, 500), at(1));
      index.commit();
      int pieces = 1;
      while (!index.verify(200)) {
        pieces++;
      }
      assertThat(pieces).isGreaterThan(10);
      assertThat(index.verify(200)).as("read again").isFalse();
      index.put(many(0, 500).reversed(), at(2));
      index.commit(); // which deletes files of before
      while (!index.verify(200)) {}
      assertThat(index.verify(Long.MAX_VALUE)).isTrue();
    }
  }

  @Test
  void aFlippedByteInAnyFileIsFound() throws IOException {
    Path whole = folder.resolve("index");
    try (PaperIndex index = PaperIndex.create(whole, at(0))) {
      index.put(many(0, 500), at(1));
      index.commit();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(whole)) {
      files = all.filter(file -> !file.endsWith("write.lock")).sorted().toList();
    }
    int found = 0;
    for (Path file : files) {
      byte[] right = Files.readAllBytes(file);
      byte[] wrong = right.clone();
      wrong[wrong.length / 2] ^= 1;
      Files.write(file, wrong);
      try (PaperIndex index = PaperIndex.open(whole)) {
        while (!index.verify(200)) {}
      } catch (IOException _) {
        found++;
      }
      Files.write(file, right);
    }
    assertThat(found).isEqualTo(files.size()).isGreaterThan(2);
  }

  @Test
  void everythingTheIndexKnowsIsInTheDigest() {
    SearchDocument paper =
        new SearchDocument("1", "T", "S", List.of("A"), List.of("K"), null, false, false, null);
    assertThat(
            List.of(
                paper,
                new SearchDocument(
                    "1", "t", "S", List.of("A"), List.of("K"), null, false, false, null),
                new SearchDocument(
                    "1", "T", "s", List.of("A"), List.of("K"), null, false, false, null),
                new SearchDocument(
                    "1", "T", "S", List.of("B"), List.of("K"), null, false, false, null),
                new SearchDocument(
                    "1", "T", "S", List.of("A"), List.of("L"), null, false, false, null),
                new SearchDocument(
                    "1", "T", "S", List.of("A"), List.of("K"), LocalDate.EPOCH, false, false, null),
                new SearchDocument(
                    "1", "T", "S", List.of("A"), List.of("K"), null, true, false, null),
                new SearchDocument(
                    "1", "T", "S", List.of("A"), List.of("K"), null, false, true, null),
                paper.withVector(new float[] {1, 0}),
                paper.withVector(new float[] {0, 1})))
        .extracting(each -> HexFormat.of().formatHex(each.digest()))
        .doesNotHaveDuplicates();
  }
}
