package offprint.server.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.ScoreDoc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorIndexTest {
  private static final int PAPERS = 5_000; // enough for a graph
  private static final int DIMENSION = 64;
  private static final int WANTED = 50;
  private static final float ROUNDING = 0.02f;
  private static final IndexPosition START =
      new IndexPosition(0, IndexPosition.Mark.START, IndexPosition.Mark.START);

  @TempDir static Path folder;
  private static final Random RANDOM = new Random(11);
  private static final List<float[]> VECTORS = new ArrayList<>();
  private static PaperIndex index;

  @BeforeAll
  static void fill() throws IOException {
    index = PaperIndex.create(folder.resolve("index"), START);
    List<SearchDocument> papers = new ArrayList<>();
    for (int i = 0; i < PAPERS; i++) {
      VECTORS.add(vector());
      SearchDocument paper = SearchDocument.of(Integer.toString(i), "Walk", "");
      papers.add(i % 10 == 0 ? paper : paper.withVector(VECTORS.get(i)));
    }
    index.put(papers.subList(0, 500), START);
    index.commit();
    index.put(papers.subList(500, PAPERS), START);
    index.refresh();
  }

  @AfterAll
  static void close() throws IOException {
    index.close();
  }

  private static float[] vector() {
    double[] numbers = RANDOM.doubles(DIMENSION, -1, 1).toArray();
    numbers[0] += 1; // all lean to one side, as those of the model do
    double length = Math.sqrt(Arrays.stream(numbers).map(x -> x * x).sum());
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) (numbers[i] / length);
    }
    return vector;
  }

  private static float cosine(float[] vector, int paper) {
    float cosine = 0;
    for (int i = 0; i < DIMENSION; i++) {
      cosine += vector[i] * VECTORS.get(paper)[i];
    }
    return cosine;
  }

  @Test
  void cosinesAreThoseOfTheVectorsButForRounding() throws IOException {
    float[] asked = vector();
    int[] docs = IntStream.range(0, PAPERS).filter(doc -> doc % 7 != 0).toArray();
    float[] cosines =
        index.search(searcher -> VectorIndex.cosines(asked, searcher.getIndexReader(), docs));
    for (int i = 0; i < docs.length; i++) {
      if (docs[i] % 10 == 0) {
        assertThat(cosines[i]).isNaN();
      } else {
        assertThat(cosines[i]).isCloseTo(cosine(asked, docs[i]), within(ROUNDING));
      }
    }
  }

  @Test
  void theNearestAreFound() throws IOException {
    float[] asked = vector();
    Set<Integer> right =
        IntStream.range(0, PAPERS)
            .filter(paper -> paper % 10 != 0)
            .boxed()
            .sorted(Comparator.comparing(paper -> -cosine(asked, paper)))
            .limit(WANTED)
            .collect(Collectors.toSet());
    ScoreDoc[] found = index.search(searcher -> VectorIndex.of(asked, searcher, WANTED, null));
    assertThat(found).hasSize(WANTED);
    assertThat(Arrays.stream(found).filter(hit -> right.contains(hit.doc)).count())
        .isGreaterThan(WANTED * 9 / 10);
  }

  @Test
  void aPaperHasItsVectorOrNone() throws IOException {
    index.search(
        searcher -> {
          IndexReader reader = searcher.getIndexReader();
          assertThat(VectorIndex.vector(reader, 20)).isNull();
          float[] stored = VectorIndex.vector(reader, 4_123);
          assertThat(stored).isNotNull();
          assertThat(cosine(stored, 4_123)).isCloseTo(1, within(ROUNDING));
          assertThat(VectorIndex.count(reader)).isEqualTo(PAPERS - PAPERS / 10);
          return stored;
        });
  }
}
