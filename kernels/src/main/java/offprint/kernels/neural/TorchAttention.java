package offprint.kernels.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import org.jspecify.annotations.Nullable;

/** Attention in torch. */
record TorchAttention(int heads, Rotation rotation, Parameters.Views weights) {
  private static final double NEVER = 1e4;

  /** q, k and v [B, c, h, w]; allowed [1, 1, h, w]. */
  NDArray linear(NDArray q, NDArray k, NDArray v, @Nullable NDArray allowed) {
    Shape s = q.getShape();
    long h = s.get(2);
    long w = s.get(3);
    NDArray queries = turned(byHead(q).softmax(2), h, w);
    NDArray free = byHead(k);
    if (allowed != null) {
      NDArray barred = allowed.reshape(1, 1, 1, -1).sub(number(q, 1));
      free = free.add(Functional.scale(barred, NEVER));
    }
    NDArray keys = turned(free.softmax(3), h, w);
    NDArray states = byHead(v).matMul(keys.transpose(0, 1, 3, 2));
    return states.matMul(queries).reshape(s.get(0), -1, h, w);
  }

  /** [B, c, h, w] to [B, heads, c / heads, h · w]. */
  private NDArray byHead(NDArray x) {
    Shape s = x.getShape();
    return x.reshape(s.get(0), heads, s.get(1) / heads, s.get(2) * s.get(3));
  }

  /** Rotates vectors [B, heads, d, h · w]. */
  private NDArray turned(NDArray x, long h, long w) {
    if (rotation.position() == Rotation.Position.NONE) {
      return x;
    }
    Shape s = x.getShape();
    int d = (int) s.get(2);
    NDArray byColumn = frequencies(x, d, false).mul(ramp(x, w).reshape(1, 1, w));
    NDArray byRow = frequencies(x, d, true).mul(ramp(x, h).reshape(1, h, 1));
    NDArray angle = byColumn.add(byRow).reshape(d / 2, h * w);
    NDArray cos = angle.cos();
    NDArray sin = angle.sin();
    NDArray pairs = x.reshape(s.get(0), heads, d / 2, 2, h * w);
    NDArray e = pairs.get(new NDIndex(":, :, :, 0"));
    NDArray o = pairs.get(new NDIndex(":, :, :, 1"));
    NDArray even = e.mul(cos).sub(o.mul(sin));
    NDArray odd = e.mul(sin).add(o.mul(cos));
    return NDArrays.stack(new NDList(even, odd), 3).reshape(s);
  }

  /** [d / 2, 1, 1]. */
  private NDArray frequencies(NDArray like, int d, boolean rows) {
    NDArray values =
        rotation.position() == Rotation.Position.MIXED
            ? weights.get(rotation.name() + (rows ? ".rows" : ".columns"))
            : like.getManager().create(Rotation.axial(d, rows)).toType(like.getDataType(), false);
    return values.reshape(d / 2, 1, 1);
  }

  private static NDArray ramp(NDArray like, long length) {
    double[] values = new double[(int) length];
    Arrays.setAll(values, i -> i);
    return like.getManager().create(values).toType(like.getDataType(), false);
  }

  private static NDArray number(NDArray like, double value) {
    return like.getManager().create(value).toType(like.getDataType(), false);
  }

  static NDArray channels(NDArray q, NDArray k, NDArray v) {
    Shape s = q.getShape();
    int area = (int) (s.get(2) * s.get(3));
    Shape flat = new Shape(s.get(0), s.get(1), area);
    NDArray products = q.reshape(flat).matMul(k.reshape(flat).transpose(0, 2, 1));
    NDArray share = Functional.scale(products, 1 / Math.sqrt(area)).softmax(2);
    return share.matMul(v.reshape(flat)).reshape(s);
  }

  /** three [B, 3 c, h, w] to [B, 12 c, h, w]. */
  NDArray window(NDArray three) {
    Shape s = three.getShape();
    long b = s.get(0);
    long h = s.get(2);
    long w = s.get(3);
    int channels = (int) s.get(1) / 3;
    int size = channels / heads;
    NDArray q = turned(byHead(part(three, 0, channels)), h, w).reshape(b, channels, h, w);
    NDArray k = turned(byHead(part(three, 1, channels)), h, w).reshape(b, channels, h, w);
    NDArray inside = around(inside(three, h, w), 1, 1, h, w).reshape(1, 1, h * w, -1);
    NDArray queries = around(q, b, size, h, w);
    NDArray keys = around(k, b, size, h, w);
    NDArray values = around(part(three, 2, channels), b, size, h, w);
    NDArray score =
        Functional.scale(queries.matMul(keys.transpose(0, 1, 2, 4, 3)), 1 / Math.sqrt(size));
    NDArray barred = inside.expandDims(3).sub(number(three, 1));
    NDArray share = score.add(Functional.scale(barred, NEVER)).softmax(4);
    NDArray found = share.matMul(values).mul(inside.expandDims(4));
    return found.transpose(0, 1, 4, 3, 2).reshape(b, -1, h, w);
  }

  private static NDArray part(NDArray three, int number, int channels) {
    return three.get(new NDIndex(":, " + number * channels + ":" + (number + 1) * channels));
  }

  private static NDArray inside(NDArray like, long h, long w) {
    NDManager manager = like.getManager();
    return manager.ones(new Shape(1, 1, h, w), like.getDataType());
  }

  /** The 12 places around each: [B, c, h, w] to [B, c / size, h · w, 12, size]. */
  private static NDArray around(NDArray x, long b, int size, long h, long w) {
    int reach = WindowReference.SIDE / 2;
    NDManager manager = x.getManager();
    long c = x.getShape().get(1);
    NDArray side = manager.zeros(new Shape(b, c, h, reach), x.getDataType());
    NDArray wide = NDArrays.concat(new NDList(side, x, side), 3);
    NDArray edge = manager.zeros(new Shape(b, c, reach, w + 2L * reach), x.getDataType());
    NDArray framed = NDArrays.concat(new NDList(edge, wide, edge), 2);
    NDList shifted = new NDList();
    for (int t = 0; t < WindowReference.PLACES; t++) {
      int top = reach + WindowReference.rows(t);
      int left = reach + WindowReference.columns(t);
      shifted.add(
          framed.get(
              new NDIndex(":, :, " + top + ":" + (top + h) + ", " + left + ":" + (left + w))));
    }
    return NDArrays.stack(shifted, 1)
        .reshape(b, WindowReference.PLACES, c / size, size, h * w)
        .transpose(0, 2, 4, 1, 3);
  }
}
