package offprint.server.search.ranking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import offprint.server.search.index.Schema;
import offprint.server.search.index.TextAnalysis;
import offprint.server.search.ranking.Vocabulary.Alternative;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.Query;

/**
 * The words of a question by which papers are found, before all words say in what order: the
 * rarest, in texts and names. What very many papers have, as an unfinished word with all that it
 * may become, is not needed beside others. Each is a query of its own where nothing stands for it
 * besides, since Lucene leaves out most papers of a flat list.
 */
final class CandidateTerms {
  private static final int MOST = 10; // words; more find hardly any further papers
  private static final int FEWEST = 3;
  private static final int COMMON = 8; // one paper in so many
  private static final int ENOUGH = 2_000; // papers; among fewer, too few have many of the words

  private final Lexicon lexicon;
  private final RankingWeights rankingWeights;
  private final Map<String, List<Alternative>> alternatives;

  CandidateTerms(
      Lexicon lexicon, RankingWeights rankingWeights, Map<String, List<Alternative>> alternatives) {
    this.lexicon = lexicon;
    this.rankingWeights = rankingWeights;
    this.alternatives = alternatives;
  }

  /**
   * @param leftOut number of other words that may find papers
   */
  record Chosen(List<Query> queries, int leftOut) {}

  /**
   * @param papers upper bound of the number of papers with the word or its variants
   */
  private record Wanted(String word, String stem, long papers) {}

  /**
   * @param names whether words may be names of authors
   */
  Chosen of(List<String> words, boolean names) throws IOException {
    List<Wanted> wanted = wanted(words);
    List<Query> queries = new ArrayList<>();
    int chosen = 0;
    long papers = 0;
    for (Wanted word : wanted) {
      boolean common = word.papers() * COMMON > lexicon.papers();
      if (chosen == MOST || (chosen >= FEWEST && common && papers >= ENOUGH)) {
        break;
      }
      add(word, names, queries);
      chosen++;
      papers += word.papers();
    }
    return new Chosen(queries, wanted.size() - chosen);
  }

  /** Words by rarity, without stop words and words in no paper. */
  private List<Wanted> wanted(List<String> words) throws IOException {
    List<Wanted> wanted = new ArrayList<>();
    for (String word : new LinkedHashSet<>(words)) {
      String stem = TextAnalysis.stem(word);
      if (!stem.isEmpty()) {
        long papers = lexicon.papers(new Term(Schema.TEXT, stem));
        papers += lexicon.papers(new Term(Schema.AUTHOR, word));
        for (Alternative other : alternatives.getOrDefault(word, List.of())) {
          papers += other.papers();
        }
        if (papers > 0) {
          wanted.add(new Wanted(word, stem, papers));
        }
      }
    }
    wanted.sort(Comparator.comparingLong(Wanted::papers));
    return wanted;
  }

  private void add(Wanted word, boolean names, List<Query> queries) throws IOException {
    List<Query> spellings = new ArrayList<>();
    spellings.add(lexicon.query(new Term(Schema.TEXT, word.stem())));
    for (Alternative other : alternatives.getOrDefault(word.word(), List.of())) {
      String stem = TextAnalysis.stem(other.word());
      if (!stem.isEmpty() && !stem.equals(word.stem())) {
        Query text = lexicon.query(new Term(Schema.TEXT, stem));
        spellings.add(new BoostQuery(text, other.weight()));
      }
      if (names) {
        addAuthor(other.word(), other.weight(), spellings);
      }
    }
    queries.add(
        spellings.size() == 1 ? spellings.getFirst() : new DisjunctionMaxQuery(spellings, 0));
    if (names) {
      addAuthor(word.word(), 1, queries);
    }
  }

  private void addAuthor(String word, float weight, List<Query> queries) throws IOException {
    Term term = new Term(Schema.AUTHOR, word);
    if (lexicon.papers(term) > 0) {
      queries.add(new BoostQuery(lexicon.query(term), rankingWeights.author() * weight));
    }
  }
}
