package offprint.papers.matrixnuclearnorm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.text.TextFiles;

/**
 * Tokens of a text that are measured together.
 *
 * @param name of the text, and of the window in it
 * @param cut whether the text goes on behind it
 */
record Excerpt(String name, int[] ids, boolean cut) {

  /** The order in which a model is shown the tokens. */
  enum Order {
    ORIGINAL,
    SHUFFLED,
    REVERSED
  }

  private static final int DEFAULT_TOKENS = 128;

  /**
   * Tokens of an excerpt, at most, that all of the models take.
   *
   * @param asked for; 0: as many as the models take, at most 128
   * @throws IllegalArgumentException if it is 1 or exceeds a context with learned positions
   */
  static int maxTokens(int asked, List<ModelConfig> models) {
    if (asked == 0) {
      int context = models.stream().mapToInt(ModelConfig::context).min().orElseThrow();
      return Math.min(DEFAULT_TOKENS, context);
    }
    if (asked == 1) {
      throw new IllegalArgumentException("maxTokens must be 0 or at least 2: got 1");
    }
    for (ModelConfig model : models) {
      if (model.layout() == ModelConfig.Layout.GPT2 && asked > model.context()) {
        throw new IllegalArgumentException(
            "maxTokens must be at most %d, the model's context: got %d"
                .formatted(model.context(), asked));
      }
    }
    return asked;
  }

  /** Excerpts, and how many texts hold characters that the tokenizer drops. */
  record Cut(List<Excerpt> excerpts, int textsWithUnknown) {}

  /**
   * @param tokens of an excerpt, at most
   * @param count excerpts, at most; of more windows evenly spread ones
   * @param windows whether a longer text gives a window after the other, or its beginning alone
   */
  static Cut of(
      List<TextFiles.Named> texts, Tokenizer tokenizer, int tokens, int count, boolean windows) {
    List<Excerpt> excerpts = new ArrayList<>();
    int unknown = 0;
    for (TextFiles.Named text :
        texts.subList(0, windows ? texts.size() : Math.min(count, texts.size()))) {
      int[] ids = tokenizer.encode(text.text());
      unknown += tokenizer.decode(ids).strip().equals(text.text().strip()) ? 0 : 1;
      if (windows) {
        windows(text.name(), ids, tokens, excerpts);
      } else {
        excerpts.add(window(text.name(), ids, 0, tokens));
      }
    }
    return new Cut(spread(excerpts, count), unknown);
  }

  /** All whole windows, or the text itself where it is shorter than one. */
  static void windows(String name, int[] ids, int tokens, List<Excerpt> excerpts) {
    if (ids.length < tokens) {
      excerpts.add(window(name, ids, 0, tokens));
    }
    for (int at = 0; at + tokens <= ids.length; at += tokens) {
      excerpts.add(window(name + " @" + at, ids, at, tokens));
    }
  }

  private static Excerpt window(String name, int[] ids, int at, int tokens) {
    int end = Math.min(ids.length, at + tokens);
    return new Excerpt(name, Arrays.copyOfRange(ids, at, end), end < ids.length);
  }

  private static List<Excerpt> spread(List<Excerpt> all, int count) {
    if (all.size() <= count) {
      return all;
    }
    List<Excerpt> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return some;
  }

  Excerpt in(Order order, RandomGenerator random) {
    if (order == Order.ORIGINAL) {
      return this;
    }
    int[] moved = ids.clone();
    for (int i = moved.length - 1; i > 0; i--) {
      int j = order == Order.SHUFFLED ? random.nextInt(i + 1) : moved.length - 1 - i;
      if (order == Order.SHUFFLED || j < i) {
        int swap = moved[i];
        moved[i] = moved[j];
        moved[j] = swap;
      }
    }
    return new Excerpt(name, moved, cut);
  }
}
