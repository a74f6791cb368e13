package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import offprint.kernels.lattice.StateLaw;

/** A uniform order of k items and the comparisons of all pairs of them. */
final class Comparisons {
  private static final int MOST_ITEMS = 8;

  private Comparisons() {}

  static Problem.Instance of(int items) {
    if (items < 2 || items > MOST_ITEMS) {
      throw new IllegalArgumentException(
          "size must be 2 to %d items for sorting: got %d".formatted(MOST_ITEMS, items));
    }
    List<List<Integer>> orders = new ArrayList<>();
    permute(new ArrayList<>(), items, orders);
    Components.Builder builder = new Components.Builder(StateLaw.uniform(orders.size()));
    for (int a = 0; a < items; a++) {
      for (int b = a + 1; b < items; b++) {
        int first = a;
        int second = b;
        builder.add(
            "%d before %d".formatted(a, b),
            s -> orders.get(s).indexOf(first) < orders.get(s).indexOf(second) ? 1 : 0);
      }
    }
    return new Problem.Instance(
        builder.build(),
        orders.stream()
            .map(order -> order.stream().map(String::valueOf).collect(Collectors.joining(" ")))
            .toList());
  }

  private static void permute(List<Integer> begun, int items, List<List<Integer>> orders) {
    if (begun.size() == items) {
      orders.add(List.copyOf(begun));
      return;
    }
    for (int item = 0; item < items; item++) {
      if (!begun.contains(item)) {
        begun.add(item);
        permute(begun, items, orders);
        begun.removeLast();
      }
    }
  }
}
