package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionalTest {
  /** Frees what Java has dropped and writes over it. */
  private static void reuseFreedMemory() throws InterruptedException {
    System.gc();
    Thread.sleep(20); // the freeing is done by a thread of Java's own
    List<ByteBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(8);
      buffers.add(buffer.putDouble(0, 1e9));
    }
    assertThat(buffers).hasSize(2_000);
  }

  @Test
  void theGradientOfAScaledTensorOutlivesACollection() {
    try (Session session = Session.open()) {
      NDArray x = session.constant(new float[] {1, 2}, 2);
      x.setRequiresGradient(true);
      for (int i = 0; i < 20; i++) {
        Gradient.of(
            () -> {
              NDArray scaled = Functional.scale(x, 3);
              try {
                reuseFreedMemory();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return scaled.sum();
            });
      }
      assertThat(x.getGradient().toFloatArray()).containsExactly(60, 60);
    }
  }
}
