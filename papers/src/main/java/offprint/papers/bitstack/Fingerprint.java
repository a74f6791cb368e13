package offprint.papers.bitstack;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import offprint.kernels.lm.model.LanguageModel;

/** SHA-256 of the inputs that a stack was made from. */
final class Fingerprint {
  private Fingerprint() {}

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Hash of all tensors as float32, with their names, in the order of computation. */
  static String of(LanguageModel model) {
    MessageDigest digest = sha256();
    for (String name : model.parameters()) {
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      float[] values;
      try (NDScope _ = new NDScope()) {
        values = model.weight(name).toType(DataType.FLOAT32, false).toFloatArray();
      }
      ByteBuffer bytes = ByteBuffer.allocate(4 * 4096).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : values) {
        if (!bytes.hasRemaining()) {
          digest.update(bytes.flip());
          bytes.clear();
        }
        bytes.putFloat(value);
      }
      digest.update(bytes.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Hash of token ids. */
  static String of(int[]... windows) {
    MessageDigest digest = sha256();
    for (int[] window : windows) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * window.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(window);
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
