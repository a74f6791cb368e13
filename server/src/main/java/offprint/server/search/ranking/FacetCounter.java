package offprint.server.search.ranking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import offprint.server.search.index.Schema;
import offprint.server.search.ranking.Facets.Count;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * Counts the results of a query by year and topic. Large results are estimated from equally spaced
 * parts of the index. Lexical matches are counted at once, semantic ones when they are known.
 */
final class FacetCounter {
  private static final int COUNTED = 20_000; // so many are counted, about
  private static final int STRETCH = 512; // papers
  private static final int FEW = 8; // as many of those wanted: too few to tell the rest by

  private final List<LeafReaderContext> leaves;
  private final FixedBitSet found;
  private final int step;
  private final Map<Long, Integer> years = new TreeMap<>(Comparator.reverseOrder());
  private final List<TopicOrdinals> topics = new ArrayList<>();

  /**
   * @param matched papers that have the words
   */
  FacetCounter(IndexSearcher searcher, Query matched) throws IOException {
    this(searcher, matched, COUNTED);
  }

  /**
   * @param enough approximate number of papers counted
   */
  FacetCounter(IndexSearcher searcher, Query matched, int enough) throws IOException {
    leaves = searcher.getIndexReader().leaves();
    Weight weight =
        searcher.createWeight(searcher.rewrite(matched), ScoreMode.COMPLETE_NO_SCORES, 1);
    int wanted = (int) Math.max(1, atMost(searcher, weight) / enough);
    FixedBitSet some = found(searcher, weight, wanted);
    boolean few = wanted > 1 && some.cardinality() * FEW < enough;
    step = few ? 1 : wanted;
    found = few ? found(searcher, weight, 1) : some;
    for (LeafReaderContext leaf : leaves) {
      topics.add(TopicOrdinals.of(leaf));
    }
    count(found);
  }

  private void count(FixedBitSet papers) throws IOException {
    for (LeafReaderContext leaf : leaves) {
      countYears(leaf, papers, years);
      topics.get(leaf.ord).count(leaf, papers);
    }
  }

  /**
   * The counts, with the nearest documents added where all papers are counted; to be called once.
   *
   * @param nearest documents found by meaning
   */
  Facets with(int[] nearest) throws IOException {
    if (step == 1) {
      FixedBitSet others = new FixedBitSet(found.length());
      for (int doc : nearest) {
        if (!found.getAndSet(doc)) {
          others.set(doc);
        }
      }
      count(others);
    }
    List<Count> counts = new ArrayList<>();
    years.forEach((year, n) -> counts.add(new Count(Long.toString(year), papers(n))));
    return new Facets(
        papers(found.cardinality()),
        List.copyOf(counts),
        TopicOrdinals.most(topics, this::papers),
        step > 1);
  }

  /** Estimates the total from the number counted in every {@code step}-th part. */
  private long papers(int counted) {
    if (step == 1) {
      return counted;
    }
    long papers = (long) counted * step;
    long unit = 1;
    while (papers / unit >= 100) {
      unit *= 10;
    }
    return (papers + unit / 2) / unit * unit;
  }

  private static long atMost(IndexSearcher searcher, Weight weight) throws IOException {
    long most = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      ScorerSupplier scorer = weight.scorerSupplier(leaf);
      most += scorer == null ? 0 : scorer.cost();
    }
    return Math.min(most, searcher.getIndexReader().maxDoc());
  }

  /** Matches in every {@code step}-th part of the index. */
  private static FixedBitSet found(IndexSearcher searcher, Weight weight, int step)
      throws IOException {
    FixedBitSet found = new FixedBitSet(Math.max(1, searcher.getIndexReader().maxDoc()));
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      BulkScorer scorer = weight.bulkScorer(leaf);
      if (scorer == null) {
        continue;
      }
      Found collector = new Found(found, leaf.docBase);
      Bits live = leaf.reader().getLiveDocs();
      int end = leaf.reader().maxDoc();
      if (step == 1) {
        scorer.score(collector, live, 0, DocIdSetIterator.NO_MORE_DOCS);
        continue;
      }
      int first = Math.floorMod(step / 2 * STRETCH - leaf.docBase, step * STRETCH);
      if (first > (step - 1) * STRETCH) {
        scorer.score(collector, live, 0, Math.min(end, first - (step - 1) * STRETCH));
      }
      for (int from = first; from < end; from += step * STRETCH) {
        scorer.score(collector, live, from, Math.min(end, from + STRETCH));
      }
    }
    return found;
  }

  private record Found(FixedBitSet docs, int base) implements LeafCollector {
    @Override
    public void setScorer(Scorable scorer) {}

    @Override
    public void collect(int doc) {
      docs.set(base + doc);
    }
  }

  private static void countYears(
      LeafReaderContext leaf, FixedBitSet found, Map<Long, Integer> counts) throws IOException {
    SortedNumericDocValues years = DocValues.getSortedNumeric(leaf.reader(), Schema.YEAR);
    Map<Long, int[]> here = new HashMap<>();
    int end = leaf.docBase + leaf.reader().maxDoc();
    for (int doc = next(found, leaf.docBase, end); doc < end; doc = next(found, doc + 1, end)) {
      if (years.advanceExact(doc - leaf.docBase)) {
        here.computeIfAbsent(years.nextValue(), _ -> new int[1])[0]++;
      }
    }
    here.forEach((year, count) -> counts.merge(year, count[0], Integer::sum));
  }

  static int next(FixedBitSet found, int from, int end) {
    return from >= end ? end : Math.min(end, found.nextSetBit(from, end));
  }
}
