package offprint.server.search.ranking;

import static org.apache.lucene.search.BooleanClause.Occur.SHOULD;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import offprint.server.search.index.Schema;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Query for papers that share the distinctive words of one (frequent in it, rare elsewhere) and its
 * pairs of adjacent words.
 */
final class MoreLikeThis {
  private static final int MOST_PAIRS = 400;

  private final IndexReader reader;
  private final Lexicon lexicon;
  private final RankingWeights rankingWeights;

  MoreLikeThis(IndexSearcher searcher, RankingWeights rankingWeights) {
    this.reader = searcher.getIndexReader();
    this.lexicon = new Lexicon(searcher);
    this.rankingWeights = rankingWeights;
  }

  /**
   * Queries for similar papers.
   *
   * @param found by the most distinctive words alone, since each costs a pass through its postings
   * @param order scores those found
   */
  record Likeness(Query found, WordsAndPairs order) {}

  private Likeness none() {
    return new Likeness(MatchNoDocsQuery.INSTANCE, new WordsAndPairs(List.of(), 1, lexicon));
  }

  /**
   * @param frequency in the paper
   * @param rarity inverse document frequency, 0 if in no other paper
   */
  private record Telling(String term, int frequency, double rarity) {
    double weight() {
      return Math.sqrt(frequency) * rarity;
    }
  }

  private record Adjacent(String first, String second) {}

  Likeness of(int doc) throws IOException {
    Terms terms = reader.termVectors().get(doc, Schema.TEXT);
    if (terms == null) {
      return none();
    }
    Map<String, Telling> telling = new HashMap<>();
    SortedMap<Integer, String> text = new TreeMap<>(); // by position
    TermsEnum each = terms.iterator();
    for (BytesRef next = each.next(); next != null; next = each.next()) {
      String term = next.utf8ToString();
      PostingsEnum postings = each.postings(null, PostingsEnum.POSITIONS);
      postings.nextDoc();
      for (int i = 0; i < postings.freq(); i++) {
        text.put(postings.nextPosition(), term);
      }
      telling.put(term, new Telling(term, postings.freq(), rarity(term)));
    }
    List<Telling> order =
        telling.values().stream()
            .filter(word -> word.rarity() > 0)
            .sorted(
                Comparator.comparingDouble(Telling::weight).reversed().thenComparing(Telling::term))
            .limit(rankingWeights.similarTerms())
            .toList();
    if (order.isEmpty()) {
      return none();
    }
    double greatest = order.getFirst().weight();
    BooleanQuery.Builder found = new BooleanQuery.Builder();
    List<WordsAndPairs.Clause> clauses = new ArrayList<>();
    for (Telling word : order) {
      float boost = (float) (word.weight() / greatest);
      clauses.add(new WordsAndPairs.Clause(word.term(), "", boost));
      if (clauses.size() <= rankingWeights.similarFinders()) {
        Query query = lexicon.query(new Term(Schema.TEXT, word.term()));
        found.add(new BoostQuery(query, boost), SHOULD);
      }
    }
    text.values().removeIf(word -> rarity(telling, word) == 0);
    pairs(text)
        .forEach(
            (pair, frequency) -> {
              double rarity = (rarity(telling, pair.first()) + rarity(telling, pair.second())) / 2;
              double boost =
                  rankingWeights.similarPair() * Math.sqrt(frequency) * rarity / greatest;
              clauses.add(new WordsAndPairs.Clause(pair.first(), pair.second(), (float) boost));
            });
    return new Likeness(found.build(), new WordsAndPairs(clauses, 1, lexicon));
  }

  private double rarity(String term) throws IOException {
    int papers = lexicon.papers(new Term(Schema.TEXT, term));
    return papers <= 1 ? 0 : Math.log1p((double) reader.numDocs() / papers);
  }

  private static double rarity(Map<String, Telling> telling, String term) {
    return Objects.requireNonNull(telling.get(term)).rarity();
  }

  /** Frequencies of pairs of adjacent words. */
  private static Map<Adjacent, Integer> pairs(SortedMap<Integer, String> text) {
    Map<Adjacent, Integer> pairs = new LinkedHashMap<>();
    Map.Entry<Integer, String> last = null;
    for (Map.Entry<Integer, String> word : text.entrySet()) {
      if (last != null && word.getKey() == last.getKey() + 1 && pairs.size() < MOST_PAIRS) {
        pairs.merge(new Adjacent(last.getValue(), word.getValue()), 1, Integer::sum);
      }
      last = word;
    }
    return pairs;
  }

  private static Query text(String stem) {
    return new TermQuery(new Term(Schema.TEXT, stem));
  }

  /** The whole text of the paper as a query, for comparison. */
  Query whole(int doc) throws IOException {
    Terms terms = reader.termVectors().get(doc, Schema.TEXT);
    if (terms == null) {
      return MatchNoDocsQuery.INSTANCE;
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    TermsEnum each = terms.iterator();
    int clauses = 0;
    for (BytesRef term = each.next();
        term != null && clauses < IndexSearcher.getMaxClauseCount();
        term = each.next(), clauses++) {
      PostingsEnum postings = each.postings(null, PostingsEnum.FREQS);
      postings.nextDoc();
      query.add(new BoostQuery(text(term.utf8ToString()), postings.freq()), SHOULD);
    }
    return query.build();
  }
}
