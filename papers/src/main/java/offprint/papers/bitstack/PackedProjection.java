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

  /** Blocks, one begun included. */
  int count() {
    return blocks.size();
  }

  Block block(int level) {
    return blocks.get(level);
  }

  /** Adds the next block or puts a longer part in the place of the last. */
  void put(int level, Block block, int usedRows) {
    drop(level);
    blocks.add(block);
    lastRows = usedRows;
  }

  /** Keeps the first blocks alone. */
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
    float[][] v = new float[blocks.size()][];
    Arrays.setAll(v, b -> floats(blocks.get(b).v(), 0, blocks.get(b).v().length));
    float[] tile = new float[TILE * columns];
    float[] product = new float[columns];
    float[] signs = new float[columns + 8];
    for (int from = 0; from < rows; from += TILE) {
      int count = Math.min(TILE, rows - from);
      Arrays.fill(tile, 0);
      for (int b = 0; b < v.length; b++) {
        Block block = blocks.get(b);
        int used = Math.min(count, usedRows(b) - from);
        for (int i = 0; i < used; i++) {
          product(block, from + i, v[b], product);
          expand(block.signs(), (long) (from + i) * columns, signs);
          int start = i * columns;
          for (int j = 0; j < columns; j++) {
            tile[start + j] += product[j] * signs[j];
          }
        }
      }
      divide(tile, count);
      to.put(at + from * columns, tile, 0, count * columns);
    }
  }

  private void divide(float[] tile, int count) {
    if (scale != null) {
      for (int i = 0; i < count; i++) {
        int start = i * columns;
        for (int j = 0; j < columns; j++) {
          tile[start + j] /= scale[j];
        }
      }
    }
  }

  private static float[] floats(short[] halves, int from, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.float16ToFloat(halves[from + i]);
    }
    return values;
  }

  /** Row of u v; four of its terms at a time. */
  private void product(Block block, int row, float[] v, float[] result) {
    int rank = block.rank();
    float[] u = floats(block.u(), row * rank, rank);
    float first = u[0];
    for (int j = 0; j < columns; j++) {
      result[j] = first * v[j];
    }
    int r = 1;
    for (; r + 3 < rank; r += 4) {
      float a = u[r];
      float b = u[r + 1];
      float c = u[r + 2];
      float d = u[r + 3];
      int va = r * columns;
      int vb = va + columns;
      int vc = vb + columns;
      int vd = vc + columns;
      for (int j = 0; j < columns; j++) {
        result[j] += (a * v[va + j] + b * v[vb + j]) + (c * v[vc + j] + d * v[vd + j]);
      }
    }
    for (; r < rank; r++) {
      float a = u[r];
      int va = r * columns;
      for (int j = 0; j < columns; j++) {
        result[j] += a * v[va + j];
      }
    }
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
