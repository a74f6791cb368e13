package offprint.kernels.lm.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.text.TextFiles;

/**
 * Cuts texts into windows of equally many tokens. A long text is encoded in pieces that end at a
 * line, so that a stop takes effect between them.
 */
public final class TokenWindows {
  private static final int PIECE = 8192;

  private TokenWindows() {}

  /** Tokens of a text and where they are from. */
  public record Window(String name, int[] ids) {}

  /**
   * All whole windows of each text, or the text itself where it is shorter than one; of more than
   * {@code count} evenly spread ones.
   *
   * @param tokens of a window
   * @param beat called before each piece of a text; throwing from it ends the work
   */
  public static List<Window> of(
      List<TextFiles.Named> texts, Tokenizer tokenizer, int tokens, int count, Runnable beat) {
    List<Window> windows = new ArrayList<>();
    for (TextFiles.Named text : texts) {
      int[] ids = encode(text.text(), tokenizer, beat);
      if (ids.length > 0 && ids.length < tokens) {
        windows.add(new Window(text.name(), ids));
      }
      for (int at = 0; at + tokens <= ids.length; at += tokens) {
        windows.add(new Window(text.name() + " @" + at, Arrays.copyOfRange(ids, at, at + tokens)));
      }
    }
    if (windows.size() <= count) {
      return windows;
    }
    List<Window> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(windows.get((int) ((long) i * windows.size() / count)));
    }
    return some;
  }

  private static int[] encode(String text, Tokenizer tokenizer, Runnable beat) {
    IntStream.Builder ids = IntStream.builder();
    int from = 0;
    while (from < text.length()) {
      beat.run();
      int line = text.indexOf('\n', Math.min(text.length(), from + PIECE));
      int to = line < 0 ? text.length() : line + 1;
      String piece = text.substring(from, to);
      for (int id : from == 0 ? tokenizer.encode(piece) : tokenizer.encodePlain(piece)) {
        ids.add(id);
      }
      from = to;
    }
    return ids.build().toArray();
  }
}
