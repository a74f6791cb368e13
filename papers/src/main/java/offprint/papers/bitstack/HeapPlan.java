package offprint.papers.bitstack;

import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.torch.NativeMemory;

/**
 * Memory that a compression takes: the model in float32, all blocks, and one projection at a time
 * in float64.
 */
final class HeapPlan {
  /** Copies of the projection: weights, residual, magnitudes, singular vectors. */
  private static final double COPIES = 6;

  /** Numbers of a tensor that one buffer of float64 holds. */
  private static final long MOST_NUMBERS = 1L << 28;

  private HeapPlan() {}

  /**
   * @throws IllegalArgumentException if model or blocks do not fit
   */
  static void require(ModelConfig config, int blocks, int rank) {
    NativeMemory.require(4.0 * config.parameters(), "the model's width", config.width());
    double stack = 0;
    double largest = 0;
    requireSize("embedding", (long) config.vocabulary() * config.width());
    for (Projection p : Projection.of(config)) {
      requireSize(p.tensor(), (long) p.tensorRows() * p.columns());
      int wanted = rank == 0 ? AbsoluteDecomposition.automaticRank(p.rows(), p.columns()) : rank;
      int k = Math.min(wanted, Math.min(p.rows(), p.columns()));
      stack += (double) blocks * Block.bytes(p.rows(), p.columns(), k);
      largest = Math.max(largest, 8.0 * p.size() * COPIES);
    }
    double most = Runtime.getRuntime().maxMemory();
    if (stack + largest > 0.9 * most) {
      throw new IllegalArgumentException(
          "blocks must be lower: %d need about %.1f GB of Java memory, and %.1f GB may be used"
              .formatted(blocks, (stack + largest) / 1e9, 0.9 * most / 1e9));
    }
  }

  /**
   * Checks the memory of the other methods, which need all weights in float64.
   *
   * @throws IllegalArgumentException if these do not fit
   */
  static void requireRivals(ModelConfig config) {
    requireSize("embedding", (long) config.vocabulary() * config.width());
    double bytes = 8.0 * Projection.of(config).stream().mapToLong(Projection::size).sum();
    double most = 0.9 * Runtime.getRuntime().maxMemory();
    if (bytes > most) {
      throw new IllegalArgumentException(
          "model must be left out: its rivals need about %.1f GB of Java memory, and %.1f GB may be used"
              .formatted(bytes / 1e9, most / 1e9));
    }
  }

  private static void requireSize(String tensor, long numbers) {
    if (numbers >= MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "model must have tensors below %,d numbers: %s has %,d"
              .formatted(MOST_NUMBERS, tensor, numbers));
    }
  }
}
