package offprint.kernels.lm;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** A model's tensors by name. */
interface Weights {
  /** Null where the model has no such tensor. */
  @Nullable NDArray find(String name);

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
