package offprint.papers.mlicv2;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** An alpha plane without loss: differences from Paeth's prediction, by Deflate. */
final class AlphaChunk {
  private AlphaChunk() {}

  static byte[] write(byte[] alpha, int width) {
    byte[] rest = new byte[alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      rest[i] = (byte) (alpha[i] - paeth(alpha, i, width));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, best)) {
      deflated.write(rest);
    } catch (IOException e) {
      throw new IllegalStateException(e); // memory does not fail to be written
    } finally {
      best.end();
    }
    return out.toByteArray();
  }

  /**
   * @throws IllegalArgumentException if the chunk does not hold so many samples
   */
  static byte[] read(byte[] chunk, int width, int height) {
    byte[] alpha;
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(chunk))) {
      alpha = in.readNBytes(width * height);
    } catch (IOException e) {
      throw new IllegalArgumentException("the alpha chunk is damaged: " + e.getMessage(), e);
    }
    if (alpha.length < width * height) {
      throw new IllegalArgumentException(
          "the alpha chunk must have %d samples: got %d".formatted(width * height, alpha.length));
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
    int toLeft = Math.abs(up - corner);
    int toUp = Math.abs(left - corner);
    int toCorner = Math.abs(left + up - 2 * corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }
}
