package offprint.server.search.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Sentence vectors in the index, a byte per component: nearest-neighbour search is bound by memory
 * traffic, of which this needs a quarter.
 */
public final class VectorIndex {
  /**
   * Greatest component of a unit vector that is represented; hardly any of the model's is greater.
   */
  private static final float GREATEST = 0.5f;

  /** Number sought per neighbour wanted, since the graph misses more of the farthest ones. */
  private static final int SOUGHT = 3;

  private static final int MOST_SOUGHT = 300;
  private static final int GRAPH_FROM = 500; // below about 4,000 papers all are compared, at once

  /** Lucene's codec with such vectors. */
  static final Codec CODEC =
      new Lucene104Codec() {
        private final KnnVectorsFormat vectors =
            new Lucene99HnswVectorsFormat(
                Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
                Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH,
                GRAPH_FROM);

        @Override
        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
          return vectors;
        }
      };

  private VectorIndex() {}

  static Field field(float[] vector) {
    return new KnnByteVectorField(
        Schema.VECTOR, bytes(vector), VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT);
  }

  private static byte[] bytes(float[] vector) {
    byte[] bytes = new byte[vector.length];
    for (int i = 0; i < bytes.length; i++) {
      int rounded = Math.round(vector[i] / GREATEST * Byte.MAX_VALUE);
      bytes[i] = (byte) Math.clamp(rounded, -Byte.MAX_VALUE, Byte.MAX_VALUE);
    }
    return bytes;
  }

  /**
   * The papers nearest to a vector.
   *
   * @param restriction which papers, null for all
   */
  public static ScoreDoc[] of(
      float[] vector, IndexSearcher searcher, int wanted, @Nullable Query restriction)
      throws IOException {
    int sought = Math.max(wanted, Math.min(SOUGHT * wanted, MOST_SOUGHT));
    Query query = new KnnByteVectorQuery(Schema.VECTOR, bytes(vector), sought, restriction);
    return searcher.search(query, wanted).scoreDocs;
  }

  /** Number of papers with a vector. */
  public static long count(IndexReader reader) throws IOException {
    long vectors = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      ByteVectorValues values = leaf.reader().getByteVectorValues(Schema.VECTOR);
      vectors += values == null ? 0 : values.size();
    }
    return vectors;
  }

  /**
   * Cosines of a vector and those of given papers, NaN for a paper that has none. The vector given
   * is not rounded, so the error is half of that by which papers are found.
   *
   * @param docs in rising order
   */
  public static float[] cosines(float[] vector, IndexReader reader, int[] docs) throws IOException {
    float[] cosines = new float[docs.length];
    Arrays.fill(cosines, Float.NaN);
    List<LeafReaderContext> leaves = reader.leaves();
    int i = 0;
    while (i < docs.length) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[i], leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      ByteVectorValues values = leaf.reader().getByteVectorValues(Schema.VECTOR);
      KnnVectorValues.DocIndexIterator places = values == null ? null : values.iterator();
      for (; i < docs.length && docs[i] < end; i++) {
        if (places != null && isAt(places, docs[i] - leaf.docBase)) {
          byte[] stored = Objects.requireNonNull(values).vectorValue(places.index());
          cosines[i] = product(vector, stored) / length(stored);
        }
      }
    }
    return cosines;
  }

  private static boolean isAt(KnnVectorValues.DocIndexIterator places, int doc) throws IOException {
    return (places.docID() >= doc ? places.docID() : places.advance(doc)) == doc;
  }

  private static float product(float[] vector, byte[] stored) {
    float product = 0;
    for (int i = 0; i < stored.length; i++) {
      product += vector[i] * stored[i];
    }
    return product;
  }

  private static float length(byte[] stored) {
    return (float) Math.sqrt(Math.max(1, VectorUtil.dotProduct(stored, stored)));
  }

  /** The vector of a paper, of length 1; null if it has none. */
  public static float @Nullable [] vector(IndexReader reader, int doc) throws IOException {
    LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
    ByteVectorValues values = leaf.reader().getByteVectorValues(Schema.VECTOR);
    if (values == null) {
      return null;
    }
    KnnVectorValues.DocIndexIterator places = values.iterator();
    if (!isAt(places, doc - leaf.docBase)) {
      return null;
    }
    byte[] stored = values.vectorValue(places.index());
    float[] vector = new float[stored.length];
    float length = length(stored);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = stored[i] / length;
    }
    return vector;
  }
}
