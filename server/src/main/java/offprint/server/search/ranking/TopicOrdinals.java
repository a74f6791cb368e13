package offprint.server.search.ranking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import offprint.server.search.index.Schema;
import offprint.server.search.ranking.Facets.Count;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/** The topics of a segment's papers, counted by ordinal. */
record TopicOrdinals(SortedSetDocValues values, int[] counts) {
  private static final int SHOWN = 14;
  private static final int CANDIDATES = 60; // topics a segment
  private static final int RECOUNTED = 2 * SHOWN; // of them, in all segments

  static TopicOrdinals of(LeafReaderContext leaf) throws IOException {
    SortedSetDocValues values = DocValues.getSortedSet(leaf.reader(), Schema.TOPIC);
    return new TopicOrdinals(values, new int[(int) values.getValueCount()]);
  }

  void count(LeafReaderContext leaf, FixedBitSet papers) throws IOException {
    SortedSetDocValues of = DocValues.getSortedSet(leaf.reader(), Schema.TOPIC);
    int end = leaf.docBase + leaf.reader().maxDoc();
    for (int doc = FacetCounter.next(papers, leaf.docBase, end);
        doc < end;
        doc = FacetCounter.next(papers, doc + 1, end)) {
      if (of.advanceExact(doc - leaf.docBase)) {
        for (int i = of.docValueCount(); i > 0; i--) {
          counts[(int) of.nextOrd()]++;
        }
      }
    }
  }

  /** Adds the most frequent topics by folded key; ties by order. */
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

  /** Adds the counts of each spelling of a topic. */
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

  /**
   * The most frequent topics of several segments.
   *
   * @param papers estimate of papers from a count
   */
  static List<Count> most(List<TopicOrdinals> topics, IntToLongFunction papers) throws IOException {
    Map<String, Integer> candidates = new HashMap<>();
    for (TopicOrdinals leaf : topics) {
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
      for (TopicOrdinals leaf : topics) {
        leaf.addTo(spellings, key);
      }
      int counted = spellings.values().stream().mapToInt(Integer::intValue).sum();
      String name =
          spellings.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .map(Map.Entry::getKey)
              .orElse(key);
      counts.add(new Count(name, papers.applyAsLong(counted)));
    }
    return counts.stream()
        .sorted(Comparator.comparingLong(Count::papers).reversed().thenComparing(Count::name))
        .limit(SHOWN)
        .toList();
  }
}
