package offprint.kernels.lm.tokens;

import java.nio.charset.StandardCharsets;

/** One token per byte of UTF-8; the id is the byte. */
public final class ByteTokens {
  /** Number of tokens. */
  public static final int SIZE = 256;

  private ByteTokens() {}

  public static int[] encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = bytes[i] & 0xFF;
    }
    return ids;
  }

  /** Text of a tokenizer.json that encodes and decodes alike. */
  public static String json() {
    return BytePairs.bytesJson();
  }
}
