package offprint.kernels.lm.model;

import ai.djl.ndarray.NDArray;
import offprint.kernels.lm.model.ActivationHook.Site;

/**
 * What the layers of a {@link Transformer} ask of a pass: the tokens, their positions, and
 * attention over whatever the pass remembers.
 *
 * <p>Shapes: B rows, T new tokens, H heads, KV key heads, w head width.
 */
public interface ForwardPass {
  /** [B, T]. */
  NDArray ids();

  /** [T], or [B, T] where rows are padded. */
  NDArray positions();

  /** Shows an activation and gives the one to go on with. */
  NDArray see(Site site, int layer, NDArray activation);

  /** [B, T, n · w] to [B, n, T, w]. */
  NDArray heads(NDArray x, int heads);

  /** Turns queries or keys [B, n, T, w] by their positions. */
  NDArray rotate(NDArray x);

  /**
   * @param q [B, H, T, w]
   * @param k [B, KV, T, w]
   * @param v [B, KV, T, w]
   * @return [B, T, H · w]
   */
  NDArray attend(int layer, NDArray q, NDArray k, NDArray v);
}
