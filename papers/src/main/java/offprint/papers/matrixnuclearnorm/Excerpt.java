package offprint.papers.matrixnuclearnorm;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Tokens of a text that are measured together.
 *
 * @param name of the text, and of the window in it
 * @param cut true if the text continues after it
 */
record Excerpt(String name, int[] ids, boolean cut) {

  /** The order in which a model is shown the tokens. */
  enum Order {
    ORIGINAL,
    SHUFFLED,
    REVERSED
  }

  /** At most {@code tokens} of a text, from {@code at} on. */
  static Excerpt of(String name, int[] ids, int at, int tokens) {
    int end = Math.min(ids.length, at + tokens);
    return new Excerpt(name, Arrays.copyOfRange(ids, at, end), end < ids.length);
  }

  Excerpt in(Order order, RandomGenerator random) {
    return switch (order) {
      case ORIGINAL -> this;
      case REVERSED ->
          new Excerpt(
              name,
              IntStream.range(0, ids.length).map(i -> ids[ids.length - 1 - i]).toArray(),
              cut);
      case SHUFFLED -> {
        int[] moved = ids.clone();
        for (int i = moved.length - 1; i > 0; i--) {
          int j = random.nextInt(i + 1);
          int swap = moved[i];
          moved[i] = moved[j];
          moved[j] = swap;
        }
        yield new Excerpt(name, moved, cut);
      }
    };
  }
}
