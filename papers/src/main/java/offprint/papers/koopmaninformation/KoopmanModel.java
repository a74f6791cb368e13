package offprint.papers.koopmaninformation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import offprint.kernels.dynamics.ExtendedDmd;
import offprint.kernels.dynamics.Monomials;
import offprint.kernels.linalg.GeneralEigen;
import offprint.kernels.torch.Safetensors;

/** A trained network: encodes a state, moves the latents on by K, decodes. */
final class KoopmanModel implements Predictor {
  private final String name;
  private final int latent;
  private final Perceptron encoder;
  private final Perceptron decoder;
  private final double[] operator;

  private KoopmanModel(
      String name, int latent, Perceptron encoder, Perceptron decoder, double[] operator) {
    this.name = name;
    this.latent = latent;
    this.encoder = encoder;
    this.decoder = decoder;
    this.operator = operator;
  }

  /**
   * @param name as it stands in a sentence
   * @param dimension of a state
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  static KoopmanModel of(String name, Design design, int dimension, Safetensors file) {
    int d = design.latent();
    int h = design.hidden();
    return new KoopmanModel(
        name,
        d,
        Perceptron.of(file, "encoder", dimension, h, h, design.variational() ? 2 * d : d),
        Perceptron.of(file, "decoder", d, h, h, dimension),
        file.doubles("operator", d, d));
  }

  /** The same with another operator [d × d]. */
  KoopmanModel with(double[] other) {
    return new KoopmanModel(name, latent, encoder, decoder, other);
  }

  /** The tensors of a file, without those that only the training needs. */
  Map<String, Safetensors.Tensor> tensors() {
    Map<String, Safetensors.Tensor> tensors = new TreeMap<>();
    encoder.addTo(tensors, "encoder");
    decoder.addTo(tensors, "decoder");
    tensors.put("operator", Safetensors.Tensor.of(operator, latent, latent));
    return tensors;
  }

  @Override
  public String name() {
    return name;
  }

  /** K [d × d]. */
  double[] operator() {
    return operator.clone();
  }

  int latent() {
    return latent;
  }

  /** Latents of a state [d]. */
  double[] encode(double[] state) {
    return Arrays.copyOf(encoder.apply(state), latent);
  }

  double[] decode(double[] latents) {
    return decoder.apply(latents);
  }

  /** Latents of runs, each [rows][d]. */
  List<double[][]> encode(List<double[][]> runs) {
    return runs.stream()
        .map(run -> Arrays.stream(run).map(this::encode).toArray(double[][]::new))
        .toList();
  }

  /** K by least squares over all neighbouring latents of the runs. */
  KoopmanModel refitted(List<double[][]> runs) {
    List<double[][]> latents = encode(runs);
    double[][] from =
        latents.stream()
            .flatMap(run -> Arrays.stream(run, 0, run.length - 1))
            .toArray(double[][]::new);
    double[][] to =
        latents.stream().flatMap(run -> Arrays.stream(run, 1, run.length)).toArray(double[][]::new);
    return with(ExtendedDmd.fit(Monomials.linear(latent), from, to).operator());
  }

  /** The same with no eigenvalue outside the unit circle: no forecast grows for ever. */
  KoopmanModel clipped() {
    return with(GeneralEigen.of(operator, latent).clipped());
  }

  /** After 0 steps it would be the reconstruction g(f(x)); nothing is encoded again on the way. */
  @Override
  public double[][] forecast(double[] state, int steps) {
    double[] z = encode(state);
    double[][] forecast = new double[steps][];
    for (int s = 0; s < steps; s++) {
      z = product(operator, z);
      forecast[s] = decode(z);
    }
    return forecast;
  }

  static double[] product(double[] matrix, double[] vector) {
    int n = vector.length;
    double[] result = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += matrix[i * n + j] * vector[j];
      }
      result[i] = sum;
    }
    return result;
  }
}
