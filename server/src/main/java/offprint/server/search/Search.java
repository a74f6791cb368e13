package offprint.server.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import offprint.server.home.Home;
import offprint.server.method.Methods;
import offprint.server.paper.Papers;
import offprint.server.search.index.IndexUpdater;
import offprint.server.search.index.PaperIndex;
import offprint.server.search.index.PaperSource;
import offprint.server.search.index.Schema;
import offprint.server.search.query.Mode;
import offprint.server.search.query.SearchQuery;
import offprint.server.search.query.SearchQueryParser;
import offprint.server.search.ranking.Facets;
import offprint.server.search.ranking.Ranker;
import offprint.server.search.ranking.RankingWeights;
import offprint.server.search.ranking.Vocabulary;
import offprint.server.search.ranking.Vocabulary.Alternative;
import offprint.server.vector.Vectors;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Search for papers. The index follows the database by itself. */
@Component
public final class Search implements SmartLifecycle {
  /** Greatest number of similar papers. */
  static final int MOST_SIMILAR = 100;

  private final Papers papers;
  private final IndexUpdater indexUpdater;
  private final QueryVectors queryVectors;
  private final NeighbourCache neighbours = new NeighbourCache();
  private volatile boolean running;

  Search(Home home, Papers papers, Methods methods, Vectors vectors) {
    this.papers = papers;
    this.indexUpdater =
        new IndexUpdater(home.cache("search"), new PaperSource(papers, methods, vectors));
    this.queryVectors = new QueryVectors(vectors);
  }

  /**
   * A found paper.
   *
   * @param paper its row number
   * @param score higher is better; not comparable between queries
   */
  public record Hit(long paper, double score) {}

  /**
   * Results of a search.
   *
   * @param hits best first
   * @param complete false while the index is being built
   */
  public record Found(List<Hit> hits, boolean complete) {}

  /**
   * Finds papers by words and meaning; the search page explains the query language.
   *
   * @param question any text
   * @param offset papers to skip, from 0
   * @param limit papers at most, from 1
   */
  public Found find(String question, int offset, int limit) {
    Answer answer = answer(SearchQueryParser.parse(question), offset, limit, Detail.HITS);
    return new Found(answer.hits(), answer.complete());
  }

  /**
   * Papers similar to one, most similar first; empty if the paper is not indexed yet.
   *
   * @param paper its row number
   * @param limit papers at most, from 1 to {@value #MOST_SIMILAR}
   */
  public List<Hit> similar(long paper, int limit) {
    long changes = indexUpdater.changes();
    List<Hit> hits = indexUpdater.search(searcher -> similar(searcher, paper, limit, changes));
    return hits == null ? List.of() : hits.subList(0, Math.min(limit, hits.size()));
  }

  private List<Hit> similar(IndexSearcher searcher, long paper, int limit, long changes)
      throws IOException {
    IndexReader reader = searcher.getIndexReader();
    int doc = PaperIndex.find(reader, Long.toString(paper));
    if (doc < 0) {
      return List.of();
    }
    NeighbourCache.Moment now =
        new NeighbourCache.Moment(
            PaperIndex.digest(reader, doc), changes, reader.numDocs(), System.nanoTime());
    List<Hit> known = neighbours.get(paper, limit, now);
    if (known == null) {
      int sought = limit <= Ranker.FEW ? Ranker.FEW : MOST_SIMILAR;
      known = hits(searcher, new Ranker(searcher, Mode.FUSED).similar(doc, sought), 0, sought);
      neighbours.put(paper, sought, now, known);
    }
    return known;
  }

  /** Whether the index contains all papers. */
  public boolean isComplete() {
    return indexUpdater.isComplete();
  }

  /**
   * Papers with all words of a query that meet its filters, newest first.
   *
   * @param limit papers at most, from 1
   */
  public Found newest(String question, int limit) {
    return new Found(newest(SearchQueryParser.parse(question), limit), indexUpdater.isComplete());
  }

  /** Papers with all words that meet the filters, newest first. */
  List<Hit> newest(SearchQuery typed, int limit) {
    if (!typed.arxiv().isEmpty()) {
      return named(typed);
    }
    List<Hit> hits =
        indexUpdater.search(
            searcher -> {
              Vocabulary vocabulary = new Vocabulary(searcher.getIndexReader());
              SearchQuery question = typed.withWords(vocabulary.parted(typed.words()));
              Ranker ranker = new Ranker(searcher, Mode.LEXICAL);
              return hits(
                  searcher,
                  ranker.newest(question, vocabulary.corrections(question.words()), limit),
                  0,
                  limit);
            });
    return hits == null ? List.of() : hits;
  }

  /** Detail of an answer. */
  enum Detail {
    /** Papers by words, the last of which may be incomplete. */
    INSTANT,
    /** Papers. */
    HITS,
    /** Papers, and counts by year and topic. */
    COUNTED
  }

  /**
   * Results of a query with details.
   *
   * @param listed number of papers that can be paged through, 0 unless counted
   * @param alternatives further words that were searched for
   */
  record Answer(
      SearchQuery question,
      List<Hit> hits,
      int listed,
      Facets facets,
      Map<String, List<Alternative>> alternatives,
      boolean complete,
      long indexed) {}

  Answer answer(SearchQuery question, int offset, int limit, Detail detail) {
    if (!question.arxiv().isEmpty()) {
      List<Hit> named = named(question);
      Facets facets = new Facets(named.size(), List.of(), List.of(), false);
      Long indexed = indexUpdater.search(searcher -> (long) searcher.getIndexReader().numDocs());
      return new Answer(
          question,
          offset == 0 ? named : List.of(),
          named.size(),
          facets,
          Map.of(),
          true,
          indexed == null ? 0 : indexed);
    }
    Answer answer =
        indexUpdater.search(searcher -> answer(searcher, question, offset, limit, detail));
    return answer != null
        ? answer
        : new Answer(question, List.of(), 0, Facets.NONE, Map.of(), false, 0);
  }

  /** The paper whose id or address is the query; read from the database, so always available. */
  private List<Hit> named(SearchQuery question) {
    return papers.find(question.arxiv()).map(paper -> new Hit(paper.id(), 1)).stream().toList();
  }

  private Answer answer(
      IndexSearcher searcher, SearchQuery typed, int offset, int limit, Detail detail)
      throws IOException {
    Vocabulary vocabulary = new Vocabulary(searcher.getIndexReader());
    SearchQuery question = typed.withWords(vocabulary.parted(typed.words()));
    boolean author = question.phrases().isEmpty() && vocabulary.isAuthor(question.words());
    Map<String, List<Alternative>> alternatives =
        author ? new HashMap<>() : vocabulary.corrections(question.words());
    if (detail == Detail.INSTANT && !question.words().isEmpty()) {
      String last = question.words().getLast();
      List<Alternative> completions = vocabulary.completions(last);
      if (!completions.isEmpty()) {
        alternatives.put(last, completions);
      }
    }
    boolean counted = detail == Detail.COUNTED;
    boolean words = detail == Detail.INSTANT || author || isNames(question, vocabulary);
    Ranker.Ranking ranking =
        new Ranker(searcher, Mode.FUSED, RankingWeights.DEFAULT, counted)
            .rank(
                question,
                alternatives,
                words ? null : () -> queryVectors.of(question.meaning()),
                offset + limit);
    Facets facets = counted ? ranking.facets(searcher) : Facets.NONE;
    return new Answer(
        question,
        hits(searcher, ranking, offset, limit),
        (int) Math.min(facets.total(), Ranker.DEEPEST),
        facets,
        alternatives,
        indexUpdater.isComplete(),
        searcher.getIndexReader().numDocs());
  }

  private static List<Hit> hits(
      IndexSearcher searcher, Ranker.Ranking ranking, int offset, int limit) throws IOException {
    List<Hit> hits = new ArrayList<>();
    for (int i = offset; i < Math.min(offset + limit, ranking.docs().length); i++) {
      hits.add(new Hit(Long.parseLong(key(searcher, ranking.docs()[i])), ranking.scores()[i]));
    }
    return List.copyOf(hits);
  }

  /** Whether a query consists of names, which mean nothing to a sentence model. */
  private static boolean isNames(SearchQuery question, Vocabulary vocabulary) throws IOException {
    for (String word : question.words()) {
      if (!vocabulary.isName(word)) {
        return false;
      }
    }
    return question.phrases().isEmpty();
  }

  /** Key of a document. */
  public static String key(IndexSearcher searcher, int doc) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    BinaryDocValues keys = Objects.requireNonNull(leaf.reader().getBinaryDocValues(Schema.KEY));
    if (!keys.advanceExact(doc - leaf.docBase)) {
      throw new IllegalStateException("document %d has no key".formatted(doc));
    }
    return keys.binaryValue().utf8ToString();
  }

  @Override
  public void start() {
    indexUpdater.start();
    running = true;
  }

  @Override
  public void stop() {
    indexUpdater.close();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
