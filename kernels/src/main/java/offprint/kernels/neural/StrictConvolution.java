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

  Maps apply(Maps x) {
    boolean apart = kernel.in() == 1 && x.channels() > 1;
    if (apart ? kernel.out() != x.channels() : kernel.in() != x.channels()) {
      throw new IllegalArgumentException(
          "convolution '%s' must get %d channels: got %d"
              .formatted(kernel.name(), apart ? kernel.out() : kernel.in(), x.channels()));
    }
    int height = (x.height() + stride - 1) / stride;
    int width = (x.width() + stride - 1) / stride;
    Maps source = stride == 1 ? padded(x) : x;
    Maps out = new Maps(kernel.out(), height, width);
    int block = 4;
    IntStream.range(0, (kernel.out() + block - 1) / block)
        .parallel()
        .forEach(
            b -> {
              for (int o = b * block; o < Math.min(kernel.out(), (b + 1) * block); o++) {
                fill(out, o);
                for (int i = 0; i < kernel.in(); i++) {
                  if (stride == 1) {
                    dense(source, out, o, apart ? o : i, i);
                  } else {
                    strided(source, out, o, apart ? o : i, i);
                  }
                }
              }
            });
    return out;
  }

  private Maps padded(Maps x) {
    int pad = kernel.size() / 2;
    if (pad == 0) {
      return x;
    }
    Maps out = new Maps(x.channels(), x.height() + 2 * pad, x.width() + 2 * pad);
    for (int c = 0; c < x.channels(); c++) {
      for (int row = 0; row < x.height(); row++) {
        System.arraycopy(
            x.values(),
            (c * x.height() + row) * x.width(),
            out.values(),
            (c * out.height() + row + pad) * out.width() + pad,
            x.width());
      }
    }
    return out;
  }

  private void fill(Maps out, int o) {
    int area = out.area();
    Arrays.fill(out.values(), o * area, (o + 1) * area, kernel.bias()[o]);
  }

  /** Adds input channel {@code c} to output channel {@code o} at stride 1, input padded. */
  private void dense(Maps x, Maps out, int o, int c, int i) {
    int size = kernel.size();
    float[] in = x.values();
    float[] to = out.values();
    float[] w = kernel.weight();
    int first = (o * kernel.in() + i) * size * size;
    if (size == 1) {
      axpy(w[first], in, c * x.area(), to, o * out.area(), out.area());
      return;
    }
    for (int row = 0; row < out.height(); row++) {
      int target = (o * out.height() + row) * out.width();
      for (int u = 0; u < size; u++) {
        int from = (c * x.height() + row + u) * x.width();
        int at = first + u * size;
        if (size == 3) {
          row3(w[at], w[at + 1], w[at + 2], in, from, to, target, out.width());
        } else {
          for (int v = 0; v < size; v++) {
            axpy(w[at + v], in, from + v, to, target, out.width());
          }
        }
      }
    }
  }

  private static void axpy(float w, float[] in, int from, float[] to, int target, int length) {
    for (int i = 0; i < length; i++) {
      to[target + i] += w * in[from + i];
    }
  }

  private static void row3(
      float w0, float w1, float w2, float[] in, int from, float[] to, int target, int length) {
    for (int i = 0; i < length; i++) {
      float sum = to[target + i] + w0 * in[from + i];
      sum += w1 * in[from + i + 1];
      sum += w2 * in[from + i + 2];
      to[target + i] = sum;
    }
  }

  private void strided(Maps x, Maps out, int o, int c, int i) {
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
