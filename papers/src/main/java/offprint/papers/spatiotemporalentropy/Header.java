package offprint.papers.spatiotemporalentropy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32;
import offprint.kernels.coding.RansDecoder;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.YuvColour;

/**
 * The first 29 bytes of an {@code .ofv} file, little-endian: "OFSV", version, flags (1 full range;
 * 2 and 4 siting; 8 grey; 16 without the temporal prior; 32 without the spatial one; 64 with a
 * serial one), width and height as 16 bits, frames a second as two of 16 bits, number of frames as
 * 32 bits, gop as 16 bits, quality, the model's fingerprint, CRC-32 of all these.
 *
 * @param version 1, whose frames are long streams of the coder, or 2, whose are short ones
 * @param gop frames from one coded by itself to the next; 0: only the first is
 * @param fingerprint of the model, 8 hex digits
 */
record Header(
    int version,
    VideoFormat format,
    long frames,
    int gop,
    int quality,
    LatentCoder.Priors priors,
    String fingerprint) {
  static final int BYTES = 29;
  private static final int CHECKED = 25;
  private static final int MAGIC = 0x5653464f; // OFSV
  static final int VERSION = 2;
  private static final int LARGEST = 65_535;

  Header {
    require("width", format.width());
    require("height", format.height());
    require("frames a second", format.rate());
    require("the denominator of frames a second", format.perSeconds());
  }

  private static void require(String name, int value) {
    if (value > LARGEST) {
      throw new IllegalArgumentException(
          "%s must be at most %d in a coded clip: got %d".formatted(name, LARGEST, value));
    }
  }

  /** Whether frame {@code t} is coded by itself. */
  boolean intra(long t) {
    return gop == 0 ? t == 0 : t % gop == 0;
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int flags =
        (format.range() == YuvColour.FULL ? 1 : 0)
            | (format.siting() << 1)
            | (format.grey() ? 8 : 0)
            | (priors.temporal() ? 0 : 16)
            | spatial(priors.spatial());
    out.putInt(MAGIC).put((byte) version).put((byte) flags);
    out.putShort((short) format.width()).putShort((short) format.height());
    out.putShort((short) format.rate()).putShort((short) format.perSeconds());
    out.putInt((int) frames).putShort((short) gop).put((byte) quality);
    out.put(HexFormat.of().parseHex(fingerprint));
    out.putInt(crc(out.array()));
    return out.array();
  }

  /** The stream of a frame, to be read. */
  RansDecoder stream(byte[] bytes) {
    return version == 1 ? new RansDecoder(bytes) : RansDecoder.ofShort(bytes);
  }

  private static int spatial(Encode.Spatial spatial) {
    return switch (spatial) {
      case CHECKERBOARD -> 0;
      case NONE -> 32;
      case SERIAL -> 64;
    };
  }

  private static Encode.Spatial spatialOf(int flags) {
    if ((flags & 32) != 0) {
      return Encode.Spatial.NONE;
    }
    return (flags & 64) != 0 ? Encode.Spatial.SERIAL : Encode.Spatial.CHECKERBOARD;
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, CHECKED);
    return (int) crc.getValue();
  }

  /**
   * @throws IllegalArgumentException if the bytes are not a header; the message gives the offset
   */
  static Header parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 4 || in.getInt(0) != MAGIC) {
      throw new IllegalArgumentException("a coded clip must begin with OFSV (offset 0)");
    }
    if (bytes.length < BYTES) {
      throw new IllegalArgumentException(
          "a coded clip must have a header of %d bytes: the file ends at offset %d"
              .formatted(BYTES, bytes.length));
    }
    if (bytes[4] < 1 || bytes[4] > VERSION) {
      throw new IllegalArgumentException(
          "the version of a coded clip must be 1 or 2: got %d (offset 4)"
              .formatted(bytes[4] & 0xFF));
    }
    if (in.getInt(CHECKED) != crc(bytes)) {
      throw new IllegalArgumentException(
          "the header of the coded clip is damaged: its CRC-32 does not fit (offset 25)");
    }
    int flags = bytes[5] & 0xFF;
    if (flags >= 128 || (flags & 96) == 96 || (flags & 6) == 6) {
      throw new IllegalArgumentException(
          "flags of a coded clip must be known ones: got %d (offset 5)".formatted(flags));
    }
    int quality = bytes[20] & 0xFF;
    if (quality >= Levels.COUNT) {
      throw new IllegalArgumentException(
          "quality of a coded clip must be in 0 to 3: got %d (offset 20)".formatted(quality));
    }
    VideoFormat format;
    try {
      format =
          new VideoFormat(
              in.getShort(6) & 0xFFFF,
              in.getShort(8) & 0xFFFF,
              in.getShort(10) & 0xFFFF,
              in.getShort(12) & 0xFFFF,
              (flags & 1) == 1 ? YuvColour.FULL : YuvColour.LIMITED,
              (flags >> 1) & 3,
              (flags & 8) != 0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " (offset 6)", e);
    }
    return new Header(
        bytes[4],
        format,
        in.getInt(14) & 0xFFFFFFFFL,
        in.getShort(18) & 0xFFFF,
        quality,
        new LatentCoder.Priors((flags & 16) == 0, spatialOf(flags)),
        HexFormat.of().formatHex(bytes, 21, CHECKED));
  }
}
