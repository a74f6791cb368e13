package offprint.papers.mlicv2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import offprint.kernels.image.Bitmap;

/**
 * The bytes of an {@code .omli} file: the head, then the tiles, row by row, each its length as
 * LEB128, the CRC-32 of its symbols, little-endian, and its stream; then, with alpha, the length
 * and the bytes of that chunk. A raw file has, in place of tiles and alpha, the samples plane by
 * plane.
 *
 * @param tiles empty in a raw file
 * @param rest alpha chunk, or samples of a raw file
 */
record Container(Head head, List<Tile> tiles, byte[] rest) {
  private static final byte[] MAGIC = "OMLI".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int GREY = 1;
  private static final int ALPHA = 2;
  private static final int SKIPPING = 4;
  private static final int RAW = 8;

  /** One tile. */
  record Tile(long crc, byte[] stream) {}

  /**
   * "OMLI", version, flags, width and height as LEB128, 8 bytes of the model's fingerprint, quality
   * code, log2 of the tile side.
   *
   * @param flags 1 grey, 2 alpha, 4 elements skipped, 8 raw
   * @param fingerprint of the model, 16 hex digits
   */
  record Head(int width, int height, int flags, String fingerprint, Quality quality, int tileLog2) {

    static Head of(
        Bitmap picture, boolean skipping, String fingerprint, Quality quality, int tileLog2) {
      int flags = picture.colours() == 1 ? GREY : 0;
      flags |= picture.hasAlpha() ? ALPHA : 0;
      flags |= skipping ? SKIPPING : 0;
      return new Head(picture.width(), picture.height(), flags, fingerprint, quality, tileLog2);
    }

    boolean grey() {
      return (flags & GREY) != 0;
    }

    boolean alpha() {
      return (flags & ALPHA) != 0;
    }

    /** True if elements that the model expects to be 0 are not in the file. */
    boolean skipping() {
      return (flags & SKIPPING) != 0;
    }

    boolean raw() {
      return (flags & RAW) != 0;
    }

    int channels() {
      return (grey() ? 1 : 3) + (alpha() ? 1 : 0);
    }

    /** Tiles in a row. */
    int columns() {
      return along(width);
    }

    int tiles() {
      return raw() ? 0 : columns() * along(height);
    }

    private int along(int side) {
      return (int) ((side + (1L << tileLog2) - 1) >> tileLog2);
    }
  }

  /** A picture as raw samples. */
  static Container raw(Head head, Bitmap picture) {
    int flags = (head.flags & ~SKIPPING) | RAW;
    ByteArrayOutputStream samples = new ByteArrayOutputStream();
    picture.planes().forEach(samples::writeBytes);
    return new Container(
        new Head(head.width, head.height, flags, head.fingerprint, head.quality, head.tileLog2),
        List.of(),
        samples.toByteArray());
  }

  /** The picture of a raw file. */
  Bitmap samples() {
    int area = head.width * head.height;
    byte[][] planes = new byte[head.channels()][];
    Arrays.setAll(planes, c -> Arrays.copyOfRange(rest, c * area, (c + 1) * area));
    return new Bitmap(head.width, head.height, List.of(planes));
  }

  byte[] write() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC);
    out.write(VERSION);
    out.write(head.flags);
    leb128(out, head.width);
    leb128(out, head.height);
    out.writeBytes(HexFormat.of().parseHex(head.fingerprint));
    out.write(head.quality.code());
    out.write(head.tileLog2);
    for (Tile tile : tiles) {
      leb128(out, tile.stream.length);
      for (int shift = 0; shift < 32; shift += 8) {
        out.write((int) (tile.crc >> shift));
      }
      out.writeBytes(tile.stream);
    }
    if (head.alpha() && !head.raw()) {
      leb128(out, rest.length);
    }
    out.writeBytes(rest);
    return out.toByteArray();
  }

  private static void leb128(ByteArrayOutputStream out, int value) {
    int left = value;
    while (left > 127) {
      out.write((left & 127) | 128);
      left >>>= 7;
    }
    out.write(left);
  }

  /**
   * @throws IllegalArgumentException if these are not the bytes of a whole {@code .omli} file;
   *     nothing is allocated for a picture it announces
   */
  static Container read(byte[] file) {
    return new Reader(file).container();
  }

  private static final class Reader {
    private final byte[] file;
    private int at;

    Reader(byte[] file) {
      this.file = file;
    }

    Container container() {
      Head head = head();
      List<Tile> tiles = new ArrayList<>();
      for (int i = 1; i <= head.tiles(); i++) {
        long length = leb128();
        long crc = 0;
        for (int shift = 0; shift < 32; shift += 8) {
          crc |= (long) next() << shift;
        }
        tiles.add(new Tile(crc, bytes(length, "tile " + i)));
      }
      long samples = (long) head.width * head.height * head.channels();
      byte[] rest =
          head.raw()
              ? bytes(samples, "the samples")
              : bytes(head.alpha() ? leb128() : 0, "the alpha chunk");
      if (at != file.length) {
        throw new IllegalArgumentException(
            "the file must end with its last chunk: %d bytes are left".formatted(file.length - at));
      }
      return new Container(head, tiles, rest);
    }

    private Head head() {
      if (file.length < 4 || !Arrays.equals(MAGIC, Arrays.copyOf(file, 4))) {
        throw new IllegalArgumentException("the file must begin with OMLI: it is no .omli file");
      }
      at = 4;
      int version = next();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "the file must be of version %d: got %d".formatted(VERSION, version));
      }
      int flags = next();
      if ((flags & ~(GREY | ALPHA | SKIPPING | RAW)) != 0) {
        throw new IllegalArgumentException("the file has unknown flags: got " + flags);
      }
      long width = leb128();
      long height = leb128();
      Bitmap.requireSize(width, height);
      String fingerprint = HexFormat.of().formatHex(bytes(8, "the fingerprint"));
      Quality quality = new Quality(next());
      int tileLog2 = next();
      if (tileLog2 < 8 || tileLog2 > 12) {
        throw new IllegalArgumentException("log2 of the tile must be in 8 to 12: got " + tileLog2);
      }
      return new Head((int) width, (int) height, flags, fingerprint, quality, tileLog2);
    }

    private byte[] bytes(long length, String what) {
      if (length > file.length - at) {
        throw new IllegalArgumentException(
            "the file is cut off: %s must have %d bytes: %d are left"
                .formatted(what, length, file.length - at));
      }
      byte[] part = Arrays.copyOfRange(file, at, at + (int) length);
      at += (int) length;
      return part;
    }

    private int next() {
      if (at == file.length) {
        throw new IllegalArgumentException("the file is cut off after %d bytes".formatted(at));
      }
      return file[at++] & 0xFF;
    }

    private long leb128() {
      long value = 0;
      for (int shift = 0; shift <= 28; shift += 7) {
        int b = next();
        value |= (long) (b & 127) << shift;
        if (b < 128) {
          return value;
        }
      }
      throw new IllegalArgumentException("a number in the file is longer than 5 bytes");
    }
  }
}
