package offprint.kernels.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Owner of the tensors of one training or inference, on the thread that opened it. */
public final class Session implements AutoCloseable {
  /** Threads of one operation; part of what decides the last bits of a result. */
  public static final int THREADS = Integer.getInteger("offprint.torch.threads", 2);

  private static final ScopedValue<Integer> HERE = ScopedValue.newInstance();

  private final NDManager manager;

  private Session(NDManager manager) {
    this.manager = manager;
  }

  /** Starts the engine where this has not happened yet, without touching the network. */
  public static Session open() {
    Engine engine = EngineHolder.ENGINE;
    JniUtils.setNumThreads(HERE.orElse(THREADS)); // per thread, as the two below
    JniUtils.setGradMode(false); // per thread; torch begins each thread with true
    JniUtils.setGraphExecutorOptimize(
        false); // likewise; scripts then run alike from the first time
    return new Session(engine.newBaseManager());
  }

  /**
   * Does work whose sessions compute on this thread alone: less waiting where operations are small,
   * and several such works may go on side by side.
   */
  public static <T> T onOneThread(Callable<T> work) throws Exception {
    Engine _ = EngineHolder.ENGINE;
    try {
      return ScopedValue.where(HERE, 1).call(work::call);
    } finally {
      JniUtils.setNumThreads(HERE.orElse(THREADS));
    }
  }

  public NDManager manager() {
    return manager;
  }

  /** Version of PyTorch, e.g. "2.7.1". */
  public String version() {
    return EngineHolder.ENGINE.getVersion();
  }

  /** A constant tensor of 32-bit floats, copied from {@code values}. */
  public NDArray constant(float[] values, long... shape) {
    return manager.create(values, new Shape(shape));
  }

  /** A constant tensor of 64-bit floats, copied from {@code values}. */
  public NDArray constant(double[] values, long... shape) {
    return manager.create(values, new Shape(shape));
  }

  /** Memory shared by Java and torch for an input that changes each step. */
  public StagingBuffer staging() {
    return new StagingBuffer(manager);
  }

  /** Computes without recording gradients and frees every tensor made on the way. */
  public float[] evaluate(Supplier<NDArray> result) {
    try (NDScope _ = new NDScope()) {
      return result.get().toType(DataType.FLOAT32, false).toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  private static final class EngineHolder {
    static final Engine ENGINE = start();

    private static Engine start() {
      OpenMpWaitPolicy.passive();
      System.setProperty("ai.djl.offline", "true");
      System.setProperty("OPT_OUT_TRACKING", "true");
      System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(THREADS));
      System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
      return Engine.getEngine("PyTorch");
    }
  }
}
