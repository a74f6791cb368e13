package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import offprint.kernels.torch.Parameters;
import org.jspecify.annotations.Nullable;

/** A network that {@link Fit} can train. */
interface Model {
  String name();

  Parameters parameters();

  /**
   * @param x [B, C, L]
   * @param calendar [f, B, L], null without calendar features
   * @return [B, C, H]
   */
  NDArray forecast(NDArray x, @Nullable NDArray calendar, boolean training);

  /** Number of windows that one pass handles in well under a second and in bounded memory. */
  int windowsAtOnce(boolean training);
}
