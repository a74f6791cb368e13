package offprint.kernels.lm.model;

import ai.djl.ndarray.NDArray;

/**
 * Watches a forward pass and may change it: called with every activation of every layer, it returns
 * the one to go on with. What it keeps beyond the pass it must duplicate.
 */
@FunctionalInterface
public interface ActivationHook {
  /** Sees nothing and changes nothing. */
  ActivationHook NONE = (_, _, activation) -> activation;

  /** Calls {@code onLayer} at each layer; throwing from it ends the pass. */
  static ActivationHook atLayers(Runnable onLayer) {
    return (site, _, activation) -> {
      if (site == Site.RESIDUAL_BEFORE) {
        onLayer.run();
      }
      return activation;
    };
  }

  NDArray at(Site site, int layer, NDArray activation);

  /**
   * Places of the pass, in order. B batch, T time, S time with the cache, d width, w head width.
   */
  enum Site {
    /** [B, T, d], layer 0: token embeddings, with positions where those are learned. */
    EMBEDDING,
    /** [B, T, d], input of the layer. */
    RESIDUAL_BEFORE,
    /** [B, T, d], after the norm: what queries, keys and values are made of. */
    ATTENTION_IN,
    /** [B, heads, T, w], after the position encoding. */
    QUERIES,
    /** [B, key heads, T, w], after the position encoding. */
    KEYS,
    /** [B, key heads, T, w]. */
    VALUES,
    /** [B, heads, T, S], rows sum to 1. */
    ATTENTION,
    /** [B, T, heads · w], the heads' outputs side by side. */
    HEAD_OUTPUTS,
    /** [B, T, d], what attention adds. */
    ATTENTION_OUT,
    /** [B, T, d], between attention and MLP. */
    RESIDUAL_BETWEEN,
    /** [B, T, d], after the norm: what the MLP reads. */
    MLP_IN,
    /** [B, T, hidden], inside the MLP after the activation (and the gate). */
    MLP_ACTIVATION,
    /** [B, T, d], what the MLP adds. */
    MLP_OUT,
    /** [B, T, d], output of the layer. */
    RESIDUAL_AFTER,
    /** [B, T, d], layer L: after the final norm. */
    FINAL
  }
}
