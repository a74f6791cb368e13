package offprint.kernels.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads planes of 4:2:0, frame after frame, without any header. */
public final class RawYuvReader implements FrameSource {
  private final InputStream in;
  private final VideoFormat format;

  public RawYuvReader(InputStream in, VideoFormat format) {
    this.in = in;
    this.format = format;
  }

  @Override
  public VideoFormat format() {
    return format;
  }

  @Override
  public List<String> notices() {
    return List.of();
  }

  @Override
  public @Nullable YuvFrame next() throws IOException {
    int size = format.frameBytes();
    byte[] all = in.readNBytes(size);
    if (all.length == 0) {
      return null;
    }
    if (all.length < size) {
      throw new IllegalArgumentException(
          "a raw clip of %d x %d must be a multiple of %d bytes: %d are left over"
              .formatted(format.width(), format.height(), size, all.length));
    }
    int luma = format.width() * format.height();
    int chroma = (size - luma) / 2;
    return new YuvFrame(
        format.width(),
        format.height(),
        Arrays.copyOf(all, luma),
        Arrays.copyOfRange(all, luma, luma + chroma),
        Arrays.copyOfRange(all, luma + chroma, size));
  }
}
