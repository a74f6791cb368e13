package offprint.server.vector;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Embeds text as unit vectors whose scalar products measure similarity: BGE small, English, version
 * 1.5 (Xiao et al., 2023), weights quantised to 8 bits. It runs in this process on the calling
 * thread and is loaded on first use. Thread-safe.
 */
@Component
public final class SentenceModel implements AutoCloseable {
  private static final String NAME = "bge-small-en-v1.5-q";
  private static final int DIMENSION = 384;
  private static final String QUESTION =
      "Represent this sentence for searching relevant passages: ";

  private @Nullable Onnx loaded;
  private boolean closed;

  /** Embeds a search query. [{@link #dimension}] */
  public float[] question(String text) {
    return model().vector(QUESTION + text);
  }

  /** Embeds texts such as abstracts; word pieces after the 256th are ignored. [n, dimension] */
  public float[][] documents(List<String> texts) {
    Onnx model = model();
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (String text : texts) {
      vectors.add(model.vector(text));
    }
    return vectors.toArray(float[][]::new);
  }

  public int dimension() {
    return DIMENSION;
  }

  /** Name stored with vectors, so that those of different models are not compared. */
  public String name() {
    return NAME;
  }

  private synchronized Onnx model() {
    if (closed) {
      throw new IllegalStateException("the sentence model is closed");
    }
    if (loaded == null) {
      loaded = Onnx.load(NAME, DIMENSION);
    }
    return loaded;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (loaded != null) {
      loaded.close();
      loaded = null;
    }
  }
}
