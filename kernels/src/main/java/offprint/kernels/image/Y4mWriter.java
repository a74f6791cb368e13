package offprint.kernels.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes YUV4MPEG2, or the planes alone. */
public final class Y4mWriter {
  private static final byte[] MARKER = "FRAME\n".getBytes(StandardCharsets.US_ASCII);

  private final VideoFormat format;
  private final OutputStream out;
  private final boolean raw;

  /**
   * Writes the header.
   *
   * @param raw planes only, without header and markers
   */
  public Y4mWriter(VideoFormat format, OutputStream out, boolean raw) throws IOException {
    this.format = format;
    this.out = out;
    this.raw = raw;
    if (!raw) {
      out.write((header(format) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** The first line of a file, e.g. {@code YUV4MPEG2 W176 H144 F25:1 Ip A0:0 C420jpeg}. */
  static String header(VideoFormat format) {
    String colour =
        format.grey()
            ? "mono"
            : switch (format.siting()) {
              case 1 -> "420mpeg2";
              case 2 -> "420paldv";
              default -> "420jpeg";
            };
    return "%s W%d H%d F%d:%d Ip A0:0 C%s%s"
        .formatted(
            Y4mReader.MAGIC,
            format.width(),
            format.height(),
            format.rate(),
            format.perSeconds(),
            colour,
            format.range() == YuvColour.FULL ? " XCOLORRANGE=FULL" : "");
  }

  public void write(YuvFrame frame) throws IOException {
    if (!raw) {
      out.write(MARKER);
    }
    out.write(frame.y());
    if (!format.grey()) {
      out.write(frame.u());
      out.write(frame.v());
    }
  }
}
