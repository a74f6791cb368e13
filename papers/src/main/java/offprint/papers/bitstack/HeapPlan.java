package offprint.papers.bitstack;

import offprint.kernels.lm.ModelConfig;
import offprint.kernels.lm.Projection;

/** Java memory that a compression takes: all blocks, and one projection at a time in float64. */
final class HeapPlan {
  /** Copies of the projection: weights, residual, magnitudes, singular vectors. */
  private static final double COPIES = 6;

  private HeapPlan() {}

  /**
   * @throws IllegalArgumentException naming the blocks, if they do not fit
   */
  static void require(ModelConfig config, int blocks, int rank) {
    double stack = 0;
    double largest = 0;
    for (Projection p : Projection.of(config)) {
      int k = rank == 0 ? AbsoluteDecomposition.automaticRank(p.rows(), p.columns()) : rank;
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
}
