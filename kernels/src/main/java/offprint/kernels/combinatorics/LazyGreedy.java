package offprint.kernels.combinatorics;

import java.util.PriorityQueue;
import java.util.function.IntToDoubleFunction;

/**
 * Greedy maximisation of a monotone submodular function with stale gains: a gain never grows, so an
 * element whose fresh gain still leads the heap is the best one. Ties go to the lower index.
 */
public final class LazyGreedy {
  private record Entry(double gain, int element, int round) {}

  private final PriorityQueue<Entry> heap =
      new PriorityQueue<>(
          (a, b) -> a.gain != b.gain ? Double.compare(b.gain, a.gain) : a.element - b.element);
  private int round;
  private long evaluations;
  private double lastGain;

  /**
   * @param elements elements 0 … n - 1
   * @param gain gain of each before anything is chosen
   */
  public LazyGreedy(int elements, IntToDoubleFunction gain) {
    for (int e = 0; e < elements; e++) {
      heap.add(new Entry(gain.applyAsDouble(e), e, 0));
      evaluations++;
    }
  }

  /**
   * Chooses the element of most gain, which is not offered again.
   *
   * @param gain gain of an element given those chosen before
   * @return the element, or -1 where none is left or the best gain is not above {@code least}
   */
  public int next(IntToDoubleFunction gain, double least) {
    while (!heap.isEmpty()) {
      Entry top = heap.remove();
      if (top.round == round) {
        lastGain = top.gain;
        round++;
        return top.gain > least ? top.element : -1;
      }
      evaluations++;
      heap.add(new Entry(gain.applyAsDouble(top.element), top.element, round));
    }
    return -1;
  }

  /** Gain of the element chosen last. */
  public double lastGain() {
    return lastGain;
  }

  /** How often a gain was asked for. */
  public long evaluations() {
    return evaluations;
  }
}
