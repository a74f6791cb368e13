package offprint.papers.bitstack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.text.TextFiles;
import offprint.method.Source;

/** Windows of equal length out of a text. */
final class Passages {
  private static final int LONGEST = 2048;
  private static final int SHORTEST = 8;
  private static final int PIECE = 1 << 15;

  private Passages() {}

  /**
   * Ids of the beginning of a text, which is encoded in pieces that end with a line where there is
   * one.
   *
   * @param share part of the characters to take
   */
  static int[] encode(Tokenizer tokenizer, Source text, double share, Findings out)
      throws IOException {
    String all =
        new Inputs(out)
            .texts("text", text, "").stream()
                .map(TextFiles.Named::text)
                .collect(Collectors.joining("\n"));
    int end = (int) (share * all.length());
    List<int[]> parts = new ArrayList<>();
    int from = 0;
    while (from < end) {
      out.run().progress(0, "encoding the text");
      int to = Math.min(end, from + PIECE);
      int line = all.lastIndexOf('\n', to - 1);
      if (to < end && line > from) {
        to = line + 1;
      }
      String piece = all.substring(from, to);
      parts.add(from == 0 ? tokenizer.encode(piece) : tokenizer.encodePlain(piece));
      from = to;
    }
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }

  /** Refuses a length that no model can be asked for. */
  static void requireWindow(int asked) {
    if (asked > 0 && asked < SHORTEST) {
      throw new IllegalArgumentException("window must be 0 or at least 8: got " + asked);
    }
  }

  /**
   * @param asked 0 for the model's context, at most 2048
   * @throws IllegalArgumentException if it is shorter than 8 or longer than the model allows
   */
  static int window(int asked, ModelConfig config) {
    int window = asked == 0 ? Math.min(config.context(), LONGEST) : asked;
    if (window < SHORTEST || window > config.context()) {
      throw new IllegalArgumentException(
          "window must be in %d..%d, the model's context: got %d"
              .formatted(SHORTEST, config.context(), window));
    }
    return window;
  }

  /**
   * Windows at random places.
   *
   * @throws IllegalArgumentException if the text is shorter than one
   */
  static int[][] random(int[] ids, int window, int count, RandomGenerator random) {
    requireLength(ids, window);
    int[][] windows = new int[count][];
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(ids.length - window + 1);
      windows[i] = Arrays.copyOfRange(ids, at, at + window);
    }
    return windows;
  }

  /** The first windows of a text, side by side; fewer where it is short. */
  static int[][] first(int[] ids, int window, int count) {
    requireLength(ids, window);
    int[][] windows = new int[Math.min(count, ids.length / window)][];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = Arrays.copyOfRange(ids, i * window, (i + 1) * window);
    }
    return windows;
  }

  private static void requireLength(int[] ids, int window) {
    if (ids.length < window) {
      throw new IllegalArgumentException(
          "text must have at least %d tokens, one window: got %d".formatted(window, ids.length));
    }
  }
}
