package offprint.kernels.image;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames of a clip, one after the other. */
public interface FrameSource {
  VideoFormat format();

  /**
   * The next frame; null after the last.
   *
   * @throws IllegalArgumentException if the clip is damaged; the message names the frame
   */
  @Nullable YuvFrame next() throws IOException;

  /** What was changed or assumed so far: sentences for the reader. */
  List<String> notices();
}
