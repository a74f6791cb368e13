package offprint.kernels.text;

import java.util.Arrays;

/**
 * A character n-gram model by counting: the law of the next character given the longest suffix of
 * the context, of at most {@code order} characters, that the text continues. Probabilities are
 * ratios of counts, equal on every machine.
 *
 * <p>One sorted array holds for each place of the text the reversed context and the next character,
 * 7 bits each; a context is a range of it.
 */
public final class CharacterModel {
  private static final int BITS = 7;
  private static final String MARKS = " .,;'";

  /** Most characters of context: 9 symbols of 7 bits fill a long. */
  public static final int MOST_ORDER = 8;

  private final int order;
  private final String alphabet;
  private final long[] grams;

  private CharacterModel(int order, String alphabet, long[] grams) {
    this.order = order;
    this.alphabet = alphabet;
    this.grams = grams;
  }

  /**
   * Lower case; letters and {@code . , ; '} stay, the rest becomes blanks, runs of blanks one.
   * Curly apostrophes count as straight ones.
   */
  public static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = Character.toLowerCase(text.charAt(i));
      c = c == '\u2019' ? '\'' : c;
      char kept = Character.isLetter(c) || MARKS.indexOf(c) >= 0 ? c : ' ';
      if (kept != ' ' || (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ')) {
        folded.append(kept);
      }
    }
    return folded.toString().stripTrailing();
  }

  /**
   * @param text folded by {@link #fold}
   * @param order characters of context, in [1, 8]
   * @throws IllegalArgumentException if the text is shorter than order + 2 or has more than 126
   *     different characters
   */
  public static CharacterModel of(String text, int order) {
    if (order < 1 || order > MOST_ORDER) {
      throw new IllegalArgumentException("order must be in 1..8: got " + order);
    }
    if (text.length() < order + 2) {
      throw new IllegalArgumentException(
          "the text must have at least order + 2 = %d characters: got %d"
              .formatted(order + 2, text.length()));
    }
    int[] symbols = text.chars().distinct().sorted().toArray();
    if (symbols.length > 126) {
      throw new IllegalArgumentException(
          "the text must have at most 126 different characters: got " + symbols.length);
    }
    String alphabet = new String(symbols, 0, symbols.length);
    long[] grams = new long[text.length() - order];
    for (int i = order; i < text.length(); i++) {
      long key = 0;
      for (int k = 1; k <= order; k++) {
        key = key << BITS | code(symbols, text.charAt(i - k));
      }
      grams[i - order] = key << BITS | code(symbols, text.charAt(i));
    }
    Arrays.sort(grams);
    return new CharacterModel(order, alphabet, grams);
  }

  /** Codes start at 1, so that 0 never occurs. */
  private static long code(int[] symbols, char c) {
    return Arrays.binarySearch(symbols, c) + 1L;
  }

  /** The characters, in order; position in it is the index into {@link #law}. */
  public String alphabet() {
    return alphabet;
  }

  public int order() {
    return order;
  }

  /** Law of the next character [alphabet]: counts after the longest known suffix of context. */
  public double[] law(CharSequence context) {
    int length = Math.min(order, context.length());
    for (int k = length; k >= 0; k--) {
      double[] law = law(context, k);
      if (law.length > 0) {
        return law;
      }
    }
    throw new IllegalStateException("a model of at least one place always has a law");
  }

  /** Law after the last k characters of the context, empty where the text never continues them. */
  private double[] law(CharSequence context, int k) {
    long prefix = 0;
    for (int i = 1; i <= k; i++) {
      int symbol = alphabet.indexOf(context.charAt(context.length() - i));
      if (symbol < 0) {
        return new double[0];
      }
      prefix = prefix << BITS | (symbol + 1L);
    }
    int free = BITS * (order + 1 - k);
    int from = firstAtLeast(prefix << free);
    int to = k == 0 ? grams.length : firstAtLeast((prefix + 1) << free);
    if (from == to) {
      return new double[0];
    }
    double[] law = new double[alphabet.length()];
    for (int g = from; g < to; g++) {
      law[(int) (grams[g] & ((1 << BITS) - 1)) - 1]++;
    }
    for (int c = 0; c < law.length; c++) {
      law[c] /= to - from;
    }
    return law;
  }

  private int firstAtLeast(long key) {
    int low = 0;
    int high = grams.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (grams[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
