package offprint.kernels.information;

/**
 * A binary heap of masses, largest on top, ties by lower index. It starts from a sorted list, so
 * building is a sort of primitives.
 */
final class RemainingMass {
  private final double residue;
  private final int[] index;
  private final double[] mass;
  private int size;

  RemainingMass(double[] p, double residue) {
    this.residue = residue;
    index = DescendingOrder.of(p);
    mass = new double[p.length];
    for (int i = 0; i < mass.length; i++) {
      mass[i] = p[index[i]];
    }
    size = p.length;
    while (size > 0 && mass[size - 1] < residue) {
      size--;
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  double largest() {
    return mass[0];
  }

  int index() {
    return index[0];
  }

  /** Takes {@code amount} from the largest. */
  void take(double amount) {
    double m = mass[0] - amount;
    int i = index[0];
    if (m < residue) {
      size--;
      m = mass[size];
      i = index[size];
    }
    int hole = 0;
    while (2 * hole + 1 < size) {
      int child = 2 * hole + 1;
      if (child + 1 < size
          && before(mass[child + 1], index[child + 1], mass[child], index[child])) {
        child++;
      }
      if (!before(mass[child], index[child], m, i)) {
        break;
      }
      mass[hole] = mass[child];
      index[hole] = index[child];
      hole = child;
    }
    mass[hole] = m;
    index[hole] = i;
  }

  private static boolean before(double a, int i, double b, int j) {
    return a > b || (a == b && i < j);
  }
}
