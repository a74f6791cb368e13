package offprint.papers.bitstack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.lm.model.WeightSource;
import offprint.kernels.torch.NativeMemory;
import offprint.kernels.torch.Session;
import org.jspecify.annotations.Nullable;

/**
 * A model that runs from the loaded part of a stack and can grow or shrink between two passes.
 * Computes in float32.
 */
final class RunningModel implements WeightSource, AutoCloseable {
  /** How projections are computed. */
  enum Mode {
    /**
     * One matrix at a time is restored into a buffer; memory is the loaded bytes plus that buffer.
     */
    PACKED,
    /** All matrices are restored once: fast, and as large as the model that was compressed. */
    DENSE,
    /** As PACKED, but single tokens are multiplied with blocks of low rank themselves. */
    GEMV
  }

  private final StackFile file;
  private final Mode mode;
  private final boolean partial;
  private final NDManager manager;
  private final Map<String, NDArray> base = new LinkedHashMap<>();
  private final List<PackedProjection> packed = new ArrayList<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final LanguageModel model;
  private StackIndex.Prefix loaded = new StackIndex.Prefix(0, 0, 0);
  private @Nullable Block begun;

  /** A tensor of the layout, made of one or more projections, one under the other. */
  private static final class Tensor {
    private final List<PackedProjection> parts = new ArrayList<>();
    private final Buffer buffer;
    private final NDArray view;
    private boolean current;

    Tensor(Buffer buffer, NDArray view) {
      this.buffer = buffer;
      this.view = view;
    }

    void restore() {
      int at = 0;
      for (PackedProjection part : parts) {
        part.restore(buffer.values, at);
        at += part.rows() * part.columns();
      }
      current = true;
    }
  }

  /** Memory that Java fills and torch reads. */
  private static final class Buffer {
    private final FloatBuffer values;
    private final NDArray array;

    Buffer(NDManager manager, long size) {
      ByteBuffer bytes = manager.allocateDirect(Math.toIntExact(Math.multiplyExact(4, size)));
      values = bytes.asFloatBuffer();
      array = manager.create(bytes, new Shape(size), DataType.FLOAT32);
      NDScope.unregister(array);
    }

    /** The first numbers as [rows, columns], or transposed. */
    NDArray view(long rows, long columns, boolean transposed) {
      NDArray view =
          array.get(new NDIndex("0:" + rows * columns)).reshape(new Shape(rows, columns));
      NDArray turned = transposed ? view.transpose() : view;
      NDScope.unregister(turned);
      return turned;
    }
  }

  private RunningModel(StackFile file, Mode mode, boolean partial, Session session) {
    this.file = file;
    this.mode = mode;
    this.partial = partial;
    this.manager = session.manager().newSubManager();
    this.model = LanguageModel.over(session, file.config(), this, DataType.FLOAT32);
  }

  /**
   * Loads the prefix of a budget.
   *
   * @param budget bytes; counted are those of base, scales and blocks
   * @throws IllegalArgumentException if the first blocks do not fit, or there is not enough memory
   */
  static RunningModel open(
      Session session, StackFile file, double budget, boolean partial, Mode mode)
      throws IOException {
    StackIndex.Prefix prefix = file.prefix(budget, partial);
    double dense = mode == Mode.DENSE ? 4.0 * file.index().weights() : 0;
    NativeMemory.require(prefix.bytes() + dense, "budgetMiB", prefix.bytes() >> 20);
    RunningModel running = new RunningModel(file, mode, partial, session);
    running.readBase();
    running.arrange();
    running.load(prefix);
    return running;
  }

  private void readBase() throws IOException {
    for (Map.Entry<String, float[]> entry : file.base().entrySet()) {
      NDArray array = manager.create(entry.getValue(), new Shape(file.shape(entry.getKey())));
      NDScope.unregister(array);
      base.put(entry.getKey(), array);
    }
    Map<String, float[]> scales = file.scales();
    for (Projection projection : file.projections()) {
      packed.add(
          new PackedProjection(
              projection.rows(), projection.columns(), scales.get(projection.inputName())));
    }
  }

  private void arrange() {
    long largest = 0;
    for (Projection projection : file.projections()) {
      largest = Math.max(largest, (long) projection.tensorRows() * projection.columns());
    }
    Buffer shared = mode == Mode.DENSE ? null : new Buffer(manager, largest);
    for (int p = 0; p < packed.size(); p++) {
      Projection projection = file.projections().get(p);
      Tensor tensor = tensors.get(projection.tensor());
      if (tensor == null) {
        long rows = projection.tensorRows();
        long columns = projection.columns();
        Buffer buffer = shared == null ? new Buffer(manager, rows * columns) : shared;
        tensor = new Tensor(buffer, buffer.view(rows, columns, projection.transposed()));
        tensors.put(projection.tensor(), tensor);
      }
      tensor.parts.add(packed.get(p));
    }
  }

  LanguageModel model() {
    return model;
  }

  StackIndex.Prefix loaded() {
    return loaded;
  }

  /**
   * Loads or drops blocks to meet a budget. The result equals a fresh load with this budget bit for
   * bit, whatever was loaded before; only missing bytes are read.
   *
   * @return bytes read
   * @throws IllegalArgumentException if the first blocks do not fit; nothing changes then
   */
  long setBudget(double bytes) throws IOException {
    long before = file.bytesRead();
    load(file.prefix(bytes, partial));
    return file.bytesRead() - before;
  }

  private void load(StackIndex.Prefix to) throws IOException {
    if (to.items() < loaded.items()) {
      int item = file.index().order().get(to.items());
      begun = packed.get(file.index().projection(item)).block(file.index().level(item));
      loaded = new StackIndex.Prefix(to.items(), begun.rows(), 0);
    }
    drop(to.items());
    if (to.items() > loaded.items()) {
      for (int position = loaded.items(); position < to.items(); position++) {
        StackIndex.Shape shape = file.index().shape(file.index().order().get(position));
        boolean goesOn = position == loaded.items() && begun != null;
        Block block =
            file.block(position, goesOn ? begun : null, goesOn ? loaded.rows() : 0, shape.rows());
        put(position, block, shape.rows());
      }
      begun = null;
      loaded = new StackIndex.Prefix(to.items(), 0, 0);
    }
    if (to.rows() == 0) {
      begun = null;
    } else if (begun == null || to.rows() > loaded.rows()) {
      begun = file.block(to.items(), begun, loaded.rows(), to.rows());
    } else {
      begun = begun.firstRows(to.rows());
    }
    if (begun != null) {
      put(to.items(), begun, to.rows());
    }
    loaded = to;
  }

  /** Keeps the first items of the stack. */
  private void drop(int items) {
    int[] counts = file.index().counts(new StackIndex.Prefix(items, 0, 0));
    for (int p = 0; p < counts.length; p++) {
      if (packed.get(p).count() > counts[p]) {
        packed.get(p).drop(counts[p]);
        touched(p);
      }
    }
  }

  private void put(int position, Block block, int rows) {
    int item = file.index().order().get(position);
    packed.get(file.index().projection(item)).put(file.index().level(item), block, rows);
    touched(file.index().projection(item));
  }

  private void touched(int projection) {
    Tensor tensor = tensors.get(file.projections().get(projection).tensor());
    if (tensor != null) {
      tensor.current = false;
    }
  }

  @Override
  public @Nullable NDArray find(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      return base.get(name);
    }
    if (mode != Mode.DENSE || !tensor.current) {
      tensor.restore();
    }
    return tensor.view;
  }

  @Override
  public boolean together() {
    return mode == Mode.DENSE;
  }

  @Override
  public @Nullable NDArray product(String name, NDArray x) {
    Tensor tensor = tensors.get(name + ".weight");
    if (mode != Mode.GEMV
        || tensor == null
        || x.size() != tensor.parts.getFirst().columns()
        || !tensor.parts.stream().allMatch(PackedProjection::isSlim)) {
      return null;
    }
    float[] input = x.toFloatArray();
    int rows = tensor.parts.stream().mapToInt(PackedProjection::rows).sum();
    float[] y = new float[rows];
    int at = 0;
    for (PackedProjection part : tensor.parts) {
      part.multiply(input, y, at);
      at += part.rows();
    }
    long[] shape = x.getShape().getShape();
    shape[shape.length - 1] = rows;
    return x.getManager().create(y, new Shape(shape));
  }

  /** Names and restored values of all tensors, for a checkpoint. */
  Map<String, float[]> tensors() {
    Map<String, float[]> values = new HashMap<>();
    base.forEach((name, array) -> values.put(name, array.toFloatArray()));
    for (String name : tensors.keySet()) {
      try (NDScope _ = new NDScope()) {
        values.put(name, get(name).duplicate().toFloatArray());
      }
    }
    return values;
  }

  long[] shape(String name) {
    return get(name).getShape().getShape();
  }

  @Override
  public void close() {
    model.close();
    manager.close();
  }
}
