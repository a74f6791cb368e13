package offprint.kernels.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.text.TextFiles;

/** Cuts texts into windows of equally many tokens. */
public final class TokenWindows {
  private TokenWindows() {}

  /** Tokens of a text and where they are from. */
  public record Window(String name, int[] ids) {}

  /**
   * All whole windows of each text, or the text itself where it is shorter than one; of more than
   * {@code count} evenly spread ones.
   *
   * @param tokens of a window
   */
  public static List<Window> of(
      List<TextFiles.Named> texts, Tokenizer tokenizer, int tokens, int count) {
    List<Window> windows = new ArrayList<>();
    for (TextFiles.Named text : texts) {
      int[] ids = tokenizer.encode(text.text());
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
}
