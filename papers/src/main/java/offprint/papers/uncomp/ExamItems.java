package offprint.papers.uncomp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.lm.tokens.TokenWindows;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.text.TextFiles;

/** Makes the items of an exam from a reader's data. */
final class ExamItems {
  /** The kind of question. */
  enum Test {
    CONTINUATION,
    ANSWERS,
    NEEDLE
  }

  private final Tokenizer tokenizer;
  private final int promptTokens;
  private final int continuationTokens;
  private final Runnable beat;

  ExamItems(Tokenizer tokenizer, int promptTokens, int continuationTokens, Runnable beat) {
    this.tokenizer = tokenizer;
    this.promptTokens = promptTokens;
    this.continuationTokens = continuationTokens;
    this.beat = beat;
  }

  /** Windows of the texts, split into a prompt and its continuation. */
  List<Exam.Item> continuations(List<TextFiles.Named> texts, int count) {
    int whole = promptTokens + continuationTokens;
    List<Exam.Item> items = new ArrayList<>();
    for (TokenWindows.Window window : TokenWindows.of(texts, tokenizer, whole, count, beat)) {
      if (window.ids().length == whole) {
        items.add(
            new Exam.Item(
                window.name(),
                Arrays.copyOf(window.ids(), promptTokens),
                Arrays.copyOfRange(window.ids(), promptTokens, whole)));
      }
    }
    if (items.isEmpty()) {
      throw new IllegalArgumentException(
          "test continuation needs a text of promptTokens and continuationTokens together, %d tokens: there is none"
              .formatted(whole));
    }
    return items;
  }

  /** Prompts and their answers; longer prompts lose their beginning. */
  List<Exam.Item> pairs(List<TextFiles.Named> prompts, List<TextFiles.Named> answers, int count) {
    if (prompts.size() != answers.size()) {
      throw new IllegalArgumentException(
          "texts must have an answer for each prompt: got %d prompts and %d answers"
              .formatted(prompts.size(), answers.size()));
    }
    List<Exam.Item> items = new ArrayList<>();
    for (int i = 0; i < Math.min(count, prompts.size()); i++) {
      int[] ids = tokenizer.encode(prompts.get(i).text());
      int[] next = tokenizer.encodePlain(answers.get(i).text());
      if (next.length < 2) {
        throw new IllegalArgumentException(
            "%s: the answer must have at least 2 tokens, since the first is never judged: got %d"
                .formatted(answers.get(i).name(), next.length));
      }
      items.add(
          new Exam.Item(
              prompts.get(i).name(),
              Arrays.copyOfRange(ids, Math.max(0, ids.length - promptTokens), ids.length),
              Arrays.copyOf(next, Math.min(next.length, continuationTokens))));
    }
    return items;
  }

  /** A pass key hidden at a random place of a text, asked for at its end. */
  List<Exam.Item> needles(List<TextFiles.Named> texts, int count, RandomGenerator random) {
    List<TokenWindows.Window> windows =
        TokenWindows.of(texts, tokenizer, promptTokens, count, beat);
    List<Exam.Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = Integer.toString(100_000 + random.nextInt(900_000));
      int[] needle = tokenizer.encodePlain(" The pass key is " + key + ". ");
      int[] question = tokenizer.encodePlain(" The pass key is");
      int[] answer = tokenizer.encodePlain(" " + key + ".");
      int room = promptTokens - needle.length - question.length;
      if (room < 1) {
        throw new IllegalArgumentException(
            "promptTokens must be above %d, the tokens of the hidden sentence and the question: got %d"
                .formatted(needle.length + question.length, promptTokens));
      }
      if (answer.length < 2) {
        throw new IllegalArgumentException(
            "test needle needs a tokenizer that cuts ' %s.' into at least 2 tokens: got %d"
                .formatted(key, answer.length));
      }
      TokenWindows.Window window = windows.get(i % windows.size());
      int hay = Math.min(room, window.ids().length);
      int at = random.nextInt(hay + 1);
      int[] prompt = joined(window.ids(), at, hay, needle, question);
      items.add(new Exam.Item(window.name() + ", depth " + at, prompt, answer));
    }
    return items;
  }

  /** hay[0, at), needle, hay[at, end), question. */
  private static int[] joined(int[] hay, int at, int end, int[] needle, int[] question) {
    int[] prompt = new int[end + needle.length + question.length];
    System.arraycopy(hay, 0, prompt, 0, at);
    System.arraycopy(needle, 0, prompt, at, needle.length);
    System.arraycopy(hay, at, prompt, at + needle.length, end - at);
    System.arraycopy(question, 0, prompt, end + needle.length, question.length);
    return prompt;
  }
}
