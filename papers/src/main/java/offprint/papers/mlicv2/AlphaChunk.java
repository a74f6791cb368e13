package offprint.papers.mlicv2;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** An alpha plane without loss: differences from Paeth's prediction, by Deflate. */
final class AlphaChunk {
  private AlphaChunk() {}

  static byte[] write(byte[] alpha, int width) {
    byte[] rest = new byte[alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      rest[i] = (byte) (alpha[i] - paeth(alpha, i, width));
    }
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(rest);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /**
   * @throws IllegalArgumentException if the chunk does not hold exactly this many samples
   */
  static byte[] read(byte[] chunk, int width, int height) {
    byte[] alpha = new byte[width * height];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(chunk);
      int at = 0;
      while (at < alpha.length) {
        int got = inflater.inflate(alpha, at, alpha.length - at);
        if (got == 0) {
          throw new IllegalArgumentException(
              "the alpha chunk must have %d samples: got %d".formatted(alpha.length, at));
        }
        at += got;
      }
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("the alpha chunk is damaged: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = (byte) (alpha[i] + paeth(alpha, i, width));
    }
    return alpha;
  }

  private static int paeth(byte[] alpha, int i, int width) {
    int left = i % width == 0 ? 0 : alpha[i - 1] & 0xFF;
    int up = i < width ? 0 : alpha[i - width] & 0xFF;
    int corner = i < width || i % width == 0 ? 0 : alpha[i - width - 1] & 0xFF;
    int guess = left + up - corner;
    int toLeft = Math.abs(guess - left);
    int toUp = Math.abs(guess - up);
    int toCorner = Math.abs(guess - corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }
}
