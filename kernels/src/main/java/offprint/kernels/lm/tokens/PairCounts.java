package offprint.kernels.lm.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often each pair of neighbours occurs in words, kept up to date as pairs are merged. */
final class PairCounts {
  private final List<int[]> words = new ArrayList<>();
  private final List<Integer> frequencies = new ArrayList<>();
  private final Map<Long, Integer> counts = new HashMap<>();

  void add(int[] word, int frequency) {
    words.add(word);
    frequencies.add(frequency);
    count(word, frequency);
  }

  private void count(int[] word, int frequency) {
    for (int i = 0; i + 1 < word.length; i++) {
      long pair = (long) word[i] << 32 | word[i + 1];
      if (counts.merge(pair, frequency, Integer::sum) == 0) {
        counts.remove(pair);
      }
    }
  }

  /** Null where every word is one token. Ties go to the smaller left, then right id. */
  int @Nullable [] mostFrequent() {
    long best = -1;
    int most = 0;
    for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
      int count = entry.getValue();
      if (count > most || (count == most && entry.getKey() < best)) {
        most = count;
        best = entry.getKey();
      }
    }
    return best < 0 ? null : new int[] {(int) (best >>> 32), (int) best};
  }

  void merge(int left, int right, int merged) {
    for (int w = 0; w < words.size(); w++) {
      int[] word = words.get(w);
      int[] shorter = replace(word, left, right, merged);
      if (shorter.length < word.length) {
        count(word, -frequencies.get(w));
        count(shorter, frequencies.get(w));
        words.set(w, shorter);
      }
    }
  }

  /** The word with each pair, from the left, replaced; itself where there is none. */
  static int[] replace(int[] word, int left, int right, int merged) {
    int first = -1;
    for (int i = 0; i + 1 < word.length && first < 0; i++) {
      first = word[i] == left && word[i + 1] == right ? i : first;
    }
    if (first < 0) {
      return word;
    }
    int[] out = new int[word.length];
    int length = 0;
    for (int i = 0; i < word.length; i++) {
      boolean pair = i + 1 < word.length && word[i] == left && word[i + 1] == right;
      out[length++] = pair ? merged : word[i];
      i += pair ? 1 : 0;
    }
    return Arrays.copyOf(out, length);
  }
}
