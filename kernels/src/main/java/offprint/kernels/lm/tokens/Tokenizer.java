package offprint.kernels.lm.tokens;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Text to token ids and back, as a {@code tokenizer.json} says. */
public final class Tokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final int size;

  private Tokenizer(HuggingFaceTokenizer tokenizer, int size) {
    this.tokenizer = tokenizer;
    this.size = size;
  }

  /**
   * @param json text of tokenizer.json
   * @param vocabulary rows of the model's embedding
   * @throws IllegalArgumentException if it does not read, or has ids beyond the embedding
   */
  public static Tokenizer read(String json, int vocabulary) {
    int size = size(json);
    if (size > vocabulary) {
      throw new IllegalArgumentException(
          "tokenizer.json must fit the model's vocabulary of %d tokens: it has ids up to %d"
              .formatted(vocabulary, size - 1));
    }
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    try {
      Map<String, String> plain =
          Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false");
      return new Tokenizer(
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), plain),
          size);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("tokenizer.json does not read: " + e.getMessage(), e);
    }
  }

  private static int size(String json) {
    try {
      JsonObject root = JsonParser.parseString(json).getAsJsonObject();
      int largest = -1;
      for (JsonElement id :
          root.getAsJsonObject("model").getAsJsonObject("vocab").asMap().values()) {
        largest = Math.max(largest, id.getAsInt());
      }
      if (root.has("added_tokens")) {
        for (JsonElement token : root.getAsJsonArray("added_tokens")) {
          largest = Math.max(largest, token.getAsJsonObject().get("id").getAsInt());
        }
      }
      return largest + 1;
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | ClassCastException e) {
      throw new IllegalArgumentException(
          "tokenizer.json: expected an object with model.vocab of tokens and ids", e);
    }
  }

  /** One more than the largest id. */
  public int size() {
    return size;
  }

  /** Ids of a text, with the tokens that the tokenizer's template puts around it. */
  public int[] encode(String text) {
    return ints(tokenizer.encode(text, true, false).getIds());
  }

  /** Ids of a text, without such tokens: for the second of two joined texts. */
  public int[] encodePlain(String text) {
    return ints(tokenizer.encode(text, false, false).getIds());
  }

  private static int[] ints(long[] ids) {
    return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }

  /** The text of ids, without special tokens. */
  public String decode(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
