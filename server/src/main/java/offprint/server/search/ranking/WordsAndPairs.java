package offprint.server.search.ranking;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import offprint.server.search.index.Schema;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermState;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.apache.lucene.util.IOSupplier;

/**
 * Words, and pairs of words that follow each other, by which a few papers are scored: with the sums
 * that a query of these words and phrases gives. The postings of a word are read once, at these
 * papers only; phrases would read them for every pair and between the papers.
 *
 * @param reach within how many places the second word of a pair follows; one that follows after n
 *     places counts as 1/n of a pair
 */
record WordsAndPairs(List<Clause> clauses, int reach, Lexicon lexicon) {

  /**
   * A word, or a pair.
   *
   * @param second the word after it, "" for a single word
   */
  record Clause(String first, String second, float boost) {
    boolean isPair() {
      return !second.isEmpty();
    }
  }

  private record Scored(Clause clause, SimScorer scorer) {}

  /**
   * BM25 scores, 0 for papers that have nothing of it.
   *
   * @param docs in rising order
   */
  float[] scores(IndexSearcher searcher, int[] docs) throws IOException {
    float[] scores = new float[docs.length];
    CollectionStatistics collection = searcher.collectionStatistics(Schema.TEXT);
    if (collection == null) {
      return scores;
    }
    Map<String, TermStates> states = states();
    List<Scored> scored = scored(searcher, collection, states);
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    for (int from = 0, to; from < docs.length; from = to) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[from], leaves));
      to = from + 1;
      while (to < docs.length && docs[to] < leaf.docBase + leaf.reader().maxDoc()) {
        to++;
      }
      int[] inLeaf = new int[to - from];
      for (int i = 0; i < inLeaf.length; i++) {
        inLeaf[i] = docs[from + i] - leaf.docBase;
      }
      float[] part = scores(scored, positions(leaf, inLeaf, states), norms(leaf, inLeaf));
      System.arraycopy(part, 0, scores, from, part.length);
    }
    return scores;
  }

  private Map<String, TermStates> states() throws IOException {
    Map<String, TermStates> states = new HashMap<>();
    for (Clause clause : clauses) {
      for (String stem :
          clause.isPair() ? List.of(clause.first(), clause.second()) : List.of(clause.first())) {
        states.put(stem, lexicon.states(new Term(Schema.TEXT, stem)));
      }
    }
    return states;
  }

  private List<Scored> scored(
      IndexSearcher searcher, CollectionStatistics collection, Map<String, TermStates> states)
      throws IOException {
    Map<String, TermStatistics> statistics = new HashMap<>();
    for (Map.Entry<String, TermStates> each : states.entrySet()) {
      TermStates term = each.getValue();
      if (term.docFreq() > 0) {
        statistics.put(
            each.getKey(),
            searcher.termStatistics(
                new Term(Schema.TEXT, each.getKey()), term.docFreq(), term.totalTermFreq()));
      }
    }
    return clauses.stream()
        .filter(clause -> statistics.containsKey(clause.first()))
        .filter(clause -> !clause.isPair() || statistics.containsKey(clause.second()))
        .map(
            clause -> {
              TermStatistics first = statistics.get(clause.first());
              TermStatistics[] terms =
                  clause.isPair()
                      ? new TermStatistics[] {first, statistics.get(clause.second())}
                      : new TermStatistics[] {first};
              return new Scored(
                  clause, searcher.getSimilarity().scorer(clause.boost(), collection, terms));
            })
        .toList();
  }

  /** Where each word stands in each paper [papers][places], no places where it has it not. */
  private static Map<String, int[][]> positions(
      LeafReaderContext leaf, int[] docs, Map<String, TermStates> states) throws IOException {
    Map<String, int[][]> positions = new HashMap<>();
    Terms terms = leaf.reader().terms(Schema.TEXT);
    if (terms == null) {
      return positions;
    }
    TermsEnum words = terms.iterator();
    PostingsEnum postings = null;
    for (Map.Entry<String, TermStates> each : states.entrySet()) {
      IOSupplier<TermState> supplier = each.getValue().get(leaf);
      TermState state = supplier == null ? null : supplier.get();
      if (state == null) {
        continue;
      }
      words.seekExact(new Term(Schema.TEXT, each.getKey()).bytes(), state);
      postings = words.postings(postings, PostingsEnum.POSITIONS);
      int[][] places = new int[docs.length][];
      for (int i = 0; i < docs.length; i++) {
        int doc = postings.docID() >= docs[i] ? postings.docID() : postings.advance(docs[i]);
        if (doc == docs[i]) {
          places[i] = new int[postings.freq()];
          for (int k = 0; k < places[i].length; k++) {
            places[i][k] = postings.nextPosition();
          }
        } else {
          places[i] = NOWHERE;
        }
      }
      positions.put(each.getKey(), places);
    }
    return positions;
  }

  private static final int[] NOWHERE = {};

  private static long[] norms(LeafReaderContext leaf, int[] docs) throws IOException {
    NumericDocValues values = leaf.reader().getNormValues(Schema.TEXT);
    long[] norms = new long[docs.length];
    for (int i = 0; i < docs.length; i++) {
      norms[i] = values != null && values.advanceExact(docs[i]) ? values.longValue() : 1;
    }
    return norms;
  }

  private float[] scores(List<Scored> scored, Map<String, int[][]> positions, long[] norms) {
    double[] sums = new double[norms.length];
    for (Scored each : scored) {
      int[][] first = positions.get(each.clause().first());
      int[][] second = each.clause().isPair() ? positions.get(each.clause().second()) : first;
      if (first == null || second == null) {
        continue;
      }
      for (int i = 0; i < norms.length; i++) {
        float frequency = each.clause().isPair() ? followed(first[i], second[i]) : first[i].length;
        if (frequency > 0) {
          sums[i] += each.scorer().score(frequency, norms[i]);
        }
      }
    }
    float[] scores = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      scores[i] = (float) sums[i];
    }
    return scores;
  }

  /**
   * How many of the first places have one of the second after them, before the next of their own.
   */
  private float followed(int[] first, int[] second) {
    float found = 0;
    int k = 0;
    for (int i = 0; i < first.length; i++) {
      while (k < second.length && second[k] <= first[i]) {
        k++;
      }
      int last = i + 1 < first.length ? Math.min(first[i] + reach, first[i + 1]) : first[i] + reach;
      if (k < second.length && second[k] <= last) {
        found += 1f / (second[k] - first[i]);
      }
    }
    return found;
  }
}
