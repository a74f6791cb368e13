package offprint.papers.mecb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;

/**
 * Message bytes as blocks of {@code blockBits} bits: length (4 bytes), message, CRC-32 (4 bytes),
 * all combined by exclusive-or with SHA-256(key, counter), so that blocks look uniform, as the law
 * of the behaviour requires.
 */
final class Payload {
  static final int MOST_BYTES = 65_536;
  private static final int FRAME = 8;

  private Payload() {}

  static int blocks(int bytes, int blockBits) {
    return (8 * (bytes + FRAME) + blockBits - 1) / blockBits;
  }

  /** Number of blocks that hold the length. */
  static int lengthBlocks(int blockBits) {
    return (8 * Integer.BYTES + blockBits - 1) / blockBits;
  }

  static int[] toBlocks(byte[] message, int blockBits, String key) {
    int count = blocks(message.length, blockBits);
    byte[] framed =
        ByteBuffer.allocate((count * blockBits + 7) / 8)
            .putInt(message.length)
            .put(message)
            .putInt(checksum(message))
            .array();
    cipher(framed, key);
    int[] blocks = new int[count];
    for (int bit = 0; bit < count * blockBits; bit++) {
      int value = framed[bit / 8] >> (7 - bit % 8) & 1;
      blocks[bit / blockBits] = blocks[bit / blockBits] << 1 | value;
    }
    return blocks;
  }

  private static ByteBuffer toBytes(int[] blocks, int count, int blockBits, String key) {
    byte[] framed = new byte[(count * blockBits + 7) / 8];
    for (int bit = 0; bit < count * blockBits; bit++) {
      int value = blocks[bit / blockBits] >> (blockBits - 1 - bit % blockBits) & 1;
      framed[bit / 8] |= (byte) (value << (7 - bit % 8));
    }
    cipher(framed, key);
    return ByteBuffer.wrap(framed);
  }

  /**
   * Decodes the length of a message from its first blocks.
   *
   * @throws IllegalArgumentException if it is impossible
   */
  static int length(int[] blocks, int blockBits, String key) {
    int length = toBytes(blocks, lengthBlocks(blockBits), blockBits, key).getInt();
    if (length < 0 || length > MOST_BYTES) {
      throw wrongKey();
    }
    return length;
  }

  /**
   * @throws IllegalArgumentException if the checksum is wrong
   */
  static byte[] message(int[] blocks, int length, int blockBits, String key) {
    ByteBuffer framed = toBytes(blocks, blocks(length, blockBits), blockBits, key);
    byte[] message = new byte[length];
    framed.position(Integer.BYTES).get(message);
    if (framed.getInt() != checksum(message)) {
      throw wrongKey();
    }
    return message;
  }

  private static int checksum(byte[] message) {
    CRC32 crc = new CRC32();
    crc.update(message);
    return (int) crc.getValue();
  }

  private static IllegalArgumentException wrongKey() {
    return new IllegalArgumentException(
        "key must be the sender's, and the carrier unchanged: the checksum does not match");
  }

  private static void cipher(byte[] bytes, String key) {
    MessageDigest sha = sha256();
    byte[] secret = key.getBytes(StandardCharsets.UTF_8);
    for (int start = 0; start < bytes.length; start += sha.getDigestLength()) {
      sha.update(secret);
      byte[] stream = sha.digest(ByteBuffer.allocate(Integer.BYTES).putInt(start).array());
      for (int i = 0; i < stream.length && start + i < bytes.length; i++) {
        bytes[start + i] ^= stream[i];
      }
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
