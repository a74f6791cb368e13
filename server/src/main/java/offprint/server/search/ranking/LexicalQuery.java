package offprint.server.search.ranking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offprint.server.paper.NameFolding;
import offprint.server.search.index.Schema;
import offprint.server.search.index.TextAnalysis;
import offprint.server.search.query.SearchQuery;
import offprint.server.search.query.SearchQuery.Filter;
import offprint.server.search.ranking.Vocabulary.Alternative;
import org.apache.lucene.document.IntField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Translates a query into Lucene queries. A word scores by BM25 in the text, higher in the title,
 * and among the authors; its best spelling counts.
 */
final class LexicalQuery {
  private static final int NAMES_AMONG = 12; // words; longer questions are prose
  private static final int PAIRS_AMONG = 40;
  private static final int PAIR_REACH = 2; // places
  private static final int NAME_SLOP = 2;
  private static final float NAME = 20; // more than words of a text score

  private final Lexicon lexicon;
  private final RankingWeights rankingWeights;
  private final Map<String, List<Alternative>> alternatives;

  LexicalQuery(
      Lexicon lexicon, RankingWeights rankingWeights, Map<String, List<Alternative>> alternatives) {
    this.lexicon = lexicon;
    this.rankingWeights = rankingWeights;
    this.alternatives = alternatives;
  }

  /**
   * Queries that find and score papers.
   *
   * @param matched finds all matches, without scores
   * @param found finds nearly the best matches fast, see {@link CandidateTerms}
   * @param all whether {@code found} finds all matches
   * @param words scores by words
   * @param pairs additional scores by pairs of words; null for none
   */
  record Finding(
      Query matched, Query found, boolean all, Query words, @Nullable WordsAndPairs pairs) {
    static Finding by(Query query) {
      return new Finding(query, query, true, query, null);
    }

    /** Whether {@code found} also gives the final scores. */
    boolean isExact() {
      return found.equals(words) && pairs == null;
    }
  }

  /**
   * Queries for the papers that match.
   *
   * @param least number of words that a paper must have
   */
  Finding of(SearchQuery searchQuery, int least) throws IOException {
    Query matched = matched(searchQuery, least);
    List<Query> words = words(searchQuery.words(), true);
    if (words.isEmpty()) {
      return Finding.by(matched);
    }
    BooleanQuery.Builder found = new BooleanQuery.Builder().setMinimumNumberShouldMatch(1);
    BooleanQuery.Builder scored = new BooleanQuery.Builder().setMinimumNumberShouldMatch(1);
    words.forEach(word -> scored.add(word, Occur.SHOULD));
    CandidateTerms candidateTerms = new CandidateTerms(lexicon, rankingWeights, alternatives);
    CandidateTerms.Chosen chosen =
        candidateTerms.of(searchQuery.words(), searchQuery.words().size() <= NAMES_AMONG);
    List<Query> finding = chosen.queries().isEmpty() ? words : chosen.queries();
    finding.forEach(word -> found.add(word, Occur.SHOULD));
    for (Query name : names(searchQuery.words())) {
      scored.add(name, Occur.SHOULD);
      found.add(name, Occur.SHOULD);
    }
    if (least > 1) {
      scored.add(
          anyOf(words(searchQuery.words(), false), Math.min(least, words.size())), Occur.FILTER);
    }
    restrict(searchQuery, scored, Occur.MUST);
    if (least > 1 || !searchQuery.phrases().isEmpty() || !searchQuery.filters().isEmpty()) {
      found.add(matched, Occur.FILTER);
    }
    List<WordsAndPairs.Clause> pairs = pairs(searchQuery.words());
    return new Finding(
        matched,
        found.build(),
        chosen.leftOut() < least,
        scored.build(),
        pairs.isEmpty() ? null : new WordsAndPairs(pairs, PAIR_REACH, lexicon));
  }

  /** Matching papers without scores. */
  Query matched(SearchQuery searchQuery, int least) throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    List<Query> words = words(searchQuery.words(), false);
    if (!words.isEmpty()) {
      query.add(anyOf(words, Math.min(least, words.size())), Occur.MUST);
    }
    restrict(searchQuery, query, Occur.MUST);
    return query.build();
  }

  /** Filters and phrases as a query, null if there are none. */
  @Nullable Query restriction(SearchQuery searchQuery) throws IOException {
    if (searchQuery.filters().isEmpty() && searchQuery.phrases().isEmpty()) {
      return null;
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    restrict(searchQuery, query, Occur.FILTER);
    return query.build();
  }

  private void restrict(SearchQuery searchQuery, BooleanQuery.Builder query, Occur phrases)
      throws IOException {
    boolean positive = !searchQuery.words().isEmpty() && phrases == Occur.MUST;
    for (SearchQuery.Phrase phrase : searchQuery.phrases()) {
      query.add(quoted(phrase.text()), phrase.excluded() ? Occur.MUST_NOT : phrases);
      positive |= !phrase.excluded();
    }
    for (Filter filter : searchQuery.filters()) {
      query.add(filter(filter), filter.excluded() ? Occur.MUST_NOT : Occur.FILTER);
      positive |= !filter.excluded();
    }
    if (!positive) {
      query.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
    }
  }

  /** One query per word, without stop words unless all are. */
  private List<Query> words(List<String> words, boolean scored) throws IOException {
    boolean names = words.size() <= NAMES_AMONG;
    List<Query> queries = new ArrayList<>();
    for (String word : words) {
      if (!TextAnalysis.stem(word).isEmpty()) {
        queries.add(scored ? word(word, names) : matched(word, names));
      }
    }
    if (queries.isEmpty()) {
      for (String word : words) {
        queries.add(term(Schema.EXACT, word));
      }
    }
    return queries;
  }

  private boolean isName(String word) throws IOException {
    return lexicon.papers(new Term(Schema.AUTHOR, word)) > 0;
  }

  /** Pairs of adjacent words, which score higher where adjacent in the text. */
  private List<WordsAndPairs.Clause> pairs(List<String> words) {
    List<WordsAndPairs.Clause> pairs = new ArrayList<>();
    if (rankingWeights.pair() > 0 && words.size() <= PAIRS_AMONG) {
      for (int i = 1; i < words.size(); i++) {
        String first = TextAnalysis.stem(words.get(i - 1));
        String second = TextAnalysis.stem(words.get(i));
        if (!first.isEmpty() && !second.isEmpty()) {
          pairs.add(new WordsAndPairs.Clause(first, second, rankingWeights.pair()));
        }
      }
    }
    return pairs;
  }

  /** Pairs of words as an author's name, which score higher than texts, most in this order. */
  private List<Query> names(List<String> words) throws IOException {
    List<Query> names = new ArrayList<>();
    for (int i = 1; i < words.size() && words.size() <= NAMES_AMONG; i++) {
      Term first = new Term(Schema.AUTHOR, words.get(i - 1));
      Term second = new Term(Schema.AUTHOR, words.get(i));
      if (lexicon.papers(first) > 0 && lexicon.papers(second) > 0) {
        names.add(name(first, second, 0));
        names.add(name(first, second, NAME_SLOP));
      }
    }
    return names;
  }

  private static Query name(Term first, Term second, int slop) {
    Query name = new PhraseQuery(slop, Schema.AUTHOR, first.text(), second.text());
    return new BoostQuery(new ConstantScoreQuery(name), NAME);
  }

  /** Papers with an author whose name has these words in any order. */
  static Query author(List<String> words) {
    return phrase(Schema.AUTHOR, words, NAME_SLOP);
  }

  private Query word(String word, boolean names) throws IOException {
    List<Query> spellings = new ArrayList<>();
    Set<String> stems = new HashSet<>();
    spellings.add(spelling(word, names));
    stems.add(TextAnalysis.stem(word));
    for (Alternative alternative : alternatives.getOrDefault(word, List.of())) {
      String stem = TextAnalysis.stem(alternative.word());
      Query spelling =
          stem.isEmpty() || stems.add(stem)
              ? spelling(alternative.word(), names)
              : names
                  ? author(alternative.word())
                  : MatchNoDocsQuery.INSTANCE; // the stem's best spelling came before
      spellings.add(new BoostQuery(spelling, alternative.weight()));
    }
    return spellings.size() == 1 ? spellings.getFirst() : new DisjunctionMaxQuery(spellings, 0);
  }

  /** A word in any field; words of the title are also in the text. */
  private Query matched(String word, boolean names) throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    addMatched(word, names, query);
    for (Alternative alternative : alternatives.getOrDefault(word, List.of())) {
      addMatched(alternative.word(), names, query);
    }
    return query.build();
  }

  private void addMatched(String word, boolean names, BooleanQuery.Builder query)
      throws IOException {
    String stem = TextAnalysis.stem(word);
    query.add(stem.isEmpty() ? term(Schema.EXACT, word) : term(Schema.TEXT, stem), Occur.SHOULD);
    if (names && !stem.isEmpty() && isName(word)) {
      query.add(term(Schema.AUTHOR, word), Occur.SHOULD);
    }
  }

  private Query spelling(String word, boolean names) throws IOException {
    String stem = TextAnalysis.stem(word);
    if (stem.isEmpty()) {
      return term(Schema.EXACT, word);
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(term(Schema.TEXT, stem), Occur.SHOULD);
    query.add(new BoostQuery(term(Schema.TITLE, stem), rankingWeights.title()), Occur.SHOULD);
    if (names && isName(word)) {
      query.add(author(word), Occur.SHOULD);
    }
    return query.build();
  }

  private Query author(String word) throws IOException {
    return new BoostQuery(term(Schema.AUTHOR, word), rankingWeights.author());
  }

  private Query term(String field, String word) throws IOException {
    return lexicon.query(new Term(field, word));
  }

  private static Query anyOf(List<Query> queries, int least) {
    if (queries.size() == 1) {
      return queries.getFirst();
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    queries.forEach(q -> query.add(q, Occur.SHOULD));
    return query.setMinimumNumberShouldMatch(least).build();
  }

  private Query filter(Filter filter) throws IOException {
    return switch (filter) {
      case Filter.Author author -> phrase(Schema.AUTHOR, author.name(), NAME_SLOP);
      case Filter.Title title -> title(title.words());
      case Filter.Topic topic -> topic(topic.name());
      case Filter.Years years -> IntField.newRangeQuery(Schema.YEAR, years.from(), years.to());
      case Filter.Has has -> new TermQuery(new Term(Schema.HAS, has.what()));
      case Filter.Without without -> without(without.word());
    };
  }

  private static Query title(String words) {
    Query title = new QueryBuilder(TextAnalysis.ENGLISH).createPhraseQuery(Schema.TITLE, words);
    return title == null ? MatchNoDocsQuery.INSTANCE : title;
  }

  /** Papers with the keyword, or if there are none, with keywords of these words. */
  private Query topic(String name) throws IOException {
    Term term = new Term(Schema.TOPIC, NameFolding.topic(name));
    return lexicon.papers(term) > 0
        ? new TermQuery(term)
        : phrase(Schema.KEYWORD, TextAnalysis.terms(TextAnalysis.ENGLISH, name), 0);
  }

  private static Query without(String word) {
    String stem = TextAnalysis.stem(word);
    return new TermQuery(
        stem.isEmpty() ? new Term(Schema.EXACT, word) : new Term(Schema.TEXT, stem));
  }

  /** The phrase, in the text or as the name of an author. */
  private static Query quoted(String text) {
    List<String> words = TextAnalysis.terms(TextAnalysis.EXACT, text);
    Query said = phrase(Schema.EXACT, words, 0);
    return words.size() < 2 ? said : anyOf(List.of(said, phrase(Schema.AUTHOR, words, 0)), 1);
  }

  private static Query phrase(String field, String text, int slop) {
    return phrase(field, TextAnalysis.terms(TextAnalysis.EXACT, text), slop);
  }

  private static Query phrase(String field, List<String> terms, int slop) {
    if (terms.isEmpty()) {
      return MatchNoDocsQuery.INSTANCE;
    }
    return terms.size() == 1
        ? new TermQuery(new Term(field, terms.getFirst()))
        : new PhraseQuery(slop, field, terms.toArray(String[]::new));
  }

  /** Papers with any of these words, by BM25 alone. */
  static Query plain(List<String> words) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String word : words) {
      String stem = TextAnalysis.stem(word);
      if (!stem.isEmpty()) {
        query.add(new TermQuery(new Term(Schema.TEXT, stem)), Occur.SHOULD);
      }
    }
    return query.build();
  }
}
