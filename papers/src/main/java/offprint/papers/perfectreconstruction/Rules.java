package offprint.papers.perfectreconstruction;

import java.util.Locale;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.PartitionProduct;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.lattice.StrippedPartition;

/** Rules that several tasks share. */
final class Rules {
  private Rules() {}

  static void bins(int bins) {
    if (bins == 1) {
      throw new IllegalArgumentException("bins must be 0 or at least 2: got 1");
    }
  }

  static void rows(int rows) {
    if (rows < 2) {
      throw new IllegalArgumentException("the table must have at least 2 rows: got " + rows);
    }
  }

  static void sets(int columns, int maxSize, int maxSets) {
    double sets = KeySearch.sets(columns, maxSize);
    if (sets > maxSets) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "maxSets must be at least the number of sets, %.3g for up to %d of %d columns: got"
                  + " %d; lower maxSize or raise maxSets",
              sets,
              maxSize,
              columns,
              maxSets));
    }
  }

  /** Requires a tolerance that the empty set does not meet already. */
  static void eps(double eps, Criterion criterion, Partition target, StateLaw law) {
    if (eps == 0) {
      return;
    }
    PartitionProduct.Residual nothing =
        new PartitionProduct(law.states())
            .residual(StrippedPartition.constant(law.states()), target, law);
    if (criterion.accepts(nothing, eps)) {
      throw new IllegalArgumentException(
          "eps must be below %s, what is unknown of the target without any column: got %s"
              .formatted(
                  criterion == Criterion.ENTROPY
                      ? nothing.residualBits() + " bits"
                      : nothing.errorMass() + " of the rows",
                  eps));
    }
  }
}
