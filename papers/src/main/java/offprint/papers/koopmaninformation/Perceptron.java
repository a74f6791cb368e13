package offprint.papers.koopmaninformation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.kernels.torch.Safetensors;

/** Affine layers with SiLU between them, x / (1 + e^-x), of a trained network. */
record Perceptron(List<Layer> layers) {
  /**
   * @param weight [out × in]
   * @param bias [out]
   */
  record Layer(double[] weight, double[] bias) {
    double[] apply(double[] x) {
      double[] y = new double[bias.length];
      for (int o = 0; o < y.length; o++) {
        double sum = bias[o];
        for (int i = 0; i < x.length; i++) {
          sum += weight[o * x.length + i] * x[i];
        }
        y[o] = sum;
      }
      return y;
    }
  }

  static Perceptron of(Safetensors file, String name, int... sizes) {
    List<Layer> layers = new ArrayList<>();
    for (int layer = 1; layer < sizes.length; layer++) {
      String at = "%s.%d.".formatted(name, layer);
      layers.add(
          new Layer(
              file.doubles(at + "weight", sizes[layer], sizes[layer - 1]),
              file.doubles(at + "bias", sizes[layer])));
    }
    return new Perceptron(layers);
  }

  void addTo(Map<String, Safetensors.Tensor> tensors, String name) {
    for (int layer = 0; layer < layers.size(); layer++) {
      String at = "%s.%d.".formatted(name, layer + 1);
      double[] weight = layers.get(layer).weight;
      double[] bias = layers.get(layer).bias;
      tensors.put(
          at + "weight",
          Safetensors.Tensor.of(floats(weight), bias.length, weight.length / bias.length));
      tensors.put(at + "bias", Safetensors.Tensor.of(floats(bias), bias.length));
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  double[] apply(double[] x) {
    double[] y = x;
    for (int layer = 0; layer < layers.size(); layer++) {
      y = layers.get(layer).apply(y);
      for (int i = 0; layer + 1 < layers.size() && i < y.length; i++) {
        y[i] /= 1 + Math.exp(-y[i]);
      }
    }
    return y;
  }
}
