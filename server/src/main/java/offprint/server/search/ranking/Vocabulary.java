package offprint.server.search.ranking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.server.search.index.Schema;
import offprint.server.search.index.TextAnalysis;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;

/** The words of an index, and those near to words that it does not have. */
public final class Vocabulary {
  private static final Pattern TO = Pattern.compile("([a-z]{3,})2([a-z]{3,})");
  private static final int SHORTEST = 4;
  private static final int LONG = 8;
  private static final int RARE = 2;
  private static final int COMMONER = 30; // times, that a word must be to stand in for a rare one
  private static final int LIKELY = 20; // times less common than another, and a word is not meant
  private static final int MOST_ALTERNATIVES = 3;
  private static final int MOST_CORRECTED = 8;
  private static final int MOST_COMPLETIONS = 12;
  private static final int MOST_SCANNED = 3_000;
  private static final float ONE_EDIT_WEIGHT = 0.8f;
  private static final float TWO_EDITS_WEIGHT = 0.5f;
  private static final float COMPLETION_WEIGHT = 0.7f;

  private static final int LONGEST_NAME = 6; // words

  private final IndexReader reader;

  public Vocabulary(IndexReader reader) {
    this.reader = reader;
  }

  /**
   * A word that may be meant.
   *
   * @param weight of a paper that has it against one that has the word itself
   */
  public record Alternative(String word, float weight, int papers) {}

  /** In how many papers a word is, in whatever form. */
  int papers(String word) throws IOException {
    String stem = TextAnalysis.stem(word);
    return Math.max(
        reader.docFreq(new Term(Schema.EXACT, word))
            + reader.docFreq(new Term(Schema.AUTHOR, word)),
        stem.isEmpty() ? 0 : reader.docFreq(new Term(Schema.TEXT, stem)));
  }

  /** True of a word that more papers have in their authors' names than in their texts. */
  public boolean isName(String word) throws IOException {
    return reader.docFreq(new Term(Schema.AUTHOR, word))
        > reader.docFreq(new Term(Schema.EXACT, word));
  }

  /** True if they are two words or more and an author's name. */
  public boolean isAuthor(List<String> words) throws IOException {
    if (words.size() < 2 || words.size() > LONGEST_NAME) {
      return false;
    }
    for (String word : words) {
      if (reader.docFreq(new Term(Schema.AUTHOR, word)) == 0) {
        return false;
      }
    }
    IndexSearcher searcher = new IndexSearcher(reader);
    Weight weight =
        searcher.createWeight(
            searcher.rewrite(LexicalQuery.author(words)), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : reader.leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null && scorer.iterator().nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        return true;
      }
    }
    return false;
  }

  /**
   * For words that are in no paper or hardly any, the most likely ones that differ by an edit, from
   * eight letters on by two. The first letter is never wrong.
   */
  public Map<String, List<Alternative>> corrections(List<String> words) throws IOException {
    Map<String, List<Alternative>> corrections = new HashMap<>();
    for (String word : words) {
      if (word.length() < SHORTEST || corrections.size() == MOST_CORRECTED || isNumber(word)) {
        continue;
      }
      int papers = papers(word);
      if (papers <= RARE && !corrections.containsKey(word)) {
        List<Alternative> near = new ArrayList<>();
        collect(Schema.EXACT, word, papers, near);
        collect(Schema.AUTHOR, word, papers, near);
        List<Alternative> best =
            near.stream()
                .sorted(
                    Comparator.comparingDouble(Alternative::weight)
                        .thenComparingInt(Alternative::papers)
                        .reversed()
                        .thenComparing(Alternative::word))
                .limit(MOST_ALTERNATIVES)
                .toList();
        if (!best.isEmpty()) {
          int most = best.stream().mapToInt(Alternative::papers).max().orElse(0);
          corrections.put(
              word, best.stream().filter(one -> one.papers() * LIKELY >= most).toList());
        }
      }
    }
    return corrections;
  }

  /** The words with "text2video" as "text to video" where hardly any paper writes it as one. */
  public List<String> parted(List<String> words) throws IOException {
    List<String> parted = new ArrayList<>();
    for (String word : words) {
      Matcher to = TO.matcher(word);
      int papers = to.matches() ? papers(word) : 0;
      boolean parts =
          to.matches()
              && papers <= RARE
              && papers(to.group(1)) > RARE
              && papers(to.group(2)) > RARE;
      if (!parts || papers > 0) {
        parted.add(word);
      }
      if (parts) {
        parted.addAll(List.of(to.group(1), "to", to.group(2)));
      }
    }
    return parted;
  }

  private static boolean isNumber(String word) {
    return word.chars().anyMatch(Character::isDigit);
  }

  private void collect(String field, String word, int papers, List<Alternative> near)
      throws IOException {
    Terms terms = MultiTerms.getTerms(reader, field);
    if (terms == null) {
      return;
    }
    int edits = word.length() < LONG || papers > 0 ? 1 : 2;
    FuzzyTermsEnum found = new FuzzyTermsEnum(terms, new Term(field, word), edits, 1, true);
    BoostAttribute boost = found.attributes().addAttribute(BoostAttribute.class);
    for (BytesRef term = found.next(); term != null; term = found.next()) {
      String other = term.utf8ToString();
      int others = found.docFreq();
      if (other.equals(word) || (papers > 0 && others < COMMONER * papers)) {
        continue;
      }
      float oneEdit = 1 - 1f / Math.min(word.length(), other.length());
      boolean one = boost.getBoost() >= oneEdit - 1e-4f;
      near.add(new Alternative(other, one ? ONE_EDIT_WEIGHT : TWO_EDITS_WEIGHT, others));
    }
  }

  /**
   * The most common words that begin so, for a word not typed to its end. BM25 gives more for rarer
   * ones; their weights take that back, since the common ones are more likely meant.
   */
  public List<Alternative> completions(String beginning) throws IOException {
    List<Alternative> completions = mostCommon(beginning);
    return completions.stream()
        .map(
            each ->
                new Alternative(
                    each.word(),
                    (float) (each.weight() * rarity(completions.getFirst()) / rarity(each)),
                    each.papers()))
        .toList();
  }

  private double rarity(Alternative word) {
    return Math.log1p((double) reader.numDocs() / word.papers());
  }

  private List<Alternative> mostCommon(String beginning) throws IOException {
    List<Alternative> completions = new ArrayList<>();
    for (String field : List.of(Schema.EXACT, Schema.AUTHOR)) {
      Terms terms = MultiTerms.getTerms(reader, field);
      if (terms != null) {
        complete(terms.iterator(), beginning, completions);
      }
    }
    return completions.stream()
        .sorted(
            Comparator.comparingInt(Alternative::papers)
                .reversed()
                .thenComparing(Alternative::word))
        .limit(MOST_COMPLETIONS)
        .toList();
  }

  private static void complete(TermsEnum terms, String beginning, List<Alternative> completions)
      throws IOException {
    BytesRef start = new BytesRef(beginning);
    if (terms.seekCeil(start) == TermsEnum.SeekStatus.END) {
      return;
    }
    int scanned = 0;
    for (BytesRef term = terms.term();
        term != null && scanned < MOST_SCANNED && startsWith(term, start);
        term = terms.next(), scanned++) {
      if (term.length > start.length) {
        completions.add(new Alternative(term.utf8ToString(), COMPLETION_WEIGHT, terms.docFreq()));
      }
    }
  }

  private static boolean startsWith(BytesRef term, BytesRef start) {
    return org.apache.lucene.util.StringHelper.startsWith(term, start);
  }
}
