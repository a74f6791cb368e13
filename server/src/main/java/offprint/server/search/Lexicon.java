package offprint.server.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReaderContext;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Where the index has the stems of its texts. For one question, which asks for hundreds of stems:
 * each is sought once, by what sought the one before.
 */
final class Lexicon {
  private final IndexReaderContext index;
  private final List<@Nullable TermsEnum> words = new ArrayList<>(); // by segment
  private final Map<String, TermStates> known = new HashMap<>();

  Lexicon(IndexSearcher searcher) throws IOException {
    this.index = searcher.getTopReaderContext();
    for (LeafReaderContext leaf : index.leaves()) {
      Terms terms = leaf.reader().terms(Schema.TEXT);
      words.add(terms == null ? null : terms.iterator());
    }
  }

  /** A stem's places and how often there are; of none if the index does not have it. */
  TermStates states(String stem) throws IOException {
    TermStates states = known.get(stem);
    if (states == null) {
      states = new TermStates(index);
      BytesRef bytes = new BytesRef(stem);
      for (LeafReaderContext leaf : index.leaves()) {
        TermsEnum each = words.get(leaf.ord);
        if (each != null && each.seekExact(bytes)) {
          states.register(each.termState(), leaf.ord, each.docFreq(), each.totalTermFreq());
        }
      }
      known.put(stem, states);
    }
    return states;
  }

  /** Papers that have it. */
  int papers(String stem) throws IOException {
    return states(stem).docFreq();
  }
}
