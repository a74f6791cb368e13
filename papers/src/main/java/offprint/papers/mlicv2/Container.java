package offprint.papers.mlicv2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import offprint.kernels.image.Bitmap;

/**
 * The bytes of an {@code .omli} file: "OMLI", version, flags (1 grey, 2 alpha, 4 elements skipped,
 * 8 raw), width and height as LEB128, 8 bytes of the model's fingerprint, quality code, log2 of the
 * tile side, then the tiles, row by row, each its length as LEB128, the CRC-32 of its symbols,
 * little-endian, and its stream; then, with alpha, the length and the bytes of that chunk. A raw
 * file has, in place of tiles and alpha, the samples plane by plane.
 *
 * @param skipping whether elements that the model expects to be 0 are not in it
 * @param fingerprint of the model, 16 hex digits
 * @param tiles empty in a raw file
 * @param rest alpha chunk, or samples of a raw file
 */
record Container(
    int width,
    int height,
    boolean grey,
    boolean alpha,
    boolean skipping,
    boolean raw,
    String fingerprint,
    Quality quality,
    int tileLog2,
    List<Tile> tiles,
    byte[] rest) {
  private static final byte[] MAGIC = "OMLI".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int GREY = 1;
  private static final int ALPHA = 2;
  private static final int SKIPPING = 4;
  private static final int RAW = 8;

  /** One tile. */
  record Tile(long crc, byte[] stream) {}

  int channels() {
    return (grey ? 1 : 3) + (alpha ? 1 : 0);
  }

  /** Tiles in a row. */
  int columns() {
    return (int) tilesAlong(width, tileLog2);
  }

  private static long tilesAlong(long side, int tileLog2) {
    return (side + (1L << tileLog2) - 1) >> tileLog2;
  }

  byte[] write() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC);
    out.write(VERSION);
    int flags = (grey ? GREY : 0) | (alpha ? ALPHA : 0);
    out.write(flags | (skipping ? SKIPPING : 0) | (raw ? RAW : 0));
    leb128(out, width);
    leb128(out, height);
    out.writeBytes(HexFormat.of().parseHex(fingerprint));
    out.write(quality.code());
    out.write(tileLog2);
    for (Tile tile : tiles) {
      leb128(out, tile.stream.length);
      for (int shift = 0; shift < 32; shift += 8) {
        out.write((int) (tile.crc >> shift));
      }
      out.writeBytes(tile.stream);
    }
    if (alpha && !raw) {
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
      boolean raw = (flags & RAW) != 0;
      boolean alpha = (flags & ALPHA) != 0;
      boolean grey = (flags & GREY) != 0;
      List<Tile> tiles = new ArrayList<>();
      long count = raw ? 0 : tilesAlong(width, tileLog2) * tilesAlong(height, tileLog2);
      for (long i = 0; i < count; i++) {
        tiles.add(tile(i + 1));
      }
      long rest = 0;
      if (raw) {
        rest = width * height * ((grey ? 1 : 3) + (alpha ? 1 : 0));
      } else if (alpha) {
        rest = leb128();
      }
      byte[] last = bytes(rest, raw ? "the samples" : "the alpha chunk");
      if (at != file.length) {
        throw new IllegalArgumentException(
            "the file must end with its last chunk: %d bytes are left".formatted(file.length - at));
      }
      return new Container(
          (int) width,
          (int) height,
          grey,
          alpha,
          (flags & SKIPPING) != 0,
          raw,
          fingerprint,
          quality,
          tileLog2,
          tiles,
          last);
    }

    private Tile tile(long number) {
      long length = leb128();
      long crc = 0;
      for (int shift = 0; shift < 32; shift += 8) {
        crc |= (long) next() << shift;
      }
      return new Tile(crc, bytes(length, "tile " + number));
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
