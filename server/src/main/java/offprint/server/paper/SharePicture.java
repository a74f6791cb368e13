package offprint.server.paper;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * A paper's own sign as PNG of 1200 by 630, for sites that show what a link leads to: they read no
 * SVG. Drawn without AWT, which needs fonts that a server may not have.
 */
final class SharePicture {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 630;
  private static final int UNIT = 36; // of the square of 14 that a sign is drawn in
  private static final int SHADES = 256;
  private static final byte[] GROUND = {(byte) 0xfc, (byte) 0xfb, (byte) 0xf8};
  private static final Pattern DOT = Pattern.compile("M(\\d+) (\\d+)h0");

  private SharePicture() {}

  static byte[] png(Mark mark) {
    byte[] rows = new byte[HEIGHT * (WIDTH + 1)]; // each begins with its filter, none
    dots(mark.small(), .25 * UNIT, rows);
    dots(mark.large(), .85 * UNIT, rows);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    try {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(head);
      fields.writeInt(WIDTH);
      fields.writeInt(HEIGHT);
      fields.write(new byte[] {8, 3, 0, 0, 0}); // 8 bits, by palette
      chunk("IHDR", head.toByteArray(), out);
      chunk("PLTE", palette(HexFormat.of().parseHex(mark.color().substring(1))), out);
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflate = new DeflaterOutputStream(packed)) {
        deflate.write(rows);
      }
      chunk("IDAT", packed.toByteArray(), out);
      chunk("IEND", new byte[0], out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** From ground to ink. */
  private static byte[] palette(byte[] ink) {
    byte[] colors = new byte[3 * SHADES];
    for (int i = 0; i < colors.length; i++) {
      int ground = GROUND[i % 3] & 0xff;
      int full = ink[i % 3] & 0xff;
      colors[i] = (byte) (ground + (full - ground) * (i / 3) / (SHADES - 1));
    }
    return colors;
  }

  private static void dots(String path, double radius, byte[] rows) {
    Matcher dot = DOT.matcher(path);
    while (dot.find()) {
      int x = WIDTH / 2 + (Integer.parseInt(dot.group(1)) - 7) * UNIT;
      int y = HEIGHT / 2 + (Integer.parseInt(dot.group(2)) - 7) * UNIT;
      for (int dy = -UNIT; dy <= UNIT; dy++) {
        for (int dx = -UNIT; dx <= UNIT; dx++) {
          double covered = Math.clamp(radius + .5 - Math.hypot(dx, dy), 0, 1);
          if (covered > 0) {
            rows[(y + dy) * (WIDTH + 1) + 1 + x + dx] = (byte) Math.round(covered * (SHADES - 1));
          }
        }
      }
    }
  }

  private static void chunk(String type, byte[] data, ByteArrayOutputStream to) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    DataOutputStream out = new DataOutputStream(to);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) sum.getValue());
  }
}
