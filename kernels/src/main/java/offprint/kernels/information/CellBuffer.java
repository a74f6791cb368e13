package offprint.kernels.information;

import java.util.Arrays;

/** Collects the cells of a sparse joint distribution. */
public final class CellBuffer {
  private int[] row;
  private int[] column;
  private double[] mass;
  private int size;

  public CellBuffer(int capacity) {
    row = new int[Math.max(1, capacity)];
    column = new int[row.length];
    mass = new double[row.length];
  }

  public void add(int i, int j, double m) {
    if (size == mass.length) {
      row = Arrays.copyOf(row, 2 * size);
      column = Arrays.copyOf(column, 2 * size);
      mass = Arrays.copyOf(mass, 2 * size);
    }
    row[size] = i;
    column[size] = j;
    mass[size++] = m;
  }

  public Coupling coupling(int rows, int columns) {
    return new Coupling(
        rows,
        columns,
        Arrays.copyOf(row, size),
        Arrays.copyOf(column, size),
        Arrays.copyOf(mass, size));
  }
}
