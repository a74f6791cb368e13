package offprint.kernels.lm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.JniUtils;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.TorchScript;
import offprint.kernels.torch.TorchScript.Tensors;
import org.jspecify.annotations.Nullable;

/** Products of activations with matrices, each in the way that is fastest for its size. */
public final class LinearProducts {
  private static final String PRODUCT =
      """
        def product(self: __torch__.Program, x: List[Tensor]) -> Tensor:
          bias = annotate(Optional[Tensor], None)
          if torch.gt(torch.len(x), 2):
            bias = x[2]
          return (self).linear(x[0], x[1], bias)
      """;

  private final NDManager manager;
  private final DataType type;
  private @Nullable TorchScript script;

  LinearProducts(NDManager manager, DataType type) {
    this.manager = manager;
    this.type = type;
  }

  /**
   * {@code x Wᵀ + b}.
   *
   * @param x [..., in]
   * @param weight [out, in]
   * @param bias [out]; null for none
   * @return [..., out]
   */
  NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
    double work = (double) x.size() * weight.getShape().get(0);
    if (type != DataType.FLOAT32 || work < TransformerScript.FAST_FROM || JniUtils.isGradMode()) {
      return Functional.linear(x, weight, bias);
    }
    Tensors arguments = bias == null ? Tensors.of(x, weight) : Tensors.of(x, weight, bias);
    return script().call("product", arguments);
  }

  private TorchScript script() {
    if (script == null) {
      script = TorchScript.compile(manager, TransformerScript.linear(manager, type) + PRODUCT);
    }
    return script;
  }
}
