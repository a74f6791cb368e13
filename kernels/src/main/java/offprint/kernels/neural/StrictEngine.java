package offprint.kernels.neural;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * In plain Java, 32-bit floats: sums in a fixed order, a product rounded before it is added, no
 * function that differs between machines. Output channels are computed in parallel, each by one
 * thread.
 */
public final class StrictEngine implements Engine<FeatureMaps> {
  private final StrictWeights weights;

  public StrictEngine(StrictWeights weights) {
    this.weights = weights;
  }

  @Override
  public FeatureMaps convolve(String name, FeatureMaps x, int stride) {
    StrictWeights.Kernel kernel = weights.kernel(name);
    return new StrictConvolution(kernel, stride).apply(x);
  }

  @Override
  public FeatureMaps convolveBefore(String name, FeatureMaps x) {
    StrictWeights.Kernel kernel = weights.kernel(name);
    FeatureMaps out = new FeatureMaps(kernel.out(), x.height(), x.width());
    for (int row = 0; row < x.height(); row++) {
      for (int column = 0; column < x.width(); column++) {
        FeatureMaps place = convolveBefore(name, x, row, column);
        for (int o = 0; o < kernel.out(); o++) {
          out.set(o, row, column, place.values()[o]);
        }
      }
    }
    return out;
  }

  /** {@link #convolveBefore(String, Maps)} at one place: [out, 1, 1]. */
  public FeatureMaps convolveBefore(String name, FeatureMaps x, int row, int column) {
    StrictWeights.Kernel kernel = weights.kernel(name);
    int size = kernel.size();
    int half = size / 2;
    int taps = size * half + half;
    int[] offsets = new int[taps]; // from the place; 0 where it is outside, the place itself
    for (int t = 0; t < taps; t++) {
      int r = t / size - half;
      int k = t % size - half;
      boolean inside = row + r >= 0 && column + k >= 0 && column + k < x.width();
      offsets[t] = inside ? r * x.width() + k : 0;
    }
    FeatureMaps out = new FeatureMaps(kernel.out(), 1, 1);
    for (int o = 0; o < kernel.out(); o++) {
      float sum = kernel.bias()[o];
      for (int i = 0; i < kernel.in(); i++) {
        int place = i * x.area() + row * x.width() + column;
        int first = (o * kernel.in() + i) * size * size;
        for (int t = 0; t < taps; t++) {
          if (offsets[t] != 0) {
            sum += kernel.weight()[first + t] * x.values()[place + offsets[t]];
          }
        }
      }
      out.values()[o] = sum;
    }
    return out;
  }

  @Override
  public FeatureMaps gelu(FeatureMaps x) {
    float[] out = new float[x.values().length];
    each(x, (from, to) -> Gelu.apply(x.values(), out, from, to));
    return like(x, out);
  }

  @Override
  public FeatureMaps leakyRelu(FeatureMaps x) {
    float[] out = x.values().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = out[i] > 0 ? out[i] : out[i] * .01f;
    }
    return like(x, out);
  }

  @Override
  public FeatureMaps sigmoid(FeatureMaps x) {
    return map(x, v -> 1 / (1 + StrictMath.exp(-v)));
  }

  @Override
  public FeatureMaps tanh(FeatureMaps x) {
    return map(x, StrictMath::tanh);
  }

  @Override
  public FeatureMaps layerNorm(String name, FeatureMaps x) {
    float[] weight = weights.vector(name + ".weight", x.channels());
    float[] bias = weights.vector(name + ".bias", x.channels());
    int area = x.area();
    float[] v = x.values();
    float[] out = new float[v.length];
    IntStream.range(0, x.height())
        .parallel()
        .forEach(
            row -> {
              for (int i = row * x.width(); i < (row + 1) * x.width(); i++) {
                float sum = 0;
                for (int c = 0; c < x.channels(); c++) {
                  sum += v[c * area + i];
                }
                float mean = sum / x.channels();
                float square = 0;
                for (int c = 0; c < x.channels(); c++) {
                  float d = v[c * area + i] - mean;
                  square += d * d;
                }
                float root = (float) Math.sqrt(square / x.channels() + 1e-6f);
                for (int c = 0; c < x.channels(); c++) {
                  out[c * area + i] = (v[c * area + i] - mean) / root * weight[c] + bias[c];
                }
              }
            });
    return like(x, out);
  }

  @Override
  public FeatureMaps add(FeatureMaps a, FeatureMaps b) {
    float[] p = a.values();
    float[] q = b.values();
    float[] out = new float[p.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = p[i] + q[i];
    }
    return like(a, out);
  }

  @Override
  public FeatureMaps multiply(FeatureMaps a, FeatureMaps b) {
    float[] p = a.values();
    float[] q = b.values();
    float[] out = new float[p.length];
    int area = a.area();
    boolean broadcast = b.channels() == 1;
    for (int c = 0; c < a.channels(); c++) {
      int from = broadcast ? 0 : c * area;
      for (int i = 0; i < area; i++) {
        out[c * area + i] = p[c * area + i] * q[from + i];
      }
    }
    return like(a, out);
  }

  @Override
  public FeatureMaps scale(FeatureMaps x, double factor) {
    float f = (float) factor;
    float[] out = x.values().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= f;
    }
    return like(x, out);
  }

  @Override
  public FeatureMaps shift(FeatureMaps x, double by) {
    float f = (float) by;
    float[] out = x.values().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += f;
    }
    return like(x, out);
  }

  @Override
  public FeatureMaps clamp(FeatureMaps x, double least, double greatest) {
    float[] out = x.values().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.clamp(out[i], (float) least, (float) greatest);
    }
    return like(x, out);
  }

  @Override
  public FeatureMaps atLeast(FeatureMaps x, double threshold) {
    float least = (float) threshold;
    float[] out = new float[x.values().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = x.values()[i] >= least ? 1 : 0;
    }
    return like(x, out);
  }

  @Override
  public FeatureMaps logMagnitude(FeatureMaps x) {
    return map(x, v -> StrictMath.log(0.1f + (float) Math.abs(v)));
  }

  @Override
  public FeatureMaps groupMagnitude(FeatureMaps x, int size) {
    int area = x.area();
    float[] out = new float[x.channels() / size * area];
    for (int c = 0; c < x.channels(); c++) {
      int to = c / size * area;
      for (int i = 0; i < area; i++) {
        out[to + i] += Math.abs(x.values()[c * area + i]);
      }
    }
    for (int i = 0; i < out.length; i++) {
      out[i] /= size;
    }
    return new FeatureMaps(x.channels() / size, x.height(), x.width(), out);
  }

  @Override
  public FeatureMaps mean3(FeatureMaps x) {
    return stencil(x, new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, 9);
  }

  @Override
  public FeatureMaps meanOfNeighbours(FeatureMaps x) {
    return stencil(x, new float[] {0, 1, 0, 1, 0, 1, 0, 1, 0}, 4);
  }

  private static FeatureMaps stencil(FeatureMaps x, float[] taps, float divisor) {
    FeatureMaps out = new FeatureMaps(x.channels(), x.height(), x.width());
    for (int c = 0; c < x.channels(); c++) {
      for (int row = 0; row < x.height(); row++) {
        for (int column = 0; column < x.width(); column++) {
          float sum = 0;
          for (int t = 0; t < 9; t++) {
            int r = row + t / 3 - 1;
            int k = column + t % 3 - 1;
            if (taps[t] != 0 && r >= 0 && r < x.height() && k >= 0 && k < x.width()) {
              sum += x.at(c, r, k);
            }
          }
          out.set(c, row, column, sum / divisor);
        }
      }
    }
    return out;
  }

  @Override
  public FeatureMaps blockMean(FeatureMaps x, int size) {
    FeatureMaps out = new FeatureMaps(x.channels(), x.height() / size, x.width() / size);
    for (int c = 0; c < x.channels(); c++) {
      for (int row = 0; row < out.height(); row++) {
        for (int column = 0; column < out.width(); column++) {
          float sum = 0;
          for (int t = 0; t < size * size; t++) {
            sum += x.at(c, row * size + t / size, column * size + t % size);
          }
          out.set(c, row, column, sum / (size * size));
        }
      }
    }
    return out;
  }

  @Override
  public FeatureMaps pixelShuffle(FeatureMaps x, int f) {
    FeatureMaps out = new FeatureMaps(x.channels() / (f * f), f * x.height(), f * x.width());
    for (int c = 0; c < x.channels(); c++) {
      int place = c % (f * f);
      for (int row = 0; row < x.height(); row++) {
        for (int column = 0; column < x.width(); column++) {
          int to = f * column + place % f;
          out.set(c / (f * f), f * row + place / f, to, x.at(c, row, column));
        }
      }
    }
    return out;
  }

  @Override
  public FeatureMaps pixelUnshuffle(FeatureMaps x, int f) {
    FeatureMaps out = new FeatureMaps(x.channels() * f * f, x.height() / f, x.width() / f);
    for (int c = 0; c < out.channels(); c++) {
      int place = c % (f * f);
      for (int row = 0; row < out.height(); row++) {
        for (int column = 0; column < out.width(); column++) {
          int from = f * column + place % f;
          out.set(c, row, column, x.at(c / (f * f), f * row + place / f, from));
        }
      }
    }
    return out;
  }

  @Override
  public FeatureMaps concat(List<FeatureMaps> parts) {
    FeatureMaps first = parts.getFirst();
    int channels = parts.stream().mapToInt(FeatureMaps::channels).sum();
    FeatureMaps out = new FeatureMaps(channels, first.height(), first.width());
    int at = 0;
    for (FeatureMaps part : parts) {
      System.arraycopy(part.values(), 0, out.values(), at, part.values().length);
      at += part.values().length;
    }
    return out;
  }

  @Override
  public FeatureMaps channels(FeatureMaps x, int from, int to) {
    FeatureMaps out = new FeatureMaps(to - from, x.height(), x.width());
    System.arraycopy(x.values(), from * x.area(), out.values(), 0, out.values().length);
    return out;
  }

  @Override
  public FeatureMaps crop(FeatureMaps x, int height, int width) {
    return x.part(0, 0, height, width);
  }

  @Override
  public FeatureMaps inverseRoot(FeatureMaps x) {
    return map(x, v -> 1 / Math.sqrt(v));
  }

  @Override
  public FeatureMaps linearAttention(
      FeatureMaps q,
      FeatureMaps k,
      FeatureMaps v,
      @Nullable FeatureMaps allowed,
      int heads,
      Rotation rotation) {
    @Nullable StrictRotation turn =
        StrictRotation.of(rotation, q.channels() / heads, q.height(), q.width(), weights);
    return new StrictAttention(heads, turn).linear(q, k, v, allowed);
  }

  @Override
  public FeatureMaps windowAttention(FeatureMaps three, int heads, Rotation rotation) {
    int size = three.channels() / 3 / heads;
    @Nullable StrictRotation turn =
        StrictRotation.of(rotation, size, three.height(), three.width(), weights);
    return new StrictAttention(heads, turn).window(three);
  }

  @Override
  public FeatureMaps channelAttention(FeatureMaps q, FeatureMaps k, FeatureMaps v) {
    return StrictAttention.channels(q, k, v);
  }

  private interface Part {
    void run(int from, int to);
  }

  private static void each(FeatureMaps x, Part part) {
    int area = x.area();
    IntStream.range(0, x.channels()).parallel().forEach(c -> part.run(c * area, (c + 1) * area));
  }

  private static FeatureMaps map(FeatureMaps x, DoubleUnaryOperator function) {
    float[] v = x.values();
    float[] out = new float[v.length];
    each(
        x,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            out[i] = (float) function.applyAsDouble(v[i]);
          }
        });
    return like(x, out);
  }

  private static FeatureMaps like(FeatureMaps x, float[] values) {
    return new FeatureMaps(x.channels(), x.height(), x.width(), values);
  }
}
