package offprint.server.search.ranking;

import static org.apache.lucene.search.BooleanClause.Occur.SHOULD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.server.search.index.Schema;
import offprint.server.search.ranking.WordsAndPairs.Clause;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsAndPairsTest {
  private static final int PAPERS = 300;
  private final Random random = new Random(5);

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void scoresAsTheQueryOfItsWordsAndPhrases(int reach) throws IOException {
    try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
      fill(directory);
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        assertThat(reader.leaves()).hasSizeGreaterThan(1);
        IndexSearcher searcher = new IndexSearcher(reader);
        List<Clause> clauses = clauses();
        float[] expected = new float[PAPERS];
        for (ScoreDoc hit : searcher.search(query(clauses, reach), PAPERS).scoreDocs) {
          expected[hit.doc] = hit.score;
        }
        int[] docs = IntStream.range(0, PAPERS).filter(_ -> random.nextInt(3) == 0).toArray();
        float[] scores =
            new WordsAndPairs(clauses, reach, new Lexicon(searcher)).scores(searcher, docs);
        for (int i = 0; i < docs.length; i++) {
          assertThat(scores[i]).isCloseTo(expected[docs[i]], within(1e-5f));
        }
        assertThat(expected).contains(0).as("some have nothing of it");
      }
    }
  }

  /** In segments, one paper in ten without any of the words. */
  private void fill(ByteBuffersDirectory directory) throws IOException {
    IndexWriterConfig config =
        new IndexWriterConfig(new WhitespaceAnalyzer()).setMergePolicy(NoMergePolicy.INSTANCE);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < PAPERS; i++) {
        Document document = new Document();
        String text = i % 10 == 0 ? "other things" : text(1 + random.nextInt(60));
        document.add(new TextField(Schema.TEXT, text, Field.Store.NO));
        writer.addDocument(document);
        if (i % 100 == 99) {
          writer.flush();
        }
      }
    }
  }

  /** No word follows itself within two places: queries count such pairs by rules of their own. */
  private String text(int words) {
    List<Integer> text = new ArrayList<>(List.of(-1, -1));
    while (text.size() < words + 2) {
      int word = random.nextInt(12);
      if (!text.subList(text.size() - 2, text.size()).contains(word)) {
        text.add(word);
      }
    }
    return text.stream().skip(2).map(word -> "w" + word).collect(Collectors.joining(" "));
  }

  private List<Clause> clauses() {
    List<Clause> clauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clauses.add(new Clause("w" + i, "", 0.1f + random.nextFloat()));
      clauses.add(new Clause("w" + random.nextInt(12), "w" + i, 0.1f + random.nextFloat()));
    }
    clauses.removeIf(clause -> clause.first().equals(clause.second()));
    clauses.add(new Clause("absent", "", 1));
    clauses.add(new Clause("w1", "absent", 1));
    return clauses;
  }

  private static Query query(List<Clause> clauses, int reach) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (Clause clause : clauses) {
      Query part =
          clause.isPair()
              ? new PhraseQuery(reach - 1, Schema.TEXT, clause.first(), clause.second())
              : new TermQuery(new Term(Schema.TEXT, clause.first()));
      query.add(new BoostQuery(part, clause.boost()), SHOULD);
    }
    return query.build();
  }
}
