package offprint.kernels.lm.tokens;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Byte-level byte-pair encoding in GPT-2's way: text is cut into words, words into bytes, and pairs
 * of neighbours are merged in the order in which training found them. Ids: 256 bytes in GPT-2's
 * order, the merges, last {@code <|endoftext|>}.
 */
public final class BytePairs {
  /** Stands between documents; its id is the last. */
  public static final String END = "<|endoftext|>";

  private static final Pattern WORDS =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]+"
              + "|\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})|\\p{IsWhite_Space}+");

  private static final int[] ID_OF_BYTE = new int[256];
  private static final char[] SIGN_OF_ID = new char[256];

  static {
    int id = 0;
    for (int b = 0; b < 256; b++) {
      if (isPrintable(b)) {
        ID_OF_BYTE[b] = id;
        SIGN_OF_ID[id++] = (char) b;
      }
    }
    int others = 0;
    for (int b = 0; b < 256; b++) {
      if (!isPrintable(b)) {
        ID_OF_BYTE[b] = id;
        SIGN_OF_ID[id++] = (char) (256 + others++);
      }
    }
  }

  private final List<int[]> merges;
  private final Map<Long, Integer> rank = new HashMap<>();

  private BytePairs(List<int[]> merges) {
    this.merges = merges;
    for (int i = 0; i < merges.size(); i++) {
      rank.put(pair(merges.get(i)[0], merges.get(i)[1]), i);
    }
  }

  private static boolean isPrintable(int b) {
    return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
  }

  private static long pair(int left, int right) {
    return (long) left << 32 | right;
  }

  /**
   * Learns the merges of a text: always the pair that is most frequent, among equals that of the
   * smaller left id, then of the smaller right id.
   *
   * @param vocabulary tokens in all, at least 257
   * @param progress told the number of merges found after each
   */
  public static BytePairs train(String text, int vocabulary, IntConsumer progress) {
    if (vocabulary < 257) {
      throw new IllegalArgumentException(
          "vocabulary must be at least 257 (256 bytes and %s): got %d".formatted(END, vocabulary));
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    Matcher words = WORDS.matcher(text);
    while (words.find()) {
      counts.merge(words.group(), 1, Integer::sum);
    }
    PairCounts pairs = new PairCounts();
    counts.forEach((word, count) -> pairs.add(bytes(word), count));
    List<int[]> merges = new ArrayList<>();
    while (merges.size() < vocabulary - 257) {
      int[] best = pairs.mostFrequent();
      if (best == null) {
        break;
      }
      pairs.merge(best[0], best[1], 256 + merges.size());
      merges.add(best);
      progress.accept(merges.size());
    }
    return new BytePairs(merges);
  }

  private static int[] bytes(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    Arrays.setAll(ids, i -> ID_OF_BYTE[bytes[i] & 0xFF]);
    return ids;
  }

  /** Number of tokens, {@link #END} included. */
  public int size() {
    return 257 + merges.size();
  }

  public int[] encode(String text) {
    List<int[]> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(END); at >= 0; at = text.indexOf(END, from)) {
      words(text.substring(from, at), parts);
      parts.add(new int[] {size() - 1});
      from = at + END.length();
    }
    words(text.substring(from), parts);
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private void words(String text, List<int[]> parts) {
    Map<String, int[]> known = new HashMap<>();
    Matcher words = WORDS.matcher(text);
    while (words.find()) {
      parts.add(known.computeIfAbsent(words.group(), word -> merged(bytes(word))));
    }
  }

  /** Applies the earliest merge there is until none is left. */
  private int[] merged(int[] word) {
    int[] ids = word;
    while (true) {
      int earliest = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < ids.length; i++) {
        earliest = Math.min(earliest, rank.getOrDefault(pair(ids[i], ids[i + 1]), earliest));
      }
      if (earliest == Integer.MAX_VALUE) {
        return ids;
      }
      int[] found = merges.get(earliest);
      ids = PairCounts.replace(ids, found[0], found[1], 256 + earliest);
    }
  }

  /** A merge as text, bytes in GPT-2's signs: "Ġ t". */
  public String merge(int index) {
    return sign(merges.get(index)[0]) + " " + sign(merges.get(index)[1]);
  }

  private String sign(int id) {
    return id < 256
        ? String.valueOf(SIGN_OF_ID[id])
        : sign(merges.get(id - 256)[0]) + sign(merges.get(id - 256)[1]);
  }

  /** Text of a tokenizer.json that encodes and decodes alike. */
  public String json() {
    JsonObject vocabulary = new JsonObject();
    for (int id = 0; id < size() - 1; id++) {
      vocabulary.addProperty(sign(id), id);
    }
    JsonArray texts = new JsonArray();
    for (int i = 0; i < merges.size(); i++) {
      texts.add(merge(i));
    }
    JsonObject model = new JsonObject();
    model.addProperty("type", "BPE");
    model.add("vocab", vocabulary);
    model.add("merges", texts);
    JsonObject end = new JsonObject();
    end.addProperty("id", size() - 1);
    end.addProperty("content", END);
    for (String flag : new String[] {"single_word", "lstrip", "rstrip", "normalized"}) {
      end.addProperty(flag, false);
    }
    end.addProperty("special", true);
    JsonArray added = new JsonArray();
    added.add(end);
    JsonObject root = new JsonObject();
    root.addProperty("version", "1.0");
    root.add("added_tokens", added);
    root.add("pre_tokenizer", byteLevel());
    root.add("decoder", byteLevel());
    root.add("model", model);
    return new GsonBuilder().disableHtmlEscaping().create().toJson(root);
  }

  /** Text of a tokenizer.json without merges, in which the id of a byte is the byte. */
  static String bytesJson() {
    JsonObject vocabulary = new JsonObject();
    for (int b = 0; b < 256; b++) {
      vocabulary.addProperty(String.valueOf(SIGN_OF_ID[ID_OF_BYTE[b]]), b);
    }
    JsonObject model = new JsonObject();
    model.addProperty("type", "BPE");
    model.add("vocab", vocabulary);
    model.add("merges", new JsonArray());
    JsonObject root = new JsonObject();
    root.addProperty("version", "1.0");
    root.add("added_tokens", new JsonArray());
    root.add("pre_tokenizer", byteLevel());
    root.add("decoder", byteLevel());
    root.add("model", model);
    return new GsonBuilder().disableHtmlEscaping().create().toJson(root);
  }

  private static JsonObject byteLevel() {
    JsonObject json = new JsonObject();
    json.addProperty("type", "ByteLevel");
    json.addProperty("add_prefix_space", false);
    json.addProperty("trim_offsets", true);
    json.addProperty("use_regex", true);
    return json;
  }
}
