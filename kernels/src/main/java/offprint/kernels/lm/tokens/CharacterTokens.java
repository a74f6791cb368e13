package offprint.kernels.lm.tokens;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Arrays;

/** One token per character, numbered by code point. */
public final class CharacterTokens {
  private final int[] alphabet;

  private CharacterTokens(int[] alphabet) {
    this.alphabet = alphabet;
  }

  /**
   * The characters of a text.
   *
   * @throws IllegalArgumentException if it has none
   */
  public static CharacterTokens of(String text) {
    int[] alphabet = text.codePoints().distinct().sorted().toArray();
    if (alphabet.length == 0) {
      throw new IllegalArgumentException("the text must have at least 1 character: got 0");
    }
    return new CharacterTokens(alphabet);
  }

  /** Number of different characters. */
  public int size() {
    return alphabet.length;
  }

  /**
   * @throws IllegalArgumentException naming the first character that is not in the alphabet
   */
  public int[] encode(String text) {
    return text.codePoints()
        .map(
            c -> {
              int id = Arrays.binarySearch(alphabet, c);
              if (id < 0) {
                throw new IllegalArgumentException(
                    "the alphabet lacks the character '%s'".formatted(Character.toString(c)));
              }
              return id;
            })
        .toArray();
  }

  /** Text of a tokenizer.json that encodes alike and drops characters outside the alphabet. */
  public String json() {
    JsonObject vocabulary = new JsonObject();
    for (int i = 0; i < alphabet.length; i++) {
      vocabulary.addProperty(Character.toString(alphabet[i]), i);
    }
    JsonObject model = new JsonObject();
    model.addProperty("type", "BPE");
    model.add("unk_token", JsonNull.INSTANCE);
    model.addProperty("fuse_unk", false);
    model.addProperty("byte_fallback", false);
    model.add("vocab", vocabulary);
    model.add("merges", new JsonArray());
    JsonObject pattern = new JsonObject();
    pattern.addProperty("Regex", "[\\s\\S]");
    JsonObject split = new JsonObject();
    split.addProperty("type", "Split");
    split.add("pattern", pattern);
    split.addProperty("behavior", "Isolated");
    split.addProperty("invert", false);
    JsonObject decoder = new JsonObject();
    decoder.addProperty("type", "Fuse");
    JsonObject root = new JsonObject();
    root.addProperty("version", "1.0");
    root.add("added_tokens", new JsonArray());
    root.add("pre_tokenizer", split);
    root.add("decoder", decoder);
    root.add("model", model);
    return new GsonBuilder().serializeNulls().create().toJson(root);
  }
}
