package offprint.kernels.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/** Differentiable functions that DJL offers only inside its blocks. */
public final class Functional {
  private Functional() {}

  /**
   * {@code x Wᵀ + b} in one pass.
   *
   * @param x [..., in]
   * @param weight [out, in]
   * @param bias [out]; null for none
   * @return [..., out]
   */
  public static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
    return JniUtils.linear((PtNDArray) x, (PtNDArray) weight, (PtNDArray) bias);
  }

  /**
   * {@code factor · x}, of the type of {@code x}. DJL's own product with a number frees the
   * number's memory at once, which the gradient still reads: it is wrong whenever Java's collector
   * comes between the two.
   */
  public static NDArray scale(NDArray x, double factor) {
    return x.mul(x.getManager().create(factor));
  }

  /**
   * A copy in memory of its own. DJL's {@code toType} gives none where the type is the same, though
   * asked for one: an array made of Java's numbers then lies in Java's memory, which is gone with
   * the first array.
   */
  public static NDArray copy(NDArray x, DataType type) {
    return x.getDataType() == type ? x.duplicate() : x.toType(type, false);
  }

  /** {@code x Φ(x)} with the exact normal distribution function. */
  public static NDArray gelu(NDArray x) {
    return JniUtils.gelu((PtNDArray) x);
  }
}
