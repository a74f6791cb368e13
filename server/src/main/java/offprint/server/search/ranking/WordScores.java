package offprint.server.search.ranking;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offprint.server.search.ranking.LexicalQuery.Finding;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.Weight;

/** What papers score by the words of a question. */
final class WordScores {
  static final Comparator<ScoreDoc> BEST =
      Comparator.comparingDouble((ScoreDoc hit) -> -hit.score).thenComparingInt(hit -> hit.doc);

  /** So many of those found fast are put in their true order. */
  private static final int SCORED = 400;

  private final IndexSearcher searcher;

  WordScores(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /** The best by words; where these were found fast, the first are put in their true order. */
  ScoreDoc[] best(Finding lexical, int depth) throws IOException {
    int found = lexical.isExact() ? depth : Math.max(SCORED, depth);
    ScoreDoc[] best = best(lexical.found(), found);
    if (lexical.isExact()) {
      return best;
    }
    ScoreDoc[] first = Arrays.copyOf(best, Math.min(SCORED, best.length));
    Arrays.sort(first, Comparator.comparingInt(hit -> hit.doc));
    float[] scores = exact(lexical, Arrays.stream(first).mapToInt(hit -> hit.doc).toArray());
    for (int i = 0; i < first.length; i++) {
      first[i].score = scores[i];
    }
    Arrays.sort(first, BEST);
    System.arraycopy(first, 0, best, 0, first.length);
    return best.length < depth && !lexical.all()
        ? followed(best, best(lexical.words(), depth), depth)
        : best;
  }

  /** Then the others, so that the first stay the first however many are wanted. */
  private static ScoreDoc[] followed(ScoreDoc[] first, ScoreDoc[] all, int depth) {
    Set<Integer> known =
        Arrays.stream(first).map(hit -> hit.doc).collect(Collectors.toCollection(HashSet::new));
    return Stream.concat(
            Arrays.stream(first), Arrays.stream(all).filter(hit -> !known.contains(hit.doc)))
        .limit(depth)
        .toArray(ScoreDoc[]::new);
  }

  private ScoreDoc[] best(Query query, int count) throws IOException {
    return searcher.search(query, new TopScoreDocCollectorManager(count, null, count)).scoreDocs;
  }

  /** By words and pairs of words. */
  private float[] exact(Finding lexical, int[] docs) throws IOException {
    float[] scores = of(lexical.words(), docs);
    if (lexical.pairs() != null) {
      float[] pairs = lexical.pairs().scores(searcher, docs);
      for (int i = 0; i < docs.length; i++) {
        scores[i] += pairs[i];
      }
    }
    return scores;
  }

  /**
   * Scores of given papers by words and pairs of words.
   *
   * @param docs in rising order
   * @param known the best by words, with their scores
   */
  float[] of(Finding lexical, int[] docs, ScoreDoc[] known) throws IOException {
    Map<Integer, Float> scores = new HashMap<>();
    for (int i = 0; i < Math.min(SCORED, known.length); i++) { // beyond, they are not exact
      scores.put(known[i].doc, known[i].score);
    }
    int[] others = Arrays.stream(docs).filter(doc -> !scores.containsKey(doc)).toArray();
    float[] exact = exact(lexical, others);
    for (int i = 0; i < others.length; i++) {
      scores.put(others[i], exact[i]);
    }
    float[] all = new float[docs.length];
    for (int i = 0; i < docs.length; i++) {
      all[i] = scores.getOrDefault(docs[i], 0f);
    }
    return all;
  }

  /**
   * BM25 scores of given papers, 0 for those that have none of the words.
   *
   * @param docs in rising order
   */
  private float[] of(Query query, int[] docs) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
    float[] scores = new float[docs.length];
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    int i = 0;
    while (i < docs.length) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[i], leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      Scorer scorer = weight.scorer(leaf);
      for (; i < docs.length && docs[i] < end; i++) {
        int doc = docs[i] - leaf.docBase;
        if (scorer != null
            && (scorer.docID() >= doc ? scorer.docID() : scorer.iterator().advance(doc)) == doc) {
          scores[i] = scorer.score();
        }
      }
    }
    return scores;
  }
}
