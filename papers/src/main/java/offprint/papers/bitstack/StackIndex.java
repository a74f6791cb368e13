package offprint.papers.bitstack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.quantization.SignBits;

/**
 * The layout of a stack: base, scales, then blocks, each level of a projection before the next.
 * Padding of the file is not counted.
 *
 * @param shapes of the projections, in model order
 * @param baseBytes embeddings, norms, biases, head
 * @param levels blocks of each projection, N
 * @param order items of the stack, each level · projections + projection, levels from 0
 */
record StackIndex(
    List<Shape> shapes, long baseBytes, long scaleBytes, int levels, List<Integer> order) {

  static final double MEBI = 1 << 20;

  /** A projection and the rank of its blocks. */
  record Shape(int rows, int columns, int rank) {
    static Shape of(Projection projection, int rank) {
      return new Shape(projection.rows(), projection.columns(), rank);
    }

    long bytes() {
      return Block.bytes(rows, columns, rank);
    }

    long factorBytes() {
      return Block.factorBytes(rows, columns, rank);
    }

    /** Bytes of a block with the signs of only its first rows. */
    long partBytes(int first) {
      return factorBytes() + SignBits.bytes((long) first * columns);
    }
  }

  /**
   * A prefix of the stack.
   *
   * @param items whole blocks
   * @param rows of the block after them, 0 for none
   * @param bytes in all, base and scales included
   */
  record Prefix(int items, int rows, long bytes) {}

  /** Level by level, projections in model order. */
  static List<Integer> plainOrder(int projections, int levels) {
    List<Integer> order = new ArrayList<>();
    for (int item = 0; item < projections * levels; item++) {
      order.add(item);
    }
    return order;
  }

  int projection(int item) {
    return item % shapes.size();
  }

  int level(int item) {
    return item / shapes.size();
  }

  Shape shape(int item) {
    return shapes.get(projection(item));
  }

  long levelBytes() {
    return shapes.stream().mapToLong(Shape::bytes).sum();
  }

  long minimumBytes() {
    return baseBytes + scaleBytes + levelBytes();
  }

  long fullBytes() {
    return baseBytes + scaleBytes + levels * levelBytes();
  }

  long largestBlock() {
    return shapes.stream().mapToLong(Shape::bytes).max().orElseThrow();
  }

  /** Numbers in the projections. */
  long weights() {
    return shapes.stream().mapToLong(shape -> (long) shape.rows * shape.columns).sum();
  }

  /** Bits per weight of the projections in a model of {@code bytes}; the base is not counted. */
  double bits(long bytes) {
    return 8.0 * (bytes - baseBytes) / weights();
  }

  /**
   * The longest prefix within a budget in bytes.
   *
   * @param partial whether a part of the next block may fill the rest
   * @throws IllegalArgumentException if not even the first blocks fit
   */
  Prefix prefix(double budget, boolean partial) {
    if (!(budget >= minimumBytes())) {
      throw new IllegalArgumentException(
          "budgetMiB must be at least %s: base and scales %s + first blocks %s; got %s"
              .formatted(
                  mebibytes((double) minimumBytes()),
                  mebibytes((double) (baseBytes + scaleBytes)),
                  mebibytes((double) levelBytes()),
                  mebibytes(budget)));
    }
    long bytes = baseBytes + scaleBytes;
    int items = 0;
    while (items < order.size() && bytes + shape(order.get(items)).bytes() <= budget) {
      bytes += shape(order.get(items++)).bytes();
    }
    int rows = 0;
    if (partial && items < order.size()) {
      Shape next = shape(order.get(items));
      double signs = Math.min(budget, (double) fullBytes()) - (bytes + next.factorBytes());
      rows =
          (int) Math.clamp((long) Math.floor(8 * Math.floor(signs) / next.columns), 0L, next.rows);
      bytes += rows > 0 ? next.partBytes(rows) : 0;
    }
    return new Prefix(items, rows, bytes);
  }

  /** The prefix of {@code count} whole blocks. */
  Prefix items(int count) {
    long bytes = baseBytes + scaleBytes;
    for (int item : order.subList(0, count)) {
      bytes += shape(item).bytes();
    }
    return new Prefix(count, 0, bytes);
  }

  /** Blocks of each projection that a prefix has. */
  int[] counts(Prefix prefix) {
    int[] counts = new int[shapes.size()];
    order.subList(0, prefix.items()).forEach(item -> counts[projection(item)]++);
    return counts;
  }

  /**
   * @throws IllegalArgumentException if a block is missing or doubled, or stands before the one it
   *     repairs
   */
  void requireWhole() {
    int[] seen = new int[shapes.size()];
    for (int item : order) {
      int p = projection(item);
      if (level(item) != seen[p]++) {
        throw new IllegalArgumentException(
            "order: block %d of projection %d must come %s"
                .formatted(
                    level(item) + 1,
                    p + 1,
                    level(item) < seen[p] - 1 ? "once" : "after the block before it"));
      }
    }
    if (Arrays.stream(seen).anyMatch(count -> count != levels)) {
      throw new IllegalArgumentException(
          "order: it must have %d blocks of each projection: got %s"
              .formatted(levels, Arrays.toString(seen)));
    }
  }

  static String mebibytes(double bytes) {
    return "%.4f MiB".formatted(bytes / MEBI);
  }
}
