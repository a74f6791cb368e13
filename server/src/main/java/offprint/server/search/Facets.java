package offprint.server.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
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
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/**
 * How many papers a question found, by year and by topic. Where these are many, they are counted in
 * a part of the index only: in stretches of equal length all over it.
 *
 * @param years the newest first
 * @param topics the most frequent first
 * @param estimated true if counted in a part; all counts are rounded to two digits then
 */
record Facets(long total, List<Count> years, List<Count> topics, boolean estimated) {
  static final Facets NONE = new Facets(0, List.of(), List.of(), false);

  private static final int SHOWN = 14;
  private static final int CANDIDATES = 60; // topics a segment
  private static final int RECOUNTED = 2 * SHOWN; // of them, in all segments
  private static final int COUNTED = 20_000; // so many are counted, about
  private static final int STRETCH = 512; // papers
  private static final int FEW = 8; // as many of those wanted: too few to tell the rest by

  record Count(String name, long papers) {}

  /**
   * @param matched papers that have the words
   * @param nearest documents that are found besides
   */
  static Facets of(IndexSearcher searcher, Query matched, int[] nearest) throws IOException {
    return of(searcher, matched, nearest, COUNTED);
  }

  /**
   * @param enough so many papers are counted, about
   */
  static Facets of(IndexSearcher searcher, Query matched, int[] nearest, int enough)
      throws IOException {
    Weight weight =
        searcher.createWeight(searcher.rewrite(matched), ScoreMode.COMPLETE_NO_SCORES, 1);
    int step = (int) Math.max(1, atMost(searcher, weight) / enough);
    FixedBitSet found = found(searcher, weight, step);
    if (step > 1 && found.cardinality() * FEW < enough) {
      step = 1;
      found = found(searcher, weight, step);
    }
    if (step == 1) {
      for (int doc : nearest) {
        found.set(doc);
      }
    }
    return counted(searcher, found, step);
  }

  private static Facets counted(IndexSearcher searcher, FixedBitSet found, int step)
      throws IOException {
    TreeMap<Long, Integer> years = new TreeMap<>(Comparator.reverseOrder());
    List<Topics> topics = new ArrayList<>();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      countYears(leaf, found, years);
      topics.add(Topics.of(leaf, found));
    }
    List<Count> yearCounts = new ArrayList<>();
    years.forEach((year, n) -> yearCounts.add(new Count(Long.toString(year), papers(n, step))));
    return new Facets(
        papers(found.cardinality(), step), List.copyOf(yearCounts), merged(topics, step), step > 1);
  }

  /** All papers of whom so many were counted in each {@code step}-th stretch. */
  private static long papers(int counted, int step) {
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

  /** Those in the middle one of each {@code step} stretches. */
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
      LeafReaderContext leaf, FixedBitSet found, TreeMap<Long, Integer> counts) throws IOException {
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

  private static int next(FixedBitSet found, int from, int end) {
    return from >= end ? end : Math.min(end, found.nextSetBit(from, end));
  }

  /** The topics of a segment's papers, counted by ordinal. */
  private record Topics(SortedSetDocValues values, int[] counts) {

    static Topics of(LeafReaderContext leaf, FixedBitSet found) throws IOException {
      SortedSetDocValues values = DocValues.getSortedSet(leaf.reader(), Schema.TOPIC);
      int[] counts = new int[(int) values.getValueCount()];
      int end = leaf.docBase + leaf.reader().maxDoc();
      for (int doc = next(found, leaf.docBase, end); doc < end; doc = next(found, doc + 1, end)) {
        if (values.advanceExact(doc - leaf.docBase)) {
          for (int i = values.docValueCount(); i > 0; i--) {
            counts[(int) values.nextOrd()]++;
          }
        }
      }
      return new Topics(values, counts);
    }

    /** Adds the most frequent, by folded key; of equally frequent ones the first. */
    void addMost(Map<String, Integer> papers) throws IOException {
      int[] having = new int[Arrays.stream(counts).max().orElse(0) + 1]; // topics, by count
      for (int count : counts) {
        having[count]++;
      }
      int least = having.length;
      int left = CANDIDATES;
      while (least > 1 && having[least - 1] <= left) {
        left -= having[--least];
      }
      for (int ord = 0; ord < counts.length; ord++) {
        int count = counts[ord];
        if (count >= least || (count > 0 && count == least - 1 && left-- > 0)) {
          String value = values.lookupOrd(ord).utf8ToString();
          papers.merge(value.substring(0, value.indexOf('\n')), count, Integer::sum);
        }
      }
    }

    /** Counts of each way to write a topic. */
    void addTo(Map<String, Integer> spellings, String key) throws IOException {
      long first = values.lookupTerm(new BytesRef(key + '\n'));
      for (long ord = first < 0 ? -first - 1 : first; ord < counts.length; ord++) {
        String value = values.lookupOrd(ord).utf8ToString();
        if (!value.startsWith(key + '\n')) {
          break;
        }
        spellings.merge(value.substring(key.length() + 1), counts[(int) ord], Integer::sum);
      }
    }
  }

  private static List<Count> merged(List<Topics> topics, int step) throws IOException {
    Map<String, Integer> candidates = new HashMap<>();
    for (Topics leaf : topics) {
      leaf.addMost(candidates);
    }
    List<String> keys =
        candidates.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(RECOUNTED)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    List<Count> counts = new ArrayList<>();
    for (String key : keys) {
      Map<String, Integer> spellings = new TreeMap<>();
      for (Topics leaf : topics) {
        leaf.addTo(spellings, key);
      }
      int counted = spellings.values().stream().mapToInt(Integer::intValue).sum();
      String name =
          spellings.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .map(Map.Entry::getKey)
              .orElse(key);
      counts.add(new Count(name, papers(counted, step)));
    }
    return counts.stream()
        .sorted(Comparator.comparingLong(Count::papers).reversed().thenComparing(Count::name))
        .limit(SHOWN)
        .toList();
  }
}
