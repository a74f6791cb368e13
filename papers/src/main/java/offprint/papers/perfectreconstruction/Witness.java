package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;

/**
 * Two states of X that no function tells apart.
 *
 * @param first the more probable one
 * @param mass of both together
 */
record Witness(int first, int second, double mass) {
  private static final Comparator<Witness> HEAVIEST =
      Comparator.comparingDouble(Witness::mass)
          .reversed()
          .thenComparingInt(Witness::first)
          .thenComparingInt(Witness::second);

  /** At most {@code most} pairs of states in one block of {@code join}, heaviest first. */
  static List<Witness> of(Partition join, StateLaw law, int most) {
    List<List<Integer>> members = new ArrayList<>();
    for (int s = 0; s < join.states(); s++) {
      if (join.block(s) == members.size()) {
        members.add(new ArrayList<>(1));
      }
      members.get(join.block(s)).add(s);
    }
    PriorityQueue<Witness> kept = new PriorityQueue<>(HEAVIEST.reversed());
    for (List<Integer> block : members) {
      block.sort(Comparator.comparingDouble(law::mass).reversed());
      int size = Math.min(block.size(), most + 1);
      for (int i = 0; i < size; i++) {
        for (int j = i + 1; j < size; j++) {
          int a = block.get(i);
          int b = block.get(j);
          kept.add(new Witness(a, b, law.mass(a) + law.mass(b)));
          if (kept.size() > most) {
            kept.remove();
          }
        }
      }
    }
    List<Witness> heaviest = new ArrayList<>(kept);
    Collections.sort(heaviest, HEAVIEST);
    return heaviest;
  }
}
