package offprint.kernels.neural;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One convolution. Each output is the bias plus, in the order of input channel, kernel row, kernel
 * column, weight times input, every product and sum rounded; positions outside add nothing. Vector
 * lanes run along a row of outputs, so the order of a sum does not depend on the machine.
 */
final class StrictConvolution {
  private final StrictWeights.Kernel kernel;
  private final int stride;

  StrictConvolution(StrictWeights.Kernel kernel, int stride) {
    this.kernel = kernel;
    this.stride = stride;
  }

  FeatureMaps apply(FeatureMaps x) {
    boolean apart = kernel.in() == 1 && x.channels() > 1;
    if (apart ? kernel.out() != x.channels() : kernel.in() != x.channels()) {
      throw new IllegalArgumentException(
          "convolution '%s' must get %d channels: got %d"
              .formatted(kernel.name(), apart ? kernel.out() : kernel.in(), x.channels()));
    }
    int height = (x.height() + stride - 1) / stride;
    int width = (x.width() + stride - 1) / stride;
    FeatureMaps out = new FeatureMaps(kernel.out(), height, width);
    int pad = stride == 1 ? kernel.size() / 2 : 0;
    boolean halved = stride == 2 && !apart;
    FeatureMaps source =
        halved ? phases(x, kernel.size() / 2, height, width) : pad == 0 ? x : padded(x, pad);
    int block = 4;
    IntStream.range(0, (kernel.out() + block - 1) / block)
        .parallel()
        .forEach(
            b -> {
              boolean padded = halved || pad > 0;
              float[] row = new float[padded ? (height - 1) * source.width() + width : 0];
              for (int o = b * block; o < Math.min(kernel.out(), (b + 1) * block); o++) {
                if (halved) {
                  Arrays.fill(row, kernel.bias()[o]);
                  for (int i = 0; i < kernel.in(); i++) {
                    halvedTaps(source, row, o, i);
                  }
                  cut(row, source.width(), out, o);
                } else if (stride > 1) {
                  fill(out, o);
                  for (int i = 0; i < kernel.in(); i++) {
                    strided(source, out, o, apart ? o : i, i);
                  }
                } else if (pad == 0) {
                  fill(out, o);
                  points(source, out, o, apart);
                } else {
                  Arrays.fill(row, kernel.bias()[o]);
                  for (int i = 0; i < kernel.in(); i++) {
                    taps(source, row, o, apart ? o : i, i);
                  }
                  cut(row, source.width(), out, o);
                }
              }
            });
    return out;
  }

  /**
   * Every second row and column by themselves, with zeros around: phase 2 r + s of channel c is map
   * 4 c + 2 r + s, whose place (i, j) is that of (2 i + r − pad, 2 j + s − pad).
   */
  private static FeatureMaps phases(FeatureMaps x, int pad, int height, int width) {
    FeatureMaps out = new FeatureMaps(4 * x.channels(), height + pad, width + pad);
    for (int map = 0; map < out.channels(); map++) {
      for (int i = 0; i < out.height(); i++) {
        int row = 2 * i + map % 4 / 2 - pad;
        for (int j = 0; j < out.width() && row >= 0 && row < x.height(); j++) {
          int column = 2 * j + map % 2 - pad;
          if (column >= 0 && column < x.width()) {
            out.set(map, i, j, x.at(map / 4, row, column));
          }
        }
      }
    }
    return out;
  }

  private void halvedTaps(FeatureMaps x, float[] to, int o, int i) {
    int size = kernel.size();
    int first = (o * kernel.in() + i) * size * size;
    for (int t = 0; t < size * size; t++) {
      int u = t / size;
      int v = t % size;
      int map = 4 * i + 2 * (u % 2) + v % 2;
      int from = map * x.area() + u / 2 * x.width() + v / 2;
      axpy(kernel.weight()[first + t], x.values(), from, to, 0, to.length);
    }
  }

  /** Zeros around each map, so that one run over all its rows reads its neighbours by offset. */
  private static FeatureMaps padded(FeatureMaps x, int pad) {
    FeatureMaps out = new FeatureMaps(x.channels(), x.height() + 2 * pad, x.width() + 2 * pad);
    out.paste(x, pad, pad);
    return out;
  }

  private void fill(FeatureMaps out, int o) {
    int area = out.area();
    Arrays.fill(out.values(), o * area, (o + 1) * area, kernel.bias()[o]);
  }

  /** The rows of a run over padded rows, without what lies between them. */
  private static void cut(float[] from, int stride, FeatureMaps out, int o) {
    for (int row = 0; row < out.height(); row++) {
      int to = (o * out.height() + row) * out.width();
      System.arraycopy(from, row * stride, out.values(), to, out.width());
    }
  }

  /** Size 1: all input channels, four in one run. */
  private void points(FeatureMaps x, FeatureMaps out, int o, boolean apart) {
    int area = out.area();
    float[] w = kernel.weight();
    float[] in = x.values();
    float[] to = out.values();
    int first = o * kernel.in();
    int i = 0;
    for (; !apart && i + 4 <= kernel.in(); i += 4) {
      int at = first + i;
      four(w[at], w[at + 1], w[at + 2], w[at + 3], in, i * area, to, o * area, area);
    }
    for (; i < kernel.in(); i++) {
      axpy(w[first + i], in, (apart ? o : i) * area, to, o * area, area);
    }
  }

  /** Adds the taps on input channel {@code c} to the outputs of all rows. */
  private void taps(FeatureMaps x, float[] to, int o, int c, int i) {
    int size = kernel.size();
    float[] w = kernel.weight();
    int first = (o * kernel.in() + i) * size * size;
    int from = c * x.area();
    if (size == 3) {
      nine(w, first, x.values(), from, x.width(), to);
      return;
    }
    for (int u = 0; u < size; u++) {
      int at = first + u * size;
      int place = from + u * x.width();
      if (size == 5) {
        five(w, at, x.values(), place, to);
      } else {
        for (int v = 0; v < size; v++) {
          axpy(w[at + v], x.values(), place + v, to, 0, to.length);
        }
      }
    }
  }

  private static void axpy(float w, float[] in, int from, float[] to, int target, int length) {
    for (int i = 0; i < length; i++) {
      to[target + i] += w * in[from + i];
    }
  }

  private static void four(
      float w0,
      float w1,
      float w2,
      float w3,
      float[] in,
      int from,
      float[] to,
      int target,
      int length) {
    int second = from + length;
    int third = second + length;
    int fourth = third + length;
    for (int i = 0; i < length; i++) {
      float sum = to[target + i] + w0 * in[from + i];
      sum += w1 * in[second + i];
      sum += w2 * in[third + i];
      sum += w3 * in[fourth + i];
      to[target + i] = sum;
    }
  }

  private static void nine(float[] w, int at, float[] in, int from, int width, float[] to) {
    float w0 = w[at];
    float w1 = w[at + 1];
    float w2 = w[at + 2];
    float w3 = w[at + 3];
    float w4 = w[at + 4];
    float w5 = w[at + 5];
    float w6 = w[at + 6];
    float w7 = w[at + 7];
    float w8 = w[at + 8];
    int middle = from + width;
    int lower = middle + width;
    for (int i = 0; i < to.length; i++) {
      float sum = to[i] + w0 * in[from + i];
      sum += w1 * in[from + i + 1];
      sum += w2 * in[from + i + 2];
      sum += w3 * in[middle + i];
      sum += w4 * in[middle + i + 1];
      sum += w5 * in[middle + i + 2];
      sum += w6 * in[lower + i];
      sum += w7 * in[lower + i + 1];
      sum += w8 * in[lower + i + 2];
      to[i] = sum;
    }
  }

  private static void five(float[] w, int at, float[] in, int from, float[] to) {
    float w0 = w[at];
    float w1 = w[at + 1];
    float w2 = w[at + 2];
    float w3 = w[at + 3];
    float w4 = w[at + 4];
    for (int i = 0; i < to.length; i++) {
      float sum = to[i] + w0 * in[from + i];
      sum += w1 * in[from + i + 1];
      sum += w2 * in[from + i + 2];
      sum += w3 * in[from + i + 3];
      sum += w4 * in[from + i + 4];
      to[i] = sum;
    }
  }

  private void strided(FeatureMaps x, FeatureMaps out, int o, int c, int i) {
    int size = kernel.size();
    int first = (o * kernel.in() + i) * size * size;
    for (int row = 0; row < out.height(); row++) {
      for (int column = 0; column < out.width(); column++) {
        float sum = out.at(o, row, column);
        for (int t = 0; t < size * size; t++) {
          int r = row * stride + t / size - size / 2;
          int k = column * stride + t % size - size / 2;
          if (r >= 0 && r < x.height() && k >= 0 && k < x.width()) {
            sum += kernel.weight()[first + t] * x.at(c, r, k);
          }
        }
        out.set(o, row, column, sum);
      }
    }
  }
}
