package offprint.server.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Papers that share the telling words of one: those frequent in it and rare elsewhere. */
final class MoreLikeThis {
  private final IndexReader reader;
  private final Weights weights;

  MoreLikeThis(IndexReader reader, Weights weights) {
    this.reader = reader;
    this.weights = weights;
  }

  private record Telling(String term, double weight) {}

  Query of(int doc) throws IOException {
    Terms terms = reader.termVectors().get(doc, Schema.TEXT);
    if (terms == null) {
      return MatchNoDocsQuery.INSTANCE;
    }
    List<Telling> telling = new ArrayList<>();
    TermsEnum each = terms.iterator();
    for (BytesRef term = each.next(); term != null; term = each.next()) {
      PostingsEnum postings = each.postings(null, PostingsEnum.FREQS);
      postings.nextDoc();
      int papers = reader.docFreq(new Term(Schema.TEXT, BytesRef.deepCopyOf(term)));
      if (papers > 1) {
        double rarity = Math.log1p((double) reader.numDocs() / papers);
        telling.add(new Telling(term.utf8ToString(), Math.sqrt(postings.freq()) * rarity));
      }
    }
    telling.sort(Comparator.comparingDouble(Telling::weight).reversed());
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (Telling word : telling.subList(0, Math.min(weights.similarTerms(), telling.size()))) {
      double boost = word.weight() / telling.getFirst().weight();
      query.add(new BoostQuery(text(word.term()), (float) boost), Occur.SHOULD);
    }
    return query.build();
  }

  private static Query text(String stem) {
    return new TermQuery(new Term(Schema.TEXT, stem));
  }
}
