package offprint.server.search.ranking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReaderContext;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Looks up terms of the index for one query. Each term is sought once, continuing from the one
 * before, since a query has up to hundreds of terms, most of them several times. Not thread-safe;
 * its results are.
 */
final class Lexicon {
  private final IndexReaderContext index;
  private final Map<String, List<@Nullable TermsEnum>> fields = new HashMap<>(); // by segment
  private final Map<Term, TermStates> known = new HashMap<>();

  Lexicon(IndexSearcher searcher) {
    this.index = searcher.getTopReaderContext();
  }

  /** State and frequency of a term; empty if the index does not have it. */
  TermStates states(Term term) throws IOException {
    TermStates states = known.get(term);
    if (states == null) {
      states = new TermStates(index);
      List<@Nullable TermsEnum> words = words(term.field());
      for (LeafReaderContext leaf : index.leaves()) {
        TermsEnum each = words.get(leaf.ord);
        if (each != null && each.seekExact(term.bytes())) {
          states.register(each.termState(), leaf.ord, each.docFreq(), each.totalTermFreq());
        }
      }
      known.put(term, states);
    }
    return states;
  }

  private List<@Nullable TermsEnum> words(String field) throws IOException {
    List<@Nullable TermsEnum> words = fields.get(field);
    if (words == null) {
      words = new ArrayList<>();
      for (LeafReaderContext leaf : index.leaves()) {
        Terms terms = leaf.reader().terms(field);
        words.add(terms == null ? null : terms.iterator());
      }
      fields.put(field, words);
    }
    return words;
  }

  /** Number of papers with a term. */
  int papers(Term term) throws IOException {
    return states(term).docFreq();
  }

  /** Number of all papers. */
  int papers() {
    return index.reader().maxDoc();
  }

  Query query(Term term) throws IOException {
    return new TermQuery(term, states(term));
  }
}
