package offprint.kernels.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Memory shared by Java and torch, refilled each step instead of allocated: what Java writes torch
 * reads, without a copy.
 */
public final class StagingBuffer {
  private final NDManager manager;
  private FloatBuffer values;
  private NDArray tensor;

  StagingBuffer(NDManager manager) {
    this.manager = manager;
    this.values = FloatBuffer.allocate(0);
    this.tensor = manager.create(0f);
  }

  /**
   * The tensor of these values. It holds until the next call, so not past the backward pass of a
   * forward pass that used it and a new call.
   *
   * @param values row-major; those beyond the shape's size are ignored
   */
  public NDArray put(float[] values, long... shape) {
    Shape size = new Shape(shape);
    int length = Math.toIntExact(size.size());
    if (length > this.values.capacity()) {
      grow(length);
    }
    this.values.put(0, values, 0, length);
    return tensor.get(new NDIndex("0:" + length)).reshape(size);
  }

  private void grow(int length) {
    tensor.close();
    ByteBuffer bytes = manager.allocateDirect(Math.multiplyExact(length, 4));
    values = bytes.asFloatBuffer();
    tensor = manager.create(bytes, new Shape(length), DataType.FLOAT32);
    NDScope.unregister(tensor); // lives as long as the session, not as the scope of this step
  }
}
