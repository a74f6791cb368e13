package offprint.papers.bitstack;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.quantization.SignBits;
import org.jspecify.annotations.Nullable;

/**
 * The loaded blocks of a projection, kept as they are stored; of the last one perhaps the first
 * rows alone. The matrix is W = (Σ S_i ∘ (u_i v_i)) / s, summed in the order of the levels, so that
 * equal blocks give equal bits whatever was loaded before.
 */
final class PackedProjection {
  private static final int TILE = 16;

  /** Largest rank for tables: at rank 4 they take a third of the time of restoring, at 16 more. */
  private static final int SLIM = 8;

  private static final float[] SIGNS = new float[256 * 8];

  static {
    for (int i = 0; i < SIGNS.length; i++) {
      SIGNS[i] = (i >> 3 << (i & 7) & 0x80) == 0 ? -1 : 1;
    }
  }

  private final int rows;
  private final int columns;
  private final float @Nullable [] scale;
  private final List<Block> blocks = new ArrayList<>();
  private int lastRows;

  /**
   * @param scale s [columns]; null for none
   */
  PackedProjection(int rows, int columns, float @Nullable [] scale) {
    this.rows = rows;
    this.columns = columns;
    this.scale = scale;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Number of blocks, including one that is loaded in part. */
  int count() {
    return blocks.size();
  }

  /** True if {@link #multiply} is faster than restoring the matrix and multiplying by it. */
  boolean isSlim() {
    return blocks.stream().allMatch(block -> block.rank() <= SLIM);
  }

  Block block(int level) {
    return blocks.get(level);
  }

  /** Adds the next block, or replaces the last one by a longer part of it. */
  void put(int level, Block block, int usedRows) {
    drop(level);
    blocks.add(block);
    lastRows = usedRows;
  }

  /** Keeps only the first blocks. */
  void drop(int count) {
    while (blocks.size() > count) {
      blocks.removeLast();
      lastRows = rows;
    }
  }

  private int usedRows(int block) {
    return block == blocks.size() - 1 ? lastRows : rows;
  }

  /**
   * Writes the matrix.
   *
   * @param to receives [rows × columns] from {@code at} on
   */
  void restore(FloatBuffer to, int at) {
    float[][][] v = new float[blocks.size()][][];
    Arrays.setAll(v, b -> rows(blocks.get(b)));
    float[][] tile = new float[TILE][columns];
    float[] product = new float[columns];
    float[] signs = new float[columns + 8];
    for (int from = 0; from < rows; from += TILE) {
      int count = Math.min(TILE, rows - from);
      for (int b = 0; b < v.length; b++) {
        Block block = blocks.get(b);
        int used = Math.min(count, usedRows(b) - from);
        for (int i = 0; i < used; i++) {
          product(block, from + i, v[b], product);
          expand(block.signs(), (long) (from + i) * columns, signs);
          addSigned(tile[i], product, signs);
        }
      }
      for (int i = 0; i < count; i++) {
        if (scale != null) {
          divide(tile[i], scale);
        }
        to.put(at + (from + i) * columns, tile[i], 0, columns);
        Arrays.fill(tile[i], 0);
      }
    }
  }

  // Loops over whole arrays from 0, each in a method of its own: the JIT turns them into vectors.

  private static void addSigned(float[] to, float[] product, float[] signs) {
    for (int j = 0; j < to.length; j++) {
      to[j] += product[j] * signs[j];
    }
  }

  private static void divide(float[] row, float[] scale) {
    for (int j = 0; j < row.length; j++) {
      row[j] /= scale[j];
    }
  }

  private static void times(float a, float[] v, float[] result) {
    for (int j = 0; j < result.length; j++) {
      result[j] = a * v[j];
    }
  }

  private static void addTimes(float a, float[] v, float[] result) {
    for (int j = 0; j < result.length; j++) {
      result[j] += a * v[j];
    }
  }

  private static void addFour(
      float a,
      float[] va,
      float b,
      float[] vb,
      float c,
      float[] vc,
      float d,
      float[] vd,
      float[] result) {
    for (int j = 0; j < result.length; j++) {
      result[j] += (a * va[j] + b * vb[j]) + (c * vc[j] + d * vd[j]);
    }
  }

  /** The rows of v. */
  private float[][] rows(Block block) {
    float[][] v = new float[block.rank()][columns];
    for (int r = 0; r < v.length; r++) {
      for (int j = 0; j < columns; j++) {
        v[r][j] = Float.float16ToFloat(block.v()[r * columns + j]);
      }
    }
    return v;
  }

  /** Row of u v; four of its terms at a time. */
  private static void product(Block block, int row, float[][] v, float[] result) {
    int rank = block.rank();
    int at = row * rank;
    int r = rank < 4 ? 1 : 4;
    if (r == 1) {
      times(half(block, at), v[0], result);
    } else {
      Arrays.fill(result, 0);
      r = 0;
    }
    for (; r + 3 < rank; r += 4) {
      addFour(
          half(block, at + r),
          v[r],
          half(block, at + r + 1),
          v[r + 1],
          half(block, at + r + 2),
          v[r + 2],
          half(block, at + r + 3),
          v[r + 3],
          result);
    }
    for (; r < rank; r++) {
      addTimes(half(block, at + r), v[r], result);
    }
  }

  private static float half(Block block, int at) {
    return Float.float16ToFloat(block.u()[at]);
  }

  /** Signs of a row as ±1. */
  private void expand(byte[] bits, long first, float[] signs) {
    for (int j = 0; j < columns; j += 8) {
      System.arraycopy(SIGNS, SignBits.eight(bits, first + j) << 3, signs, j, 8);
    }
  }

  /**
   * y = W x without the matrix: each block as y += Σ_r u_r ∘ (S (v_r ∘ x/s)), the product with S by
   * tables of the 256 sums that eight signs can make.
   *
   * @param x [columns]
   * @param y receives [rows] from {@code at} on
   */
  void multiply(float[] x, float[] y, int at) {
    float[] scaled = x.clone();
    if (scale != null) {
      for (int j = 0; j < columns; j++) {
        scaled[j] /= scale[j];
      }
    }
    Arrays.fill(y, at, at + rows, 0);
    for (int b = 0; b < blocks.size(); b++) {
      new SignTables(blocks.get(b)).addTo(scaled, usedRows(b), y, at);
    }
  }
}
