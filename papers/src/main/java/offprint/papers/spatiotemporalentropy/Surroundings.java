package offprint.papers.spatiotemporalentropy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known around a value when its turn comes: logarithms of mean magnitudes of lower
 * frequencies in the same place, of the same frequency and others around, of the frame before, and
 * of the change since then. Encoder, decoder and training ask the same object, so they cannot
 * disagree.
 *
 * <p>Go through the {@link Pass}es with {@link #begin}, through the channels with {@link #channel},
 * through the pass's positions with {@link #at}; store each value in the latents given; then {@link
 * #finish} the channel.
 */
final class Surroundings {
  /** Features of a frame coded by itself. */
  static final int INTRA = 5;

  /** Features of a frame coded after another. */
  static final int VIDEO = 13;

  private static final int LOG_BITS = 12;
  private static final float[] LOGS = logs();
  private static final float LN2 = (float) StrictMath.log(2);

  private final Neighbours neighbours;
  private final Latents y;
  private final @Nullable Latents before;
  private final float[] beforeAll; // mean |y'| of all frequencies around, [channels, area]
  private final float[] beforeWide; // of the lower ones
  private final boolean video;
  private final int area;
  private Pass pass =
      new Pass(Pass.Kind.ALL, new int[0], new int[0][], new float[0][], new int[0][]);
  private float[][] size = new float[0][]; // |y|, [channel][position of the pass]
  private float[][] change = new float[0][]; // |y − y'|
  private float[] sizeAll = new float[0]; // where all is known, [channels, area]
  private float[] changeAll = new float[0];
  private float[][] rows = new float[0][]; // near, wide, cross of size, then of change
  private float[] besideSize = new float[0];
  private float[] besideChange = new float[0];

  /** The numbers at one position. */
  static final class Known {
    /** Logarithms, {@link #INTRA} or {@link #VIDEO}. */
    final float[] features = new float[VIDEO];

    /** Mean of the values around. */
    float around;

    /** Mean of the values of the frame before around. */
    float aroundBefore;

    /** The value of the frame before. */
    float before;

    /** How much the lower frequencies changed against what they were, as a logarithm. */
    float changeHere;

    /** How much the neighbourhood changed against what it was, as a logarithm. */
    float changeAround;
  }

  /**
   * @param y filled as values become known
   * @param before latents of the frame before; null for none, or where they must not be used
   * @param video whether the features of a video model are asked for even so: then as if all were 0
   */
  Surroundings(Neighbours neighbours, Latents y, @Nullable Latents before, boolean video) {
    this.video = video;
    this.neighbours = neighbours;
    this.y = y;
    this.before = before;
    this.area = y.area();
    if (before == null) {
      beforeAll = new float[0];
      beforeWide = new float[0];
    } else {
      float[][] sizes = new float[y.channels()][area];
      for (int i = 0; i < y.values().length; i++) {
        sizes[i / area][i % area] = Math.abs(before.values()[i]);
      }
      beforeAll = mixed(neighbours.all(), sizes);
      beforeWide = mixed(neighbours.wide(), sizes);
    }
  }

  private static float[] logs() {
    float[] table = new float[1 << LOG_BITS];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) StrictMath.log(1 + (i + 0.5) / table.length);
    }
    return table;
  }

  /** ln(0.1 + x) to about 1e-4, with the same bits everywhere. */
  static float log(float x) {
    int bits = Float.floatToRawIntBits(0.1f + x);
    int exponent = (bits >> 23) - 127;
    return exponent * LN2 + LOGS[(bits >> (23 - LOG_BITS)) & ((1 << LOG_BITS) - 1)];
  }

  private float[] mixed(float[][] weights, float[][] sizes) {
    float[] out = new float[y.channels() * area];
    float[] row = new float[area];
    for (int c = 0; c < y.channels(); c++) {
      mix(weights[c], sizes, row);
      System.arraycopy(row, 0, out, c * area, area);
    }
    return out;
  }

  private static void mix(float[] weights, float[][] sizes, float[] out) {
    Arrays.fill(out, 0);
    for (int d = 0; d < weights.length; d++) {
      float w = weights[d];
      if (w > 0) {
        float[] from = sizes[d];
        for (int k = 0; k < out.length; k++) {
          out[k] += w * from[k];
        }
      }
    }
  }

  /** Starts a pass. */
  void begin(Pass next) {
    if (next.kind() == Pass.Kind.OTHERS || next.kind() == Pass.Kind.SERIAL) {
      spread(); // what the pass that ends has found
    }
    pass = next;
    int n = pass.positions().length;
    size = new float[y.channels()][n];
    change = new float[before == null ? 0 : y.channels()][n];
    if (next.kind() == Pass.Kind.SCAN) {
      for (int c = 0; c < y.channels(); c++) {
        finish(c);
      }
      spread();
    }
    rows = new float[before == null ? 3 : 6][n];
    besideSize = new float[n];
    besideChange = new float[n];
  }

  private void spread() {
    sizeAll = spread(size, sizeAll);
    changeAll = before == null ? changeAll : spread(change, changeAll);
  }

  /** Mixed magnitudes of the pass, put to their positions. */
  private float[] spread(float[][] sizes, float[] all) {
    float[] out = all.length == 0 ? new float[y.channels() * area] : all;
    float[] row = new float[pass.positions().length];
    for (int c = 0; c < sizes.length; c++) {
      mix(neighbours.all()[c], sizes, row);
      for (int k = 0; k < row.length; k++) {
        out[c * area + pass.positions()[k]] = row[k];
      }
    }
    return out;
  }

  /** Turns to a channel, whose lower ones are finished. */
  void channel(int c) {
    mix(neighbours.near()[c], size, rows[0]);
    mix(neighbours.wide()[c], size, rows[1]);
    mix(neighbours.cross()[c], size, rows[2]);
    if (before != null) {
      mix(neighbours.near()[c], change, rows[3]);
      mix(neighbours.wide()[c], change, rows[4]);
      mix(neighbours.cross()[c], change, rows[5]);
    }
    if (pass.kind() == Pass.Kind.ALL) {
      return;
    }
    boolean anchors = pass.kind() == Pass.Kind.ANCHORS;
    beside(anchors ? scattered(rows[0]) : sizeAll, anchors ? 0 : c * area, besideSize);
    if (before != null) {
      beside(anchors ? scattered(rows[3]) : changeAll, anchors ? 0 : c * area, besideChange);
    }
  }

  private float[] scattered(float[] row) {
    float[] out = new float[area];
    for (int k = 0; k < row.length; k++) {
      out[pass.positions()[k]] = row[k];
    }
    return out;
  }

  private void beside(float[] values, int from, float[] out) {
    for (int k = 0; k < out.length; k++) {
      float sum = 0;
      int[] beside = pass.beside()[k];
      for (int position : beside) {
        sum += values[from + position];
      }
      out[k] = beside.length == 0 ? 0 : sum / beside.length;
    }
  }

  /** What is known of channel {@code c} at the pass's position {@code k}. */
  void at(int c, int k, Known out) {
    int from = c * area;
    int[] near = pass.near()[k];
    float[] weights = pass.weights()[k];
    float around = 0;
    float nearSize = 0;
    for (int i = 0; i < near.length; i++) {
      int value = y.values()[from + near[i]];
      around += weights[i] * value;
      nearSize += weights[i] * Math.abs(value);
    }
    float[] f = out.features;
    f[0] = log(rows[0][k]);
    f[1] = log(rows[1][k]);
    f[2] = log(rows[2][k]);
    f[3] = log(nearSize);
    f[4] = log(besideSize[k]);
    out.around = around;
    if (before != null) {
      temporal(before, c, k, out);
    } else if (video) {
      Arrays.fill(f, INTRA, VIDEO, log(0));
    }
  }

  private void temporal(Latents before, int c, int k, Known out) {
    int from = c * area;
    int[] near = pass.near()[k];
    float[] weights = pass.weights()[k];
    float aroundBefore = 0;
    float nearChange = 0;
    for (int i = 0; i < near.length; i++) {
      int old = before.values()[from + near[i]];
      aroundBefore += weights[i] * old;
      nearChange += weights[i] * Math.abs(y.values()[from + near[i]] - old);
    }
    int position = pass.positions()[k];
    float old = before.values()[from + position];
    float box = log(box(c, position));
    float[] f = out.features;
    f[5] = log(rows[3][k]);
    f[6] = log(rows[4][k]);
    f[7] = log(nearChange);
    f[8] = log(besideChange[k]);
    f[9] = log(rows[5][k]);
    f[10] = log(Math.abs(old));
    f[11] = log(beforeAll[from + position]);
    f[12] = box;
    out.aroundBefore = aroundBefore;
    out.before = old;
    out.changeHere = f[6] - log(beforeWide[from + position]);
    out.changeAround = pass.kind() == Pass.Kind.ALL ? out.changeHere : f[8] - box;
  }

  /** Mean of {@link #beforeAll} over the 3 x 3 positions around. */
  private float box(int c, int position) {
    int width = y.width();
    int row = position / width;
    int column = position % width;
    float sum = 0;
    int count = 0;
    for (int r = Math.max(0, row - 1); r <= Math.min(y.height() - 1, row + 1); r++) {
      for (int s = Math.max(0, column - 1); s <= Math.min(width - 1, column + 1); s++) {
        sum += beforeAll[c * area + r * width + s];
        count++;
      }
    }
    return sum / count;
  }

  /** Says that all values of a channel in this pass are stored. */
  void finish(int c) {
    for (int k = 0; k < pass.positions().length; k++) {
      int i = c * area + pass.positions()[k];
      size[c][k] = Math.abs(y.values()[i]);
      if (before != null) {
        change[c][k] = Math.abs(y.values()[i] - before.values()[i]);
      }
    }
  }
}
