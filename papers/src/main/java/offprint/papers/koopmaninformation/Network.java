package offprint.papers.koopmaninformation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import java.util.random.RandomGenerator;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;

/** Encoder n-h-h-d and decoder d-h-h-n with SiLU between, and the operator K [d, d]. */
final class Network {
  static final int LAYERS = 3;

  private final Parameters parameters;

  /**
   * @param dimension n of a state
   */
  Network(Session session, Design design, int dimension, RandomGenerator random, DataType type) {
    int d = design.latent();
    int h = design.hidden();
    Parameters.Declaration p = Parameters.declare();
    declare(p, "encoder", dimension, h, design.variational() ? 2 * d : d);
    declare(p, "decoder", d, h, dimension);
    if (design.variational()) {
      p.add("log_variance", Initializer.constant(0), d);
    }
    p.add("operator", Initializer.constant(0), d, d);
    parameters = p.on(session, random, type);
    double[] values = parameters.values();
    for (int i = 0; i < d; i++) {
      values[values.length - 1 - i * (d + 1)] = 1; // K begins as the identity
    }
    parameters.set(values);
  }

  private static void declare(Parameters.Declaration p, String name, int in, int hidden, int out) {
    p.linear(name + ".1", in, hidden);
    p.linear(name + ".2", hidden, hidden);
    p.linear(name + ".3", hidden, out);
  }

  Parameters parameters() {
    return parameters;
  }

  /**
   * @param name encoder or decoder
   * @param x [..., in]
   * @return [..., out]
   */
  static NDArray apply(String name, NDArray x, Parameters.Views p) {
    NDArray y = x;
    for (int layer = 1; layer <= LAYERS; layer++) {
      String at = "%s.%d.".formatted(name, layer);
      y = Functional.linear(y, p.get(at + "weight"), p.get(at + "bias"));
      y = layer < LAYERS ? Activation.sigmoid(y).mul(y) : y;
    }
    return y;
  }
}
