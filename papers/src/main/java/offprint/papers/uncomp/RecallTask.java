package offprint.papers.uncomp;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.RaggedDecoder;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.training.SequenceTraining;

/**
 * Records "key v1 v2 v3" hidden in filler, and questions "? key" that ask for the three values. Of
 * 77 tokens 0 is the question mark, 1 to 20 are filler (drawn as 1/rank), then come 16 keys and 40
 * values.
 */
final class RecallTask {
  static final int VOCABULARY = 77;
  static final int VALUES = 3;

  private static final int FILLER = 20;
  private static final int FIRST_KEY = 1 + FILLER;
  private static final int KEYS = 16;
  private static final int FIRST_VALUE = FIRST_KEY + KEYS;
  private static final int DIFFERENT_VALUES = VOCABULARY - FIRST_VALUE;

  private final RandomGenerator random;
  private final double[] cumulative = new double[FILLER];

  RecallTask(RandomGenerator random) {
    this.random = random;
    double sum = 0;
    for (int r = 0; r < FILLER; r++) {
      sum += 1.0 / (r + 1);
      cumulative[r] = sum;
    }
  }

  /**
   * A prompt that ends with a key, and its three values.
   *
   * @param record position of the asked record's key
   */
  record Question(int[] prompt, int[] answer, int record) {}

  private int filler() {
    double at = random.nextDouble() * cumulative[FILLER - 1];
    int rank = 0;
    while (cumulative[rank] < at) {
      rank++;
    }
    return 1 + rank;
  }

  /** {@code count} different numbers below {@code bound}, in random order. */
  private int[] distinct(int count, int bound) {
    int[] all = new int[bound];
    Arrays.setAll(all, i -> i);
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(bound - i);
      int swap = all[i];
      all[i] = all[j];
      all[j] = swap;
    }
    return Arrays.copyOf(all, count);
  }

  /**
   * Writes filler of this length with records at random multiples of 4; returns their positions.
   */
  private int[] records(int[] into, int length, int count) {
    for (int t = 0; t < length; t++) {
      into[t] = filler();
    }
    int[] places = distinct(count, length / 4);
    int[] keys = distinct(count, KEYS);
    for (int i = 0; i < count; i++) {
      places[i] *= 4;
      into[places[i]] = FIRST_KEY + keys[i];
      int[] values = distinct(VALUES, DIFFERENT_VALUES);
      for (int v = 0; v < VALUES; v++) {
        into[places[i] + 1 + v] = FIRST_VALUE + values[v];
      }
    }
    return places;
  }

  /** A question about one of {@code count} records in {@code length} tokens. */
  Question question(int length, int count) {
    int[] prompt = new int[length + 2];
    int record = records(prompt, length, count)[0];
    prompt[length + 1] = prompt[record];
    return new Question(
        prompt, Arrays.copyOfRange(prompt, record + 1, record + 1 + VALUES), record);
  }

  List<Question> questions(int number, int length, int count) {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      questions.add(question(length, count));
    }
    return questions;
  }

  /** Up to 5 records in 24 to {@code longest} tokens, all asked for; the values are judged. */
  SequenceTraining.Batch recall(int rows, int longest) {
    int[][] ids = new int[rows][];
    boolean[][] judged = new boolean[rows][];
    for (int r = 0; r < rows; r++) {
      int length = 4 * (6 + random.nextInt(longest / 4 - 5));
      int count = 1 + random.nextInt(5);
      ids[r] = new int[length + count * (2 + VALUES)];
      judged[r] = new boolean[ids[r].length];
      int[] places = records(ids[r], length, count);
      for (int i = 0; i < count; i++) {
        int at = length + i * (2 + VALUES);
        System.arraycopy(ids[r], places[i], ids[r], at + 1, 1 + VALUES);
        Arrays.fill(judged[r], at + 2, at + 2 + VALUES, true);
      }
    }
    return new SequenceTraining.Batch(ids, judged);
  }

  /** 6 to 32 random tokens, 0 to 8 others, the same again, where all but the first are judged. */
  SequenceTraining.Batch copies(int rows) {
    int[][] ids = new int[rows][];
    boolean[][] judged = new boolean[rows][];
    for (int r = 0; r < rows; r++) {
      int n = 6 + random.nextInt(27);
      int gap = random.nextInt(9);
      ids[r] = new int[2 * n + gap];
      judged[r] = new boolean[ids[r].length];
      for (int t = 0; t < n + gap; t++) {
        ids[r][t] = 1 + random.nextInt(VOCABULARY - 1);
      }
      System.arraycopy(ids[r], 0, ids[r], n + gap, n);
      Arrays.fill(judged[r], n + gap + 1, 2 * n + gap, true);
    }
    return new SequenceTraining.Batch(ids, judged);
  }

  /** Share of questions whose first value the model names after the prompt. */
  static double firstValues(
      LanguageModel model, List<Question> questions, EvictionPolicy retention, Runnable beat) {
    int right = 0;
    for (Question question : questions) {
      beat.run();
      try (RaggedDecoder decoder =
          new RaggedDecoder(model, retention, false, ActivationHook.NONE)) {
        double[] logits = decoder.prompt(question.prompt);
        right += Continuation.likeliest(logits) == question.answer[0] ? 1 : 0;
      }
    }
    return (double) right / questions.size();
  }

  /** Name of a token in text: ?, a to t, K1 to K16, v1 to v40. */
  static String name(int id) {
    if (id == 0) {
      return "?";
    }
    if (id < FIRST_KEY) {
      return Character.toString('a' + id - 1);
    }
    return id < FIRST_VALUE ? "K" + (id - FIRST_KEY + 1) : "v" + (id - FIRST_VALUE + 1);
  }

  /** Names with blanks between them. */
  static String text(int[] ids) {
    return Arrays.stream(ids).mapToObj(RecallTask::name).collect(Collectors.joining(" "));
  }

  /** Text of a tokenizer.json of words with blanks between them; an unknown word reads as ?. */
  static String tokenizer() {
    JsonObject vocabulary = new JsonObject();
    for (int id = 0; id < VOCABULARY; id++) {
      vocabulary.addProperty(name(id), id);
    }
    JsonObject model = new JsonObject();
    model.addProperty("type", "WordLevel");
    model.add("vocab", vocabulary);
    model.addProperty("unk_token", "?");
    JsonObject split = new JsonObject();
    split.addProperty("type", "WhitespaceSplit");
    JsonObject root = new JsonObject();
    root.addProperty("version", "1.0");
    root.add("added_tokens", new JsonArray());
    root.add("pre_tokenizer", split);
    root.add("model", model);
    return new GsonBuilder().create().toJson(root);
  }
}
