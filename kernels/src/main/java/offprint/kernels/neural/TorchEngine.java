package offprint.kernels.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import org.jspecify.annotations.Nullable;

/** In torch: batches [B, channels, height, width], with gradients to the {@link Parameters}. */
public final class TorchEngine implements Engine<NDArray> {
  private final Parameters.Views weights;

  /**
   * @param weights of the current graph
   */
  public TorchEngine(Parameters.Views weights) {
    this.weights = weights;
  }

  @Override
  public NDArray convolve(String name, NDArray x, int stride) {
    NDArray weight = weights.get(name + ".weight");
    long in = x.getShape().get(1);
    boolean apart = weight.getShape().get(1) == 1 && in > 1;
    return convolve(x, weight, weights.get(name + ".bias"), stride, apart ? (int) in : 1);
  }

  private static NDArray convolve(NDArray x, NDArray weight, NDArray bias, int stride, int groups) {
    long pad = weight.getShape().get(2) / 2;
    return JniUtils.convolution(
        (PtNDArray) x,
        (PtNDArray) weight,
        (PtNDArray) bias,
        new Shape(stride, stride),
        new Shape(pad, pad),
        new Shape(1, 1),
        groups);
  }

  @Override
  public NDArray convolveBefore(String name, NDArray x) {
    NDArray weight = weights.get(name + ".weight");
    int size = (int) weight.getShape().get(2);
    double[] before = new double[size * size];
    Arrays.fill(before, 0, before.length / 2, 1);
    NDManager manager = x.getManager();
    NDArray mask =
        manager.create(before, new Shape(1, 1, size, size)).toType(x.getDataType(), false);
    return convolve(x, weight.mul(mask), weights.get(name + ".bias"), 1, 1);
  }

  @Override
  public NDArray gelu(NDArray x) {
    return Functional.gelu(x);
  }

  @Override
  public NDArray leakyRelu(NDArray x) {
    return JniUtils.leakyRelu((PtNDArray) x, 0.01);
  }

  @Override
  public NDArray sigmoid(NDArray x) {
    return JniUtils.sigmoid((PtNDArray) x);
  }

  @Override
  public NDArray tanh(NDArray x) {
    return x.tanh();
  }

  @Override
  public NDArray layerNorm(String name, NDArray x) {
    NDArray rows = x.transpose(0, 2, 3, 1);
    return JniUtils.layerNorm(
            (PtNDArray) rows,
            new Shape(x.getShape().get(1)),
            (PtNDArray) weights.get(name + ".weight"),
            (PtNDArray) weights.get(name + ".bias"),
            1e-6)
        .transpose(0, 3, 1, 2);
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return a.add(b);
  }

  @Override
  public NDArray multiply(NDArray a, NDArray b) {
    return a.mul(b);
  }

  @Override
  public NDArray scale(NDArray x, double factor) {
    return Functional.scale(x, factor);
  }

  @Override
  public NDArray shift(NDArray x, double by) {
    return x.add(number(x, by));
  }

  @Override
  public NDArray clamp(NDArray x, double least, double greatest) {
    return x.clip(least, greatest);
  }

  @Override
  public NDArray atLeast(NDArray x, double threshold) {
    return x.gte(number(x, threshold)).toType(x.getDataType(), false);
  }

  @Override
  public NDArray logMagnitude(NDArray x) {
    return x.abs().add(number(x, 0.1)).log();
  }

  /** A scalar of the type of {@code x}, which lives as long as the graph. */
  private static NDArray number(NDArray x, double value) {
    NDManager manager = x.getManager();
    return manager.create(value).toType(x.getDataType(), false);
  }

  @Override
  public NDArray groupMagnitude(NDArray x, int size) {
    Shape s = x.getShape();
    return x.abs()
        .reshape(s.get(0), s.get(1) / size, size, s.get(2), s.get(3))
        .mean(new int[] {2}, false);
  }

  @Override
  public NDArray mean3(NDArray x) {
    return stencil(x, new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, 9);
  }

  @Override
  public NDArray meanOfNeighbours(NDArray x) {
    return stencil(x, new double[] {0, 1, 0, 1, 0, 1, 0, 1, 0}, 4);
  }

  private static NDArray stencil(NDArray x, double[] taps, double divisor) {
    int channels = (int) x.getShape().get(1);
    double[] weight = new double[9 * channels];
    Arrays.setAll(weight, i -> taps[i % 9] / divisor);
    NDManager manager = x.getManager();
    NDArray kernel =
        manager.create(weight, new Shape(channels, 1, 3, 3)).toType(x.getDataType(), false);
    NDArray bias = manager.zeros(new Shape(channels), x.getDataType());
    return convolve(x, kernel, bias, 1, channels);
  }

  @Override
  public NDArray blockMean(NDArray x, int size) {
    Shape block = new Shape(size, size);
    return JniUtils.avgPool((PtNDArray) x, block, block, new Shape(0, 0), false, true);
  }

  @Override
  public NDArray pixelShuffle(NDArray x, int f) {
    Shape s = x.getShape();
    long channels = s.get(1) / f / f;
    return x.reshape(s.get(0), channels, f, f, s.get(2), s.get(3))
        .transpose(0, 1, 4, 2, 5, 3)
        .reshape(s.get(0), channels, f * s.get(2), f * s.get(3));
  }

  @Override
  public NDArray pixelUnshuffle(NDArray x, int f) {
    Shape s = x.getShape();
    long height = s.get(2) / f;
    long width = s.get(3) / f;
    return x.reshape(s.get(0), s.get(1), height, f, width, f)
        .transpose(0, 1, 3, 5, 2, 4)
        .reshape(s.get(0), s.get(1) * f * f, height, width);
  }

  @Override
  public NDArray concat(List<NDArray> parts) {
    NDList list = new NDList(parts);
    return parts.size() == 1
        ? parts.getFirst()
        : list.head().getNDArrayInternal().concat(list.subNDList(1), 1);
  }

  @Override
  public NDArray crop(NDArray x, int height, int width) {
    return x.get(new NDIndex(":, :, 0:" + height + ", 0:" + width));
  }

  @Override
  public NDArray channels(NDArray x, int from, int to) {
    return x.get(new NDIndex(":, " + from + ":" + to));
  }

  @Override
  public NDArray inverseRoot(NDArray x) {
    return x.pow(number(x, -0.5));
  }

  @Override
  public NDArray linearAttention(
      NDArray q, NDArray k, NDArray v, @Nullable NDArray allowed, int heads, Rotation rotation) {
    return new TorchAttention(heads, rotation, weights).linear(q, k, v, allowed);
  }

  @Override
  public NDArray windowAttention(NDArray three, int heads, Rotation rotation) {
    return new TorchAttention(heads, rotation, weights).window(three);
  }

  @Override
  public NDArray channelAttention(NDArray q, NDArray k, NDArray v) {
    return TorchAttention.channels(q, k, v);
  }
}
