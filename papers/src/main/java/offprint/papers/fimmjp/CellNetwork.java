package offprint.papers.fimmjp;

import java.util.Arrays;
import offprint.kernels.special.ErrorFunction;
import offprint.kernels.torch.Safetensors;

/**
 * The cell network on plain arrays: one cell for each ordered pair of states, with weights shared
 * by all cells, so that renaming the states permutes its answer and any number of states will do.
 * {@link CellTensors} is the same network for training.
 */
final class CellNetwork implements RateNetwork {
  static final double NORM_EPSILON = 1e-5;

  private final CellDesign design;
  private final int d;
  private final double[] embed;
  private final double[] embedBias;
  private final Layer[] layers;
  private final double[] rate;
  private final double[] rateBias;
  private final double[] initial;
  private final double initialBias;
  private final double[] noise;
  private final double noiseBias;

  /** Weights of a layer, transposed to [in * out] so that inner loops run along outputs. */
  private record Layer(
      double[] self,
      double[] mirror,
      double[] bias,
      double[] row,
      double[] column,
      double[] mean,
      double[] out,
      double[] outBias,
      double[] gain,
      double[] shift) {}

  /**
   * @throws IllegalArgumentException if a tensor is missing or has another shape, naming it
   */
  CellNetwork(CellDesign design, Safetensors file) {
    this.design = design;
    this.d = design.width();
    embed = transposed(file, "embed.weight", d, CellFeatures.COUNT);
    embedBias = file.doubles("embed.bias", d);
    layers = new Layer[design.layers()];
    for (int k = 0; k < layers.length; k++) {
      double[] pair = transposed(file, CellDesign.layer(k, "pair.weight"), d, 2 * d);
      layers[k] =
          new Layer(
              Arrays.copyOf(pair, d * d),
              Arrays.copyOfRange(pair, d * d, 2 * d * d),
              file.doubles(CellDesign.layer(k, "pair.bias"), d),
              transposed(file, CellDesign.layer(k, "row.weight"), d, 3 * d),
              transposed(file, CellDesign.layer(k, "column.weight"), d, 3 * d),
              transposed(file, CellDesign.layer(k, "mean.weight"), d, d),
              transposed(file, CellDesign.layer(k, "out.weight"), d, d),
              file.doubles(CellDesign.layer(k, "out.bias"), d),
              file.doubles(CellDesign.layer(k, "norm.weight"), d),
              file.doubles(CellDesign.layer(k, "norm.bias"), d));
    }
    rate = transposed(file, "rate.weight", 3, d);
    rateBias = file.doubles("rate.bias", 3);
    initial = file.doubles("initial.weight", 1, 3L * d);
    initialBias = file.doubles("initial.bias", 1)[0];
    noise = file.doubles("noise.weight", 1, d);
    noiseBias = file.doubles("noise.bias", 1)[0];
  }

  private static double[] transposed(Safetensors file, String name, int out, int in) {
    double[] weight = file.doubles(name, out, in);
    double[] transposed = new double[weight.length];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        transposed[i * out + o] = weight[o * in + i];
      }
    }
    return transposed;
  }

  @Override
  public int maxStates() {
    return design.maxStates();
  }

  @Override
  public Estimate estimate(Paths paths) {
    return estimate(CellFeatures.of(paths));
  }

  Estimate estimate(CellFeatures features) {
    int n = features.states();
    double[] h = new double[n * n * d];
    for (int cell = 0; cell < n * n; cell++) {
      System.arraycopy(embedBias, 0, h, cell * d, d);
      int at = cell * CellFeatures.COUNT;
      addProduct(features.values(), at, CellFeatures.COUNT, embed, h, cell * d);
    }
    for (Layer layer : layers) {
      apply(layer, n, h);
    }
    return answer(features, n, h);
  }

  /** h_ij += H gelu(A (y_ij, y_ji) + b + B u_i + C u_j + G m) + b', y the normalised h. */
  private void apply(Layer layer, int n, double[] h) {
    double[] y = new double[h.length];
    for (int cell = 0; cell < n * n; cell++) {
      normalise(h, cell * d, layer, y);
    }
    Means means = new Means(n, y);
    double[] common = layer.bias.clone();
    addProduct(means.total, 0, d, layer.mean, common, 0);
    double[] rows = new double[n * d];
    double[] columns = new double[n * d];
    for (int i = 0; i < n; i++) {
      System.arraycopy(common, 0, rows, i * d, d);
      addProduct(means.states, i * 3 * d, 3 * d, layer.row, rows, i * d);
      addProduct(means.states, i * 3 * d, 3 * d, layer.column, columns, i * d);
    }
    double[] z = new double[d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int c = 0; c < d; c++) {
          z[c] = rows[i * d + c] + columns[j * d + c];
        }
        addProduct(y, (i * n + j) * d, d, layer.self, z, 0);
        addProduct(y, (j * n + i) * d, d, layer.mirror, z, 0);
        int at = (i * n + j) * d;
        for (int c = 0; c < d; c++) {
          z[c] = z[c] * 0.5 * ErrorFunction.erfc(-z[c] * Math.sqrt(0.5));
          h[at + c] += layer.outBias[c];
        }
        addProduct(z, 0, d, layer.out, h, at);
      }
    }
  }

  private void normalise(double[] h, int at, Layer layer, double[] y) {
    double mean = 0;
    for (int c = 0; c < d; c++) {
      mean += h[at + c];
    }
    mean /= d;
    double variance = 0;
    for (int c = 0; c < d; c++) {
      variance += (h[at + c] - mean) * (h[at + c] - mean);
    }
    double inverse = 1 / Math.sqrt(variance / d + NORM_EPSILON);
    for (int c = 0; c < d; c++) {
      y[at + c] = (h[at + c] - mean) * inverse * layer.gain[c] + layer.shift[c];
    }
  }

  /** Means of cells: u_i = (row mean, column mean, diagonal) of each state, and of all cells. */
  private final class Means {
    final double[] states;
    final double[] total = new double[d];

    Means(int n, double[] y) {
      states = new double[n * 3 * d];
      for (int i = 0; i < n; i++) {
        System.arraycopy(y, (i * n + i) * d, states, (3 * i + 2) * d, d);
        for (int j = 0; j < n; j++) {
          int at = (i * n + j) * d;
          for (int c = 0; c < d; c++) {
            states[3 * i * d + c] += y[at + c] / n;
            states[(3 * j + 1) * d + c] += y[at + c] / n;
            total[c] += y[at + c] / (n * n);
          }
        }
      }
    }
  }

  private Estimate answer(CellFeatures features, int n, double[] h) {
    double[] mean = new double[n * n];
    double[] sd = new double[n * n];
    double[] link = new double[n * n];
    double perTime = features.scale() / features.unit();
    double[] o = new double[3];
    for (int cell = 0; cell < n * n; cell++) {
      if (cell % (n + 1) != 0) {
        System.arraycopy(rateBias, 0, o, 0, 3);
        addProduct(h, cell * d, d, rate, o, 0);
        mean[cell] = Math.exp(Math.clamp(o[0], -12, 8)) * perTime;
        sd[cell] = Math.exp(Math.clamp(o[1], -8, 6)) * perTime;
        link[cell] = 1 / (1 + Math.exp(-o[2]));
      }
    }
    Means means = new Means(n, h);
    double[] law = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double logit = initialBias + dot(means.states, i * 3 * d, initial);
      law[i] = Math.exp(logit + Math.log(features.firstShare()[i] + 0.02));
      sum += law[i];
    }
    for (int i = 0; i < n; i++) {
      law[i] /= sum;
    }
    double epsilon = Math.exp(noiseBias + dot(means.total, 0, noise));
    return new Estimate(n, mean, sd, link, law, epsilon);
  }

  private static double dot(double[] x, int at, double[] weight) {
    double sum = 0;
    for (int c = 0; c < weight.length; c++) {
      sum += x[at + c] * weight[c];
    }
    return sum;
  }

  /** out += x W with W [in * width]. */
  private static void addProduct(double[] x, int at, int in, double[] w, double[] out, int to) {
    int width = w.length / in;
    for (int i = 0; i < in; i++) {
      double factor = x[at + i];
      int row = i * width;
      for (int c = 0; c < width; c++) {
        out[to + c] += factor * w[row + c];
      }
    }
  }
}
