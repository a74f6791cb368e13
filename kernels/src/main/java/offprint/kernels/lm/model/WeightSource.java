package offprint.kernels.lm.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** A model's tensors by name. */
public interface WeightSource {
  /**
   * Null where the model has no such tensor. What comes back holds until the next call, so that a
   * source may make every tensor in the same memory when it is asked for.
   */
  @Nullable NDArray find(String name);

  /**
   * The product of a projection with its input, where the source knows a way without the matrix;
   * null where the matrix is to be used.
   *
   * @param name of the projection, without {@code .weight}
   * @param x [..., in]
   * @return [..., out], without the bias
   */
  default @Nullable NDArray product(String name, NDArray x) {
    return null;
  }

  /**
   * Whether all tensors hold at the same time and {@link #product} knows none, so that a pass may
   * be one call.
   */
  default boolean together() {
    return false;
  }

  /**
   * @throws IllegalArgumentException if there is no such tensor
   */
  default NDArray get(String name) {
    NDArray tensor = find(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the model has no tensor '%s'".formatted(name));
    }
    return tensor;
  }
}
