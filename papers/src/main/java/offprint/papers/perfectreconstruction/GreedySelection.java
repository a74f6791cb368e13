package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import offprint.kernels.lattice.PartitionProduct;
import offprint.kernels.lattice.PartitionProduct.Residual;
import offprint.kernels.lattice.StrippedPartition;

/** Forward selection, for comparison: repeatedly adds the column that leaves least unknown. */
final class GreedySelection {
  private GreedySelection() {}

  /** The sets of 1, 2 … columns; stops when one meets the tolerance or at the largest size. */
  static List<KeySearch.Found> of(KeySearch.Task task, IntConsumer onColumn) {
    List<KeySearch.Found> path = new ArrayList<>();
    PartitionProduct product = new PartitionProduct(task.law().states());
    StrippedPartition joined = StrippedPartition.constant(task.law().states());
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(task.maxSize(), task.columns().size())) {
      StrippedPartition bestJoin = joined;
      Residual best = new Residual(Double.MAX_VALUE, Double.MAX_VALUE, false);
      int bestColumn = -1;
      for (int c = 0; c < task.columns().size(); c++) {
        onColumn.accept(c);
        if (!chosen.contains(c)) {
          StrippedPartition next = product.of(joined, task.columns().get(c));
          Residual residual = product.residual(next, task.target(), task.law());
          if (task.criterion().value(residual) < task.criterion().value(best) - 1e-12) {
            best = residual;
            bestJoin = next;
            bestColumn = c;
          }
        }
      }
      chosen.add(bestColumn);
      joined = bestJoin;
      path.add(
          new KeySearch.Found(
              List.copyOf(chosen), joined.blocks(), joined.entropyBits(task.law()), best));
      if (task.criterion().accepts(best, task.eps())) {
        break;
      }
    }
    return path;
  }
}
