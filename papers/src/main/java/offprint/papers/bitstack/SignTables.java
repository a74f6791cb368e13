package offprint.papers.bitstack;

import offprint.kernels.quantization.SignBits;

/**
 * The product of a block with a vector. Eight columns have 256 sums of ±z: they are computed once,
 * by changing one sign at a time, and each row looks up its sum by its byte of signs. The tables of
 * a few columns stay in the cache while all rows use them.
 */
record SignTables(Block block) {
  /** Number of columns whose tables are used together. */
  private static final int STRIP = 128;

  /**
   * Adds Σ_r u_r ∘ (S (v_r ∘ x)) to y.
   *
   * @param x [columns], divided by s already
   * @param usedRows rows that have signs
   * @param y [rows] from {@code at} on
   */
  void addTo(float[] x, int usedRows, float[] y, int at) {
    int rank = block.rank();
    int columns = block.columns();
    float[] z = new float[STRIP];
    float[] tables = new float[STRIP / 8 * 256];
    float[] u = new float[usedRows];
    for (int r = 0; r < rank; r++) {
      float[] sums = new float[usedRows];
      for (int from = 0; from < columns; from += STRIP) {
        int count = Math.min(STRIP, columns - from);
        for (int j = 0; j < STRIP; j++) {
          z[j] =
              j < count ? Float.float16ToFloat(block.v()[r * columns + from + j]) * x[from + j] : 0;
        }
        int groups = Math.ceilDiv(count, 8);
        for (int g = 0; g < groups; g++) {
          fill(z, 8 * g, tables, 256 * g);
        }
        addSums(tables, groups, from, usedRows, sums);
      }
      for (int i = 0; i < usedRows; i++) {
        u[i] = Float.float16ToFloat(block.u()[i * rank + r]);
      }
      for (int i = 0; i < usedRows; i++) {
        y[at + i] += u[i] * sums[i];
      }
    }
  }

  /** All sums of ±z: entry e adds those whose bit of e is set and subtracts the others. */
  private static void fill(float[] z, int from, float[] tables, int at) {
    float all = 0;
    for (int j = 0; j < 8; j++) {
      all -= z[from + j];
    }
    tables[at] = all;
    for (int bit = 0; bit < 8; bit++) {
      float twice = 2 * z[from + 7 - bit];
      int half = 1 << bit;
      for (int e = 0; e < half; e++) {
        tables[at + half + e] = tables[at + e] + twice;
      }
    }
  }

  private void addSums(float[] tables, int groups, int from, int rows, float[] sums) {
    byte[] bits = block.signs();
    int columns = block.columns();
    boolean aligned = columns % 8 == 0;
    for (int i = 0; i < rows; i++) {
      long first = (long) i * columns + from;
      float a = 0;
      float b = 0;
      int g = 0;
      if (aligned) {
        int at = (int) (first >> 3);
        for (; g + 1 < groups; g += 2) {
          a += tables[256 * g + (bits[at + g] & 0xFF)];
          b += tables[256 * g + 256 + (bits[at + g + 1] & 0xFF)];
        }
      }
      for (; g < groups; g++) {
        a += tables[256 * g + SignBits.eight(bits, first + 8L * g)];
      }
      sums[i] += a + b;
    }
  }
}
