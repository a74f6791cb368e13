package offprint.server.search.ranking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.server.search.index.Schema;
import offprint.server.search.index.TextAnalysis;
import offprint.server.search.index.VectorIndex;
import offprint.server.search.query.Mode;
import offprint.server.search.query.SearchQuery;
import offprint.server.search.ranking.LexicalQuery.Finding;
import offprint.server.search.ranking.Vocabulary.Alternative;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** Ranks the papers that match a query. */
public final class Ranker {
  /** Greatest number of ranked papers. */
  public static final int DEEPEST = 1_000;

  /** Number of best papers by words, and of nearest papers, that are fused. */
  private static final int FUSED = 200;

  private static final int NEAREST = 100;

  /**
   * Numbers of candidates.
   *
   * @param words candidates by words
   * @param nearest candidates by meaning
   */
  private record Depth(int words, int nearest) {
    static final Depth OF_SIMILAR = new Depth(FUSED, NEAREST);
    static final Depth OF_FEW_SIMILAR = new Depth(60, 30);

    static Depth of(int wanted) {
      return new Depth(Math.min(DEEPEST, wanted), NEAREST);
    }
  }

  /** Between what the share of words is, see {@link Fusion#share}. */
  private record Share(float most, float least) {
    static Share of(float always) {
      return new Share(always, always);
    }
  }

  /**
   * Number of similar papers on a page, with some reserve; so few are sought among fewer
   * candidates.
   */
  public static final int FEW = 10;

  private static final int NONE = -1;
  private static final double MOST = 0.9;
  private static final int ALL_OF = 5; // words; papers need not have most words of longer queries
  private static final int ENOUGH = 50;
  private static final int SENTENCE = 5; // words, more than one of them common
  private static final Sort NEWEST =
      new Sort(new SortField(Schema.DAY, SortField.Type.LONG, true), SortField.FIELD_DOC);

  private final IndexSearcher searcher;
  private final Mode mode;
  private final RankingWeights rankingWeights;
  private final WordScores wordScores;
  private final boolean counting;

  public Ranker(IndexSearcher searcher, Mode mode) {
    this(searcher, mode, RankingWeights.DEFAULT);
  }

  public Ranker(IndexSearcher searcher, Mode mode, RankingWeights rankingWeights) {
    this(searcher, mode, rankingWeights, false);
  }

  /**
   * @param counting whether results will be counted, which then begins at once
   */
  public Ranker(
      IndexSearcher searcher, Mode mode, RankingWeights rankingWeights, boolean counting) {
    this.searcher = searcher;
    this.mode = mode;
    this.rankingWeights = rankingWeights;
    this.wordScores = new WordScores(searcher);
    this.counting = counting;
  }

  /**
   * Supplies the vector of a query or paper, on another thread because it may take as long as
   * everything else.
   */
  public interface Meaning {
    float @Nullable [] vector() throws IOException;
  }

  private record Near(float @Nullable [] vector, ScoreDoc[] hits) {
    static final Near NONE = new Near(null, new ScoreDoc[0]);

    int[] docs() {
      return Arrays.stream(hits).mapToInt(hit -> hit.doc).toArray();
    }
  }

  /**
   * Papers in order.
   *
   * @param docs document numbers [papers]
   * @param scores [papers]; not comparable between questions
   * @param matched what papers must meet to be found by words
   * @param nearest document numbers of those found by meaning
   * @param counted what is being counted of them; null if nothing is yet
   */
  public record Ranking(
      int[] docs,
      float[] scores,
      Query matched,
      int[] nearest,
      @Nullable BackgroundRead<Facets> counted) {
    static final Ranking NONE =
        new Ranking(new int[0], new float[0], MatchNoDocsQuery.INSTANCE, new int[0], null);

    public Facets facets(IndexSearcher searcher) throws IOException {
      return counted == null ? new FacetCounter(searcher, matched).with(nearest) : counted.get();
    }

    Ranking without(int doc) {
      int[] kept = IntStream.range(0, docs.length).filter(i -> docs[i] != doc).toArray();
      float[] keptScores = new float[kept.length];
      for (int i = 0; i < kept.length; i++) {
        keptScores[i] = scores[kept[i]];
      }
      return new Ranking(
          Arrays.stream(kept).map(i -> docs[i]).toArray(),
          keptScores,
          matched,
          Arrays.stream(nearest).filter(near -> near != doc).toArray(),
          null);
    }
  }

  /**
   * @param meaning of the question, null for none
   * @param wanted number of leading papers whose order must be exact
   */
  public Ranking rank(
      SearchQuery searchQuery,
      Map<String, List<Alternative>> alternatives,
      @Nullable Meaning meaning,
      int wanted)
      throws IOException {
    if (mode == Mode.BM25) {
      Finding plain = Finding.by(LexicalQuery.plain(searchQuery.words()));
      return rank(plain, null, null, null, Share.of(1), NONE, Depth.of(wanted));
    }
    LexicalQuery queries = new LexicalQuery(new Lexicon(searcher), rankingWeights, alternatives);
    if (searchQuery.isEmpty()) {
      return Ranking.NONE;
    }
    if (searchQuery.isFilter()) {
      return newest(queries.matched(searchQuery, 0), Math.min(DEEPEST, wanted));
    }
    int least = mode == Mode.VECTORS ? 1 : strictest(searchQuery, queries);
    long common =
        searchQuery.words().stream().filter(word -> TextAnalysis.stem(word).isEmpty()).count();
    boolean sentence = common * SENTENCE > searchQuery.words().size();
    Share share =
        new Share(
            sentence ? rankingWeights.sentence() : rankingWeights.lexical(),
            rankingWeights.sentence());
    Query restriction = queries.restriction(searchQuery);
    return rank(
        queries.of(searchQuery, least), null, meaning, restriction, share, NONE, Depth.of(wanted));
  }

  /** Papers with every word that meet the filters, newest first. */
  public Ranking newest(
      SearchQuery searchQuery, Map<String, List<Alternative>> alternatives, int wanted)
      throws IOException {
    return searchQuery.isEmpty()
        ? Ranking.NONE
        : newest(
            new LexicalQuery(new Lexicon(searcher), rankingWeights, alternatives)
                .matched(searchQuery, searchQuery.words().size()),
            Math.min(DEEPEST, wanted));
  }

  /**
   * Papers similar to one in words or meaning.
   *
   * @param doc its document number, which is excluded
   * @param limit number wanted; few are sought among fewer candidates
   */
  public Ranking similar(int doc, int limit) throws IOException {
    MoreLikeThis words = new MoreLikeThis(searcher, rankingWeights);
    if (mode == Mode.BM25) {
      Finding whole = Finding.by(words.whole(doc));
      return rank(whole, null, null, null, Share.of(1), doc, Depth.of(DEEPEST)).without(doc);
    }
    MoreLikeThis.Likeness like = words.of(doc);
    Finding found = Finding.by(like.found());
    Depth depth = limit <= FEW ? Depth.OF_FEW_SIMILAR : Depth.OF_SIMILAR;
    float[] vector = VectorIndex.vector(searcher.getIndexReader(), doc);
    Meaning meaning = vector == null ? null : () -> vector;
    Share share = Share.of(rankingWeights.similarLexical());
    return rank(found, like.order(), meaning, null, share, doc, depth).without(doc);
  }

  /**
   * @param lexical query that finds papers
   * @param scored query that ranks the best of them, null for the same
   * @param but excluded document
   * @param depth so many are found, of a question with a meaning at least as many as are fused
   */
  private Ranking rank(
      Finding lexical,
      @Nullable WordsAndPairs scored,
      @Nullable Meaning meaning,
      @Nullable Query restriction,
      Share share,
      int but,
      Depth depth)
      throws IOException {
    boolean meant = mode == Mode.VECTORS || (mode == Mode.FUSED && mostHaveVectors());
    BackgroundRead<Near> nearby =
        meaning != null && meant
            ? BackgroundRead.of(() -> near(meaning, restriction, depth))
            : null;
    BackgroundRead<Facets> counted =
        counting
            ? BackgroundRead.of(
                () -> new FacetCounter(searcher, lexical.matched()).with(docs(nearby)))
            : null;
    ScoreDoc[] byWords = {};
    if (mode != Mode.VECTORS) {
      boolean fused = nearby != null && scored == null;
      byWords = wordScores.best(lexical, fused ? Math.max(FUSED, depth.words()) : depth.words());
    }
    Near near = nearby == null ? Near.NONE : nearby.get();
    int[] nearest = near.docs();
    if (mode == Mode.VECTORS || (nearest.length == 0 && scored == null)) {
      ScoreDoc[] found = nearest.length == 0 ? byWords : near.hits();
      return ranking(found, lexical.matched(), nearest, counted);
    }
    int[] docs = candidates(byWords, nearest, but);
    float[] cosines = new float[docs.length];
    if (near.vector() != null && nearest.length > 0) {
      cosines = VectorIndex.cosines(near.vector(), searcher.getIndexReader(), docs);
    } else {
      Arrays.fill(cosines, Float.NaN);
    }
    float[] scores =
        Fusion.convex(
            scored == null ? wordScores.of(lexical, docs, byWords) : scored.scores(searcher, docs),
            cosines,
            Fusion.share(cosines, share.most(), share.least()));
    return ranking(ordered(docs, scores, byWords), lexical.matched(), nearest, counted);
  }

  private Near near(Meaning meaning, @Nullable Query restriction, Depth depth) throws IOException {
    float[] vector = meaning.vector();
    int wanted = mode == Mode.VECTORS ? DEEPEST : depth.nearest();
    return vector == null
        ? Near.NONE
        : new Near(vector, VectorIndex.of(vector, searcher, wanted, restriction));
  }

  private static int[] docs(@Nullable BackgroundRead<Near> near) throws IOException {
    return near == null ? new int[0] : near.get().docs();
  }

  /** Whether most papers have vectors; while few have one, the nearest of them mean little. */
  private boolean mostHaveVectors() throws IOException {
    IndexReader reader = searcher.getIndexReader();
    return VectorIndex.count(reader) >= MOST * reader.maxDoc();
  }

  private Ranking newest(Query query, int depth) throws IOException {
    return ranking(searcher.search(query, depth, NEWEST).scoreDocs, query, new int[0], null);
  }

  private static Ranking ranking(
      ScoreDoc[] hits, Query matched, int[] nearest, @Nullable BackgroundRead<Facets> counted) {
    int[] docs = new int[hits.length];
    float[] scores = new float[hits.length];
    for (int i = 0; i < hits.length; i++) {
      docs[i] = hits[i].doc;
      scores[i] = hits[i].score;
    }
    return new Ranking(docs, scores, matched, nearest, counted);
  }

  /** Greatest number of words that enough papers have. */
  private int strictest(SearchQuery searchQuery, LexicalQuery queries) throws IOException {
    int words = searchQuery.words().size();
    int least = words > ALL_OF ? 1 : words;
    while (least > 1 && !hasEnough(queries.matched(searchQuery, least))) {
      least--;
    }
    return least;
  }

  private boolean hasEnough(Query query) throws IOException {
    Query rewritten = searcher.rewrite(new ConstantScoreQuery(query));
    Weight weight = searcher.createWeight(rewritten, ScoreMode.COMPLETE_NO_SCORES, 1);
    int found = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        Bits live = leaf.reader().getLiveDocs();
        DocIdSetIterator docs = scorer.iterator();
        while (found < ENOUGH && docs.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
          found += live == null || live.get(docs.docID()) ? 1 : 0;
        }
      }
    }
    return found >= ENOUGH;
  }

  /** Candidates in ascending order. */
  private static int[] candidates(ScoreDoc[] byWords, int[] nearest, int but) {
    return IntStream.concat(
            Arrays.stream(byWords).limit(FUSED).mapToInt(hit -> hit.doc), Arrays.stream(nearest))
        .filter(doc -> doc != but)
        .sorted()
        .distinct()
        .toArray();
  }

  /** Candidates by score, followed by the other papers found by words. */
  private static ScoreDoc[] ordered(int[] docs, float[] scores, ScoreDoc[] byWords) {
    List<ScoreDoc> order = new ArrayList<>();
    for (int i = 0; i < docs.length; i++) {
      order.add(new ScoreDoc(docs[i], scores[i]));
    }
    order.sort(WordScores.BEST);
    for (ScoreDoc hit : byWords) {
      if (order.size() < DEEPEST && Arrays.binarySearch(docs, hit.doc) < 0) {
        order.add(new ScoreDoc(hit.doc, 0));
      }
    }
    return order.toArray(ScoreDoc[]::new);
  }
}
