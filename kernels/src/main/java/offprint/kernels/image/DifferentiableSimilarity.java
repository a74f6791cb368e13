package offprint.kernels.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.torch.Functional;

/**
 * MS-SSIM as {@link StructuralSimilarity} has it, in torch, with gradients to both pictures. The
 * last row or column of an odd side counts twice in the means of 2 x 2, as there.
 */
public final class DifferentiableSimilarity {
  /** Samples are counted from the middle, so that squares lose fewer digits. */
  private static final double MIDDLE = 128;

  /** A scale's mean that is not above it counts as 0 and has no slope. */
  private static final double LEAST = 1e-12;

  private DifferentiableSimilarity() {}

  /**
   * MS-SSIM of each pair, mean over its channels.
   *
   * @param a pictures of 0 … 255, not rounded, [B, C, height, width]
   * @param b the others, of the same shape
   * @return [B]
   * @throws IllegalArgumentException if a side is below 161 pixels
   */
  public static NDArray msSsim(NDArray a, NDArray b) {
    Shape shape = a.getShape();
    StructuralSimilarity.requireSide(
        shape.get(3), shape.get(2), StructuralSimilarity.LEAST_SIDE, "MS-SSIM");
    NDArray p = planes(a);
    NDArray q = planes(b);
    List<Double> weights = StructuralSimilarity.weights();
    List<NDArray> factors = new ArrayList<>();
    for (int scale = 0; scale < weights.size(); scale++) {
      NDArray factor = similarity(p, q, scale == weights.size() - 1);
      NDArray above = factor.gt(number(factor, LEAST)).toType(factor.getDataType(), false);
      NDArray bounded = factor.maximum(number(factor, LEAST));
      factors.add(bounded.pow(number(factor, weights.get(scale))).mul(above));
      p = halved(p);
      q = halved(q);
    }
    NDArray product = factors.stream().reduce(NDArray::mul).orElseThrow();
    return product.reshape(shape.get(0), shape.get(1)).mean(new int[] {1}, false);
  }

  private static NDArray planes(NDArray x) {
    Shape s = x.getShape();
    return x.sub(number(x, MIDDLE)).reshape(s.get(0) * s.get(1), 1, s.get(2), s.get(3));
  }

  /** Mean over the places of each plane, [planes]: of contrast and structure, or of the whole. */
  private static NDArray similarity(NDArray a, NDArray b, boolean whole) {
    NDArray ma = blurred(a);
    NDArray mb = blurred(b);
    NDArray squares = ma.mul(ma).add(mb.mul(mb));
    NDArray variances = blurred(a.mul(a).add(b.mul(b))).sub(squares);
    NDArray covariance = blurred(a.mul(b)).sub(ma.mul(mb));
    NDArray c2 = number(a, StructuralSimilarity.C2);
    NDArray s = Functional.scale(covariance, 2).add(c2).div(variances.add(c2));
    if (whole) {
      NDArray middle = number(a, MIDDLE);
      NDArray la = ma.add(middle);
      NDArray lb = mb.add(middle);
      NDArray c1 = number(a, StructuralSimilarity.C1);
      NDArray upper = Functional.scale(la.mul(lb), 2).add(c1);
      s = s.mul(upper.div(la.mul(la).add(lb.mul(lb)).add(c1)));
    }
    return s.reshape(s.getShape().get(0), -1).mean(new int[] {1}, false);
  }

  /** The Gaussian window along rows, then along columns, where it lies inside. */
  private static NDArray blurred(NDArray x) {
    int taps = StructuralSimilarity.TAPS;
    return filtered(filtered(x, 1, taps), taps, 1);
  }

  private static NDArray filtered(NDArray x, int height, int width) {
    NDManager manager = x.getManager();
    NDArray kernel =
        manager
            .create(StructuralSimilarity.window(), new Shape(1, 1, height, width))
            .toType(x.getDataType(), false);
    return JniUtils.convolution(
        (PtNDArray) x,
        (PtNDArray) kernel,
        (PtNDArray) manager.zeros(new Shape(1), x.getDataType()),
        new Shape(1, 1),
        new Shape(0, 0),
        new Shape(1, 1),
        1);
  }

  private static NDArray halved(NDArray odd) {
    NDArray x = odd;
    for (int axis = 2; axis <= 3; axis++) {
      long side = x.getShape().get(axis);
      if (side % 2 == 1) {
        NDArray last = x.get(new NDIndex((axis == 2 ? ":, :, " : ":, :, :, ") + (side - 1) + ":"));
        x = x.getNDArrayInternal().concat(new NDList(last), axis);
      }
    }
    Shape two = new Shape(2, 2);
    return JniUtils.avgPool((PtNDArray) x, two, two, new Shape(0, 0), false, true);
  }

  private static NDArray number(NDArray like, double value) {
    return like.getManager().create(value).toType(like.getDataType(), false);
  }
}
