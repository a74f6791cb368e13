package offprint.server.search.index;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.util.SmallFloat;

/**
 * BM25 with the numbers that Lucene's own {@code BM25Similarity} gives. Length normalisation is
 * computed once per field instead of per term, because a query for similar papers has 500 words and
 * pairs.
 */
final class Bm25 extends Similarity {
  private static final float K1 = 1.2f;
  private static final float B = 0.75f;
  private static final int NORMS = 256;

  /** Normalisation by average length, of which a searcher has one per field. */
  private final Map<Float, float[]> lengths = new ConcurrentHashMap<>();

  @Override
  public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
    double idf = 0;
    for (TermStatistics term : terms) {
      double others = collection.docCount() - term.docFreq() + 0.5;
      idf += (float) Math.log(1 + others / (term.docFreq() + 0.5));
    }
    float average = (float) (collection.sumTotalTermFreq() / (double) collection.docCount());
    return new Scorer(boost * (float) idf, lengths.computeIfAbsent(average, Bm25::factors));
  }

  /** 1 / (k1 · (1 - b + b · length / average length)) for each length that an index tells apart. */
  private static float[] factors(float average) {
    float[] factors = new float[NORMS];
    for (int i = 0; i < NORMS; i++) {
      float length = SmallFloat.byte4ToInt((byte) i);
      factors[i] = 1f / (K1 * ((1 - B) + B * length / average));
    }
    return factors;
  }

  private static final class Scorer extends SimScorer {
    private final float weight;
    private final float[] factors;

    Scorer(float weight, float[] factors) {
      this.weight = weight;
      this.factors = factors;
    }

    @Override
    public float score(float frequency, long norm) {
      return weight - weight / (1f + frequency * factors[(byte) norm & (NORMS - 1)]);
    }
  }
}
