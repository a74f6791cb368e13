package offprint.kernels.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/** Reverse-mode differentiation. */
public final class Gradient {
  private Gradient() {}

  /**
   * Adds the gradient of a scalar to the gradients of the {@link Parameters} it was computed from,
   * and frees every tensor made on the way.
   *
   * @return the value of the scalar
   * @throws ArithmeticException if the value is not finite; no gradient is added then
   */
  public static double of(Supplier<NDArray> scalar) {
    JniUtils.setGradMode(true);
    try (NDScope _ = new NDScope()) {
      NDArray target = scalar.get();
      double value = target.toType(DataType.FLOAT64, false).getDouble();
      if (!Double.isFinite(value)) {
        throw new ArithmeticException("the loss is " + value);
      }
      JniUtils.backward((PtNDArray) target, (PtNDArray) target.onesLike(), false, false);
      return value;
    } finally {
      JniUtils.setGradMode(false);
    }
  }
}
