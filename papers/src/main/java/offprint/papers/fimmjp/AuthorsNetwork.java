package offprint.papers.fimmjp;

import java.util.Arrays;
import java.util.List;
import offprint.kernels.torch.Safetensors;

/**
 * The authors' network, read from their checkpoint: a bidirectional LSTM over the readings of each
 * path, learnt queries that look at all paths, and two small networks that name rates with their
 * standard deviations and the first law. Its sizes come from the shapes of the tensors.
 */
final class AuthorsNetwork implements RateNetwork {
  private static final String RNN = "ts_encoder.rnn.";
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;

  private final int states;
  private final int hidden;
  private final int queries;
  private final int key;
  private final Direction forward;
  private final Direction backward;
  private final double[] query;
  private final Linear keys;
  private final Linear values;
  private final List<Linear> rates;
  private final List<Linear> initial;

  /** y = W x + b, W [out * in]; b may be empty. */
  private record Linear(int in, int out, double[] weight, double[] bias) {
    static Linear of(Safetensors file, String name, boolean bias) {
      long[] shape = shape(file, name + ".weight", 2);
      return new Linear(
          (int) shape[1],
          (int) shape[0],
          file.doubles(name + ".weight", shape),
          bias ? file.doubles(name + ".bias", shape[0]) : new double[(int) shape[0]]);
    }

    double[] apply(double[] x) {
      double[] y = bias.clone();
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < in; i++) {
          y[o] += weight[o * in + i] * x[i];
        }
      }
      return y;
    }
  }

  /** One direction of the LSTM, gates in the order input, forget, cell, output. */
  private record Direction(Linear input, Linear recurrent) {
    static Direction of(Safetensors file, String suffix) {
      return new Direction(
          linear(file, "weight_ih" + suffix, "bias_ih" + suffix),
          linear(file, "weight_hh" + suffix, "bias_hh" + suffix));
    }

    private static Linear linear(Safetensors file, String weight, String bias) {
      long[] shape = shape(file, RNN + weight, 2);
      return new Linear(
          (int) shape[1],
          (int) shape[0],
          file.doubles(RNN + weight, shape),
          file.doubles(RNN + bias, shape[0]));
    }

    /** h <- o tanh(c), c <- f c + i g. */
    void step(double[] x, double[] h, double[] c) {
      double[] gates = input.apply(x);
      double[] more = recurrent.apply(h);
      int d = h.length;
      for (int k = 0; k < d; k++) {
        double in = sigmoid(gates[k] + more[k]);
        double forget = sigmoid(gates[d + k] + more[d + k]);
        double cell = Math.tanh(gates[2 * d + k] + more[2 * d + k]);
        double out = sigmoid(gates[3 * d + k] + more[3 * d + k]);
        c[k] = forget * c[k] + in * cell;
        h[k] = out * Math.tanh(c[k]);
      }
    }
  }

  /**
   * @throws IllegalArgumentException if a tensor is missing or has another shape, naming it
   */
  AuthorsNetwork(Safetensors file) {
    forward = Direction.of(file, "_l0");
    backward = Direction.of(file, "_l0_reverse");
    hidden = forward.recurrent.in;
    states = forward.input.in - 2;
    long[] shape = shape(file, "path_attention.q", 2);
    queries = (int) shape[0];
    key = (int) shape[1];
    query = file.doubles("path_attention.q", shape);
    keys = Linear.of(file, "path_attention.W_k", false);
    values = Linear.of(file, "path_attention.W_v", false);
    rates = decoder(file, "intensity_matrix_decoder");
    initial = decoder(file, "initial_distribution_decoder");
    require(
        "intensity_matrix_decoder.layers.output.weight",
        rates.getLast().out,
        2 * states * (states - 1));
    require("initial_distribution_decoder.layers.output.weight", initial.getLast().out, states);
    require("path_attention.W_k.weight", keys.in, 2 * hidden);
  }

  private static List<Linear> decoder(Safetensors file, String name) {
    return List.of(
        Linear.of(file, name + ".layers.linear_0", true),
        Linear.of(file, name + ".layers.linear_1", true),
        Linear.of(file, name + ".layers.output", true));
  }

  private static void require(String name, int got, int expected) {
    if (got != expected) {
      throw new IllegalArgumentException(
          "tensor '%s' must have %d outputs or inputs: got %d".formatted(name, expected, got));
    }
  }

  private static long[] shape(Safetensors file, String name, int dimensions) {
    Safetensors.Tensor tensor = file.tensors().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the file has no tensor '%s'".formatted(name));
    }
    if (tensor.shape().size() != dimensions) {
      throw new IllegalArgumentException(
          "tensor '%s' must have %d dimensions: got %s"
              .formatted(name, dimensions, tensor.shape()));
    }
    return tensor.shape().stream().mapToLong(Long::longValue).toArray();
  }

  /** True if a file has the tensors of this network. */
  static boolean wrote(Safetensors file) {
    return file.tensors().containsKey(RNN + "weight_ih_l0");
  }

  @Override
  public int maxStates() {
    return states;
  }

  @Override
  public Estimate estimate(Paths paths) {
    double latest = 0;
    for (double[] times : paths.times()) {
      latest = Math.max(latest, times[times.length - 1]);
    }
    double[][] encoded = new double[paths.count()][];
    for (int k = 0; k < encoded.length; k++) {
      encoded[k] = encode(paths.readings()[k], paths.times()[k], latest);
    }
    double[] seen = attend(encoded, paths.count());
    return answer(paths.states(), run(rates, seen), run(initial, seen), latest);
  }

  private double[] encode(int[] reading, double[] times, double latest) {
    double[] encoded = new double[2 * hidden];
    double[] h = new double[hidden];
    double[] c = ones(hidden);
    for (int i = 0; i < reading.length; i++) {
      forward.step(token(reading, times, i, latest), h, c);
    }
    System.arraycopy(h, 0, encoded, 0, hidden);
    double[] back = new double[hidden];
    backward.step(token(reading, times, reading.length - 1, latest), back, ones(hidden));
    System.arraycopy(back, 0, encoded, hidden, hidden);
    return encoded;
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** (t, time since the reading before, state as a unit vector). */
  private double[] token(int[] reading, double[] times, int i, double latest) {
    double[] token = new double[states + 2];
    token[0] = times[i] / latest;
    token[1] = i == 0 ? 0 : (times[i] - times[i - 1]) / latest;
    token[2 + reading[i]] = 1;
    return token;
  }

  /** softmax(q (W_k h)' / sqrt key) W_v h for each query, and the number of paths / 100. */
  private double[] attend(double[][] encoded, int count) {
    int width = values.out;
    double[] seen = new double[queries * width + 1];
    double[][] logits = new double[queries][count];
    double[][] value = new double[count][];
    for (int k = 0; k < count; k++) {
      double[] at = keys.apply(encoded[k]);
      value[k] = values.apply(encoded[k]);
      for (int q = 0; q < queries; q++) {
        for (int c = 0; c < key; c++) {
          logits[q][k] += query[q * key + c] * at[c] / Math.sqrt(key);
        }
      }
    }
    for (int q = 0; q < queries; q++) {
      double[] weight = softmax(logits[q], count);
      for (int k = 0; k < count; k++) {
        for (int c = 0; c < width; c++) {
          seen[q * width + c] += weight[k] * value[k][c];
        }
      }
    }
    seen[queries * width] = count / 100.0;
    return seen;
  }

  private static double[] run(List<Linear> decoder, double[] x) {
    double[] y = x;
    for (int k = 0; k < decoder.size(); k++) {
      y = decoder.get(k).apply(y);
      for (int c = 0; k < decoder.size() - 1 && c < y.length; c++) {
        y[c] = SELU_SCALE * (y[c] > 0 ? y[c] : SELU_ALPHA * Math.expm1(y[c]));
      }
    }
    return y;
  }

  private Estimate answer(int n, double[] out, double[] first, double latest) {
    double[] mean = new double[n * n];
    double[] sd = new double[n * n];
    int half = states * (states - 1);
    int at = 0;
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        if (i != j) {
          if (i < n && j < n) {
            mean[i * n + j] = Math.exp(out[at]) / latest;
            sd[i * n + j] = Math.exp(out[half + at]) / latest;
          }
          at++;
        }
      }
    }
    return new Estimate(n, mean, sd, new double[0], softmax(first, n), Double.NaN);
  }

  private static double[] softmax(double[] logits, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      largest = Math.max(largest, logits[k]);
    }
    double[] weight = new double[count];
    double sum = 0;
    for (int k = 0; k < count; k++) {
      weight[k] = Math.exp(logits[k] - largest);
      sum += weight[k];
    }
    for (int k = 0; k < count; k++) {
      weight[k] /= sum;
    }
    return weight;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
