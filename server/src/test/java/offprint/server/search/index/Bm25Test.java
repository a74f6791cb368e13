package offprint.server.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.junit.jupiter.api.Test;

class Bm25Test {
  private static TermStatistics term(String word, long papers) {
    return new TermStatistics(new Term("text", word).bytes(), papers, 2 * papers);
  }

  @Test
  void scoresAreThoseOfLucene() {
    Bm25 ours = new Bm25();
    BM25Similarity lucene = new BM25Similarity();
    for (long words : new long[] {1_000_200, 1_500_000L * 137, 1_000_000L * 151}) {
      CollectionStatistics text =
          new CollectionStatistics("text", 2_000_000, 1_000_000, 2 * words, words);
      CollectionStatistics shorter = new CollectionStatistics("text", 120, 100, words, 150);
      for (CollectionStatistics collection : new CollectionStatistics[] {text, shorter}) {
        TermStatistics[][] questions = {
          {term("entropy", 7)}, {term("random", 90), term("walk", 3)}
        };
        for (TermStatistics[] terms : questions) {
          SimScorer mine = ours.scorer(1.3f, collection, terms);
          SimScorer theirs = lucene.scorer(1.3f, collection, terms);
          for (int norm = -128; norm < 128; norm++) {
            for (float frequency : new float[] {1, 2, 3.5f, 40}) {
              assertThat(mine.score(frequency, norm)).isEqualTo(theirs.score(frequency, norm));
            }
          }
        }
      }
    }
  }
}
