package offprint.kernels.flow;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import offprint.kernels.flow.MaskedFlow.Part;

/**
 * Evaluates a {@link MaskedFlow} and its gradient on up to {@code capacity} rows at once. Holds the
 * memory for it; not safe for several threads at once.
 */
public final class FlowBatch {
  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final MaskedFlow flow;
  private final int d;
  private final int h;
  private final Block[] blocks;
  private final double[] context;
  private int rows;

  /** Weights with their masks, and what one pass leaves for the gradient. */
  private final class Block {
    /** Each masked array as [out, in] and [in, out]. */
    final Map<Part, double[]> weights = new EnumMap<>(Part.class);

    final Map<Part, double[]> transposed = new EnumMap<>(Part.class);
    final Map<Part, double[]> gradient = new EnumMap<>(Part.class);
    final double[] x;
    final double[] h1;
    final double[] h2;
    final double[] o;
    final double[] z;

    Block(int capacity) {
      for (Part part : Part.values()) {
        int size = flow.rows(part) * flow.columns(part);
        weights.put(part, new double[size]);
        transposed.put(part, new double[size]);
        gradient.put(part, new double[size]);
      }
      x = new double[capacity * d];
      h1 = new double[capacity * h];
      h2 = new double[capacity * h];
      o = new double[capacity * 2 * d];
      z = new double[capacity * d];
    }
  }

  private final double[] dz;
  private final double[] dx;
  private final double[] dOut;
  private final double[] dHidden;
  private final double[] dHidden1;

  public FlowBatch(MaskedFlow flow, int capacity) {
    this.flow = flow;
    d = flow.dimension();
    h = flow.hidden();
    blocks = new Block[flow.blocks()];
    Arrays.setAll(blocks, _ -> new Block(capacity));
    context = new double[capacity * Math.max(1, flow.context())];
    dz = new double[capacity * d];
    dx = new double[capacity * d];
    dOut = new double[capacity * 2 * d];
    dHidden = new double[capacity * h];
    dHidden1 = new double[capacity * h];
  }

  /** Rows that fit. */
  public int capacity() {
    return dz.length / d;
  }

  /**
   * Takes over parameters; needed after each change of them.
   *
   * @param parameters as in {@link MaskedFlow#initial}
   */
  public void parameters(double[] parameters) {
    for (int b = 0; b < blocks.length; b++) {
      for (Part part : Part.values()) {
        int rowCount = flow.rows(part);
        int columns = flow.columns(part);
        int offset = flow.offset(b, part);
        double[] weights = array(blocks[b].weights, part);
        double[] transposed = array(blocks[b].transposed, part);
        for (int i = 0; i < rowCount; i++) {
          for (int j = 0; j < columns; j++) {
            double weight = flow.sees(part, i, j) ? parameters[offset + i * columns + j] : 0;
            weights[i * columns + j] = weight;
            transposed[j * rowCount + i] = weight;
          }
        }
      }
    }
  }

  /**
   * log q(x | c) in nats of each row.
   *
   * @param x [n][D], n up to the capacity
   * @param c [n][C]
   * @param logDensity [n]; overwritten
   */
  public void logDensity(double[][] x, double[][] c, int n, double[] logDensity) {
    rows = n;
    for (int row = 0; row < n; row++) {
      System.arraycopy(x[row], 0, blocks[0].x, row * d, d);
      System.arraycopy(c[row], 0, context, row * flow.context(), flow.context());
    }
    Arrays.fill(logDensity, 0, n, -d * LOG_ROOT_TWO_PI);
    for (int b = 0; b < blocks.length; b++) {
      forward(blocks[b], logDensity);
      if (b + 1 < blocks.length) {
        reverse(blocks[b].z, blocks[b + 1].x);
      }
    }
    double[] z = blocks[blocks.length - 1].z;
    for (int row = 0; row < n; row++) {
      for (int i = 0; i < d; i++) {
        logDensity[row] -= z[row * d + i] * z[row * d + i] / 2;
      }
    }
  }

  /** The noise [n, D] to which the last rows were mapped by block {@code block}. */
  double[] mapped(int block) {
    return Arrays.copyOf(blocks[block].z, rows * d);
  }

  private void forward(Block block, double[] logDensity) {
    affine(block, Part.INPUT, Part.INPUT_BIAS, block.x, d, block.h1, h);
    Products.add(context, array(block.transposed, Part.CONTEXT), block.h1, rows, flow.context(), h);
    tanh(block.h1, rows * h);
    affine(block, Part.HIDDEN, Part.HIDDEN_BIAS, block.h1, h, block.h2, h);
    tanh(block.h2, rows * h);
    affine(block, Part.OUTPUT, Part.OUTPUT_BIAS, block.h2, h, block.o, 2 * d);
    Products.add(
        context,
        array(block.transposed, Part.OUTPUT_CONTEXT),
        block.o,
        rows,
        flow.context(),
        2 * d);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < d; i++) {
        int at = row * 2 * d + d + i;
        double a = MaskedFlow.MOST_LOG_SCALE * Math.tanh(block.o[at] / MaskedFlow.MOST_LOG_SCALE);
        block.o[at] = a;
        int place = row * d + i;
        block.z[place] = (block.x[place] - block.o[at - d]) * Math.exp(-a);
        logDensity[row] -= a;
      }
    }
  }

  private static double[] array(Map<Part, double[]> arrays, Part part) {
    return Objects.requireNonNull(arrays.get(part));
  }

  private void affine(
      Block block, Part weight, Part bias, double[] in, int inner, double[] out, int columns) {
    double[] biases = array(block.weights, bias);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(biases, 0, out, row * columns, columns);
    }
    Products.add(in, array(block.transposed, weight), out, rows, inner, columns);
  }

  private static void tanh(double[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = Math.tanh(values[i]);
    }
  }

  private void reverse(double[] from, double[] to) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < d; i++) {
        to[row * d + i] = from[row * d + d - 1 - i];
      }
    }
  }

  /**
   * The gradient of the mean of -log q over the rows of the last {@link #logDensity}.
   *
   * @param gradient as the parameters; overwritten
   */
  public void gradient(double[] gradient) {
    double share = 1.0 / rows;
    double[] z = blocks[blocks.length - 1].z;
    for (int i = 0; i < rows * d; i++) {
      dz[i] = z[i] * share;
    }
    for (int b = blocks.length - 1; b >= 0; b--) {
      backward(blocks[b], share, b > 0);
      if (b > 0) {
        reverse(dx, dz);
      }
      gather(b, gradient);
    }
  }

  /** Leaves the gradients of the block's weights, and that of its x in {@link #dx} if asked. */
  private void backward(Block block, double share, boolean further) {
    for (double[] part : block.gradient.values()) {
      Arrays.fill(part, 0);
    }
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < d; i++) {
        int place = row * d + i;
        int at = row * 2 * d + i;
        double a = block.o[at + d];
        double back = dz[place] * Math.exp(-a);
        dx[place] = back;
        dOut[at] = -back;
        double bend = a / MaskedFlow.MOST_LOG_SCALE;
        dOut[at + d] = (share - dz[place] * block.z[place]) * (1 - bend * bend);
      }
    }
    Products.addTransposed(dOut, block.h2, array(block.gradient, Part.OUTPUT), rows, 2 * d, h);
    Products.addTransposed(
        dOut, context, array(block.gradient, Part.OUTPUT_CONTEXT), rows, 2 * d, flow.context());
    sum(dOut, 2 * d, array(block.gradient, Part.OUTPUT_BIAS));
    through(block, Part.OUTPUT, dOut, 2 * d, block.h2, dHidden);
    Products.addTransposed(dHidden, block.h1, array(block.gradient, Part.HIDDEN), rows, h, h);
    sum(dHidden, h, array(block.gradient, Part.HIDDEN_BIAS));
    through(block, Part.HIDDEN, dHidden, h, block.h1, dHidden1);
    Products.addTransposed(dHidden1, block.x, array(block.gradient, Part.INPUT), rows, h, d);
    Products.addTransposed(
        dHidden1, context, array(block.gradient, Part.CONTEXT), rows, h, flow.context());
    sum(dHidden1, h, array(block.gradient, Part.INPUT_BIAS));
    if (further) {
      Products.add(dHidden1, array(block.weights, Part.INPUT), dx, rows, h, d);
    }
  }

  /** Carries a gradient through weights and the tanh whose values are {@code units}. */
  private void through(
      Block block, Part weight, double[] from, int inner, double[] units, double[] to) {
    Arrays.fill(to, 0, rows * h, 0);
    Products.add(from, array(block.weights, weight), to, rows, inner, h);
    for (int i = 0; i < rows * h; i++) {
      to[i] *= 1 - units[i] * units[i];
    }
  }

  private void sum(double[] values, int columns, double[] to) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < columns; i++) {
        to[i] += values[row * columns + i];
      }
    }
  }

  private void gather(int b, double[] gradient) {
    for (Part part : Part.values()) {
      int columns = flow.columns(part);
      int offset = flow.offset(b, part);
      double[] from = array(blocks[b].gradient, part);
      for (int i = 0; i < from.length; i++) {
        gradient[offset + i] = flow.sees(part, i / columns, i % columns) ? from[i] : 0;
      }
    }
  }
}
