package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import offprint.kernels.combinatorics.LazyGreedy;
import offprint.kernels.information.Entropy;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.PartitionProduct;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.lattice.StrippedPartition;

/**
 * Landmarks in the order they were chosen, and what they tell apart together.
 *
 * @param landmarks chosen nodes
 * @param entropyBits joint entropy after each of them
 * @param classes different readings after each of them
 * @param evaluations entropies that were computed to choose
 */
record Selection(
    List<Integer> landmarks, List<Double> entropyBits, List<Integer> classes, long evaluations) {

  int size() {
    return landmarks.size();
  }

  /** The remaining entropy of the node; 0 if the landmarks tell all nodes apart. */
  double missingBits(int nodes) {
    return classesAt(size()) == nodes ? 0 : Entropy.log2(nodes) - entropyBitsAt(size());
  }

  /** Joint entropy of the first {@code count} landmarks, or of all if there are fewer; bits. */
  double entropyBitsAt(int count) {
    int at = Math.min(count, landmarks.size());
    return at == 0 ? 0 : entropyBits.get(at - 1);
  }

  int classesAt(int count) {
    int at = Math.min(count, landmarks.size());
    return at == 0 ? 1 : classes.get(at - 1);
  }

  /**
   * Chooses the landmark that adds most joint entropy, lazily: the gain of a landmark never grows.
   */
  static Selection greedy(Readings readings, int most, LongConsumer onEvaluation) {
    Builder builder = new Builder(readings);
    LazyGreedy greedy =
        new LazyGreedy(
            readings.nodes(),
            i -> {
              onEvaluation.accept(i);
              return builder.gain(i);
            });
    while (builder.canGrow(most)) {
      int next =
          greedy.next(
              i -> {
                onEvaluation.accept(greedy.evaluations());
                return builder.gain(i);
              },
              0);
      if (next < 0) {
        break;
      }
      builder.add(next);
    }
    return builder.build(greedy.evaluations());
  }

  /** Takes landmarks in a given order, as long as they do not tell all nodes apart. */
  static Selection inOrder(
      Readings readings, IntUnaryOperator order, int most, LongConsumer onLandmark) {
    Builder builder = new Builder(readings);
    for (int k = 0; k < readings.nodes() && builder.canGrow(most); k++) {
      onLandmark.accept(k);
      builder.add(order.applyAsInt(k));
    }
    return builder.build(0);
  }

  private static final class Builder {
    private final Readings readings;
    private final StateLaw law;
    private final PartitionProduct product;
    private StrippedPartition joined;
    private double bits;
    private final List<Integer> landmarks = new ArrayList<>();
    private final List<Double> entropies = new ArrayList<>();
    private final List<Integer> classes = new ArrayList<>();

    Builder(Readings readings) {
      this.readings = readings;
      this.law = StateLaw.uniform(readings.nodes());
      this.product = new PartitionProduct(readings.nodes());
      this.joined = StrippedPartition.constant(readings.nodes());
    }

    boolean canGrow(int most) {
      return joined.confused() > 0 && landmarks.size() < most;
    }

    double gain(int landmark) {
      Partition sensor = readings.sensor(landmark);
      return product.jointEntropyBits(joined, sensor, law) - bits;
    }

    void add(int landmark) {
      joined = product.of(joined, readings.sensor(landmark));
      bits = joined.entropyBits(law);
      landmarks.add(landmark);
      entropies.add(bits);
      classes.add(joined.blocks());
    }

    Selection build(long evaluations) {
      return new Selection(landmarks, entropies, classes, evaluations);
    }
  }
}
