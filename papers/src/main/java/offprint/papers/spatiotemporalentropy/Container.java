package offprint.papers.spatiotemporalentropy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Frames in an {@code .ofv} file, after the {@link Header}: each the length of its stream as
 * LEB128, the stream, and a check byte of the latents. Length 0 repeats the frame before, and has
 * no check byte.
 */
final class Container {
  private static final int MOST_LENGTH_BYTES = 5;
  private static final int SPARE = 64;

  private final byte[] file;
  private final Header header;
  private int at = Header.BYTES;
  private int frame;

  /**
   * A frame as it lies in the file.
   *
   * @param stream empty where the frame repeats the one before
   * @param offset of its length
   */
  record Coded(byte[] stream, int check, int offset) {
    boolean repeats() {
      return stream.length == 0;
    }
  }

  Container(byte[] file) {
    this.file = file;
    this.header = Header.parse(file);
    if (header.frames() > file.length - Header.BYTES) {
      throw new IllegalArgumentException(
          "a coded clip of %d bytes cannot hold %d frames (offset 14)"
              .formatted(file.length, header.frames()));
    }
    if (header.frames() == 0) {
      throw new IllegalArgumentException("a coded clip must have a frame: got 0 (offset 14)");
    }
  }

  Header header() {
    return header;
  }

  /** Index of the next frame. */
  int frame() {
    return frame;
  }

  boolean hasNext() {
    return frame < header.frames();
  }

  /**
   * The next frame.
   *
   * @param channels of the latents
   * @throws IllegalArgumentException if the file is damaged there, with frame and offset
   */
  Coded next(int channels) {
    int offset = at;
    long length = length();
    long grid =
        (long) Latents.grid(header.format().width()) * Latents.grid(header.format().height());
    if (length == 0 && header.intra(frame)) {
      throw damaged("its length is 0, but it is coded by itself", offset);
    }
    long left = (long) file.length - at - (length == 0 ? 0 : 1);
    if (length > left || length > 4 * grid * channels + SPARE) {
      throw damaged(
          "its length is %d, but only %d bytes are left".formatted(length, Math.max(0, left)),
          offset);
    }
    byte[] stream = Arrays.copyOfRange(file, at, at + (int) length);
    at += (int) length;
    int check = length == 0 ? 0 : file[at++] & 0xFF;
    frame++;
    return new Coded(stream, check, offset);
  }

  /** Counts a frame that cannot be read. */
  void skip() {
    frame++;
  }

  private long length() {
    long length = 0;
    for (int i = 0; i < MOST_LENGTH_BYTES; i++) {
      if (at >= file.length) {
        throw damaged("the file ends", at);
      }
      int b = file[at++];
      length |= (long) (b & 0x7F) << (7 * i);
      if (b >= 0) {
        return length;
      }
    }
    throw damaged("its length has more than 5 bytes", at - MOST_LENGTH_BYTES);
  }

  /**
   * @throws IllegalArgumentException if bytes follow the last frame
   */
  void end() {
    if (at != file.length) {
      throw new IllegalArgumentException(
          "a coded clip must end with its last frame: %d bytes follow (offset %d)"
              .formatted(file.length - at, at));
    }
  }

  IllegalArgumentException damaged(String why, int offset) {
    return new IllegalArgumentException(
        "frame %d of the coded clip is damaged: %s (offset %d)".formatted(frame, why, offset));
  }

  /** A number as LEB128. */
  static byte[] leb128(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = value;
    while (rest > 0x7F) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    return out.toByteArray();
  }

  /** A frame as it lies in the file. */
  static byte[] frame(byte[] stream, Latents y) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(leb128(stream.length));
    if (stream.length > 0) {
      out.writeBytes(stream);
      out.write(y.checkByte());
    }
    return out.toByteArray();
  }
}
