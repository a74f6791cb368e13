package offprint.server.vector;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import offprint.engine.Json;

/**
 * A BERT encoder in ONNX Runtime. A text is one run of its own: in a batch the 8-bit weights would
 * make its vector depend on its neighbours.
 */
final class Onnx implements AutoCloseable {
  private static final int LIMIT = 256; // word pieces of a text

  /** Read lock while a text is being encoded, write lock to close the session. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WordPiece tokenizer;
  private final int dimension;
  private boolean closed;

  private Onnx(OrtEnvironment environment, OrtSession session, WordPiece tokenizer, int dimension) {
    this.environment = environment;
    this.session = session;
    this.tokenizer = tokenizer;
    this.dimension = dimension;
  }

  /**
   * ONNX Runtime's own shutdown hook closes its environment under texts that are still being read,
   * and the process ends in a segmentation fault. A second handle, which only its native code
   * knows, keeps the environment until the process is gone.
   */
  private static final class Environment {
    static final OrtEnvironment KEPT = kept();

    private static OrtEnvironment kept() {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try {
        Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
        api.setAccessible(true);
        Method handle =
            OrtEnvironment.class.getDeclaredMethod(
                "createHandle", long.class, int.class, String.class);
        handle.setAccessible(true);
        handle.invoke(
            null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "kept");
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("another version of ONNX Runtime is needed: " + e, e);
      }
      return environment;
    }
  }

  /** From the files {@code NAME.onnx} and {@code NAME-tokenizer.json} of the class path. */
  static Onnx load(String name, int dimension) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      OrtEnvironment environment = Environment.KEPT;
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = environment.createSession(read(name + ".onnx"), options);
      WordPiece tokenizer = new WordPiece(Json.MAPPER.readTree(read(name + "-tokenizer.json")));
      return new Onnx(environment, session, tokenizer, dimension);
    } catch (OrtException e) {
      throw new IllegalStateException("the sentence model cannot be loaded: " + e.getMessage(), e);
    }
  }

  private static byte[] read(String name) {
    try (InputStream in = Onnx.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The state of the first piece, as BGE asks for, brought to length 1. [dimension]
   *
   * @throws IllegalStateException once it is closed
   */
  float[] vector(String text) {
    long[] pieces = tokenizer.encode(text, LIMIT);
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the sentence model is closed");
      }
      return vector(pieces);
    } finally {
      use.readLock().unlock();
    }
  }

  private float[] vector(long[] pieces) {
    long[] ones = new long[pieces.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor ids = row(pieces);
        OnnxTensor mask = row(ones);
        OnnxTensor types = row(new long[pieces.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer(); // [1, pieces, dimension]
      float[] vector = new float[dimension];
      states.get(vector);
      return normalised(vector);
    } catch (OrtException e) {
      throw new IllegalStateException("the sentence model failed: " + e.getMessage(), e);
    }
  }

  private OnnxTensor row(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private static float[] normalised(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    float scale = (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
    return vector;
  }

  /** Waits for the texts that are being encoded. */
  @Override
  public void close() {
    use.writeLock().lock();
    try {
      closed = true;
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the sentence model cannot be closed", e);
    } finally {
      use.writeLock().unlock();
    }
  }
}
