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
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/**
 * How many papers a question found, by year and by topic.
 *
 * @param years the newest first
 * @param topics the most frequent first
 * @param estimated true if the topics were counted in a part of the papers
 */
record Facets(long total, List<Count> years, List<Count> topics, boolean estimated) {
  static final Facets NONE = new Facets(0, List.of(), List.of(), false);

  private static final int SHOWN = 14;
  private static final int CANDIDATES = 60; // topics a segment
  private static final int RECOUNTED = 2 * SHOWN; // of them, in all segments
  private static final int COUNTED = 40_000; // papers whose topics are counted

  record Count(String name, long papers) {}

  static Facets of(IndexSearcher searcher, Ranker.Ranking ranking) throws IOException {
    FixedBitSet found = found(searcher, ranking);
    long total = found.cardinality();
    int step = (int) Math.max(1, total / COUNTED);
    TreeMap<Long, Integer> years = new TreeMap<>(Comparator.reverseOrder());
    List<Topics> topics = new ArrayList<>();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      countYears(leaf, found, years);
      topics.add(Topics.of(leaf, found, step));
    }
    List<Count> yearCounts = new ArrayList<>();
    years.forEach((year, papers) -> yearCounts.add(new Count(Long.toString(year), papers)));
    return new Facets(total, List.copyOf(yearCounts), merged(topics, step), step > 1);
  }

  private static FixedBitSet found(IndexSearcher searcher, Ranker.Ranking ranking)
      throws IOException {
    FixedBitSet found = new FixedBitSet(Math.max(1, searcher.getIndexReader().maxDoc()));
    Weight weight =
        searcher.createWeight(searcher.rewrite(ranking.lexical()), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      BulkScorer scorer = weight.bulkScorer(leaf);
      if (scorer != null) {
        Bits live = leaf.reader().getLiveDocs();
        scorer.score(new Found(found, leaf.docBase), live, 0, DocIdSetIterator.NO_MORE_DOCS);
      }
    }
    for (int doc : ranking.nearest()) {
      found.set(doc);
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

    static Topics of(LeafReaderContext leaf, FixedBitSet found, int step) throws IOException {
      SortedSetDocValues values = DocValues.getSortedSet(leaf.reader(), Schema.TOPIC);
      int[] counts = new int[(int) values.getValueCount()];
      int end = leaf.docBase + leaf.reader().maxDoc();
      int seen = 0;
      for (int doc = next(found, leaf.docBase, end); doc < end; doc = next(found, doc + 1, end)) {
        if (seen++ % step == 0 && values.advanceExact(doc - leaf.docBase)) {
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
      long papers = spellings.values().stream().mapToLong(Integer::longValue).sum();
      String name =
          spellings.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .map(Map.Entry::getKey)
              .orElse(key);
      counts.add(new Count(name, papers * step));
    }
    return counts.stream()
        .sorted(Comparator.comparingLong(Count::papers).reversed().thenComparing(Count::name))
        .limit(SHOWN)
        .toList();
  }
}
