package offprint.papers.mlicv2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.coding.FactorisedPrior;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.Layers;
import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;

/** The names, shapes and initial values of all weights. Convolutions start as PyTorch's do. */
final class Declaration {
  private Declaration() {}

  /** The weights of entropy coding: hyperprior, prior of z, references. */
  static Parameters.Declaration entropy(Architecture a) {
    Layers layers = new Layers(Parameters.declare());
    coding(a, layers);
    return layers.list();
  }

  private static void coding(Architecture a, Layers layers) {
    if (a.logLinear()) {
      LogLinearModel.declare(a, layers);
    } else {
      NetworkModel.declare(a, layers);
    }
  }

  /** The networks of the transform. */
  static Parameters.Declaration transforms(Architecture a) {
    Layers layers = new Layers(Parameters.declare());
    LearnedTransform.declare(a, layers);
    return layers.list();
  }

  /** Transforms, entropy coding and, if asked for, correction. */
  static Parameters.Declaration joint(Architecture a, boolean corrected) {
    Layers layers = new Layers(Parameters.declare());
    LearnedTransform.declare(a, layers);
    coding(a, layers);
    if (corrected) {
      Enhancement.declare(layers);
    }
    return layers.list();
  }

  /** The weights of the correction of decoded pictures. */
  static Parameters.Declaration enhancement() {
    Layers layers = new Layers(Parameters.declare());
    Enhancement.declare(layers);
    return layers.list();
  }

  /** The weights of the network that chooses coded elements. */
  static Parameters.Declaration skipping(Architecture a) {
    Layers layers = new Layers(Parameters.declare());
    Skipping.declare(a, layers);
    return layers.list();
  }

  /** The prior of z: matrices, biases and factors, layer by layer or kind by kind. */
  static void prior(boolean byLayer, Layers layers) {
    for (int i = 0; i < 12; i++) {
      int layer = byLayer ? i / 3 : i % 4;
      int kind = byLayer ? i % 3 : i / 4;
      int in = FactorisedPrior.WIDTHS.get(layer);
      int out = FactorisedPrior.WIDTHS.get(layer + 1);
      int channels = Architecture.HYPER;
      if (kind == 0) {
        double first = Math.log(Math.expm1(1 / Math.pow(10, 0.25) / out));
        layers.list().add("prior.matrix" + layer, Initializer.constant(first), channels, out, in);
      } else if (kind == 1) {
        layers.list().add("prior.bias" + layer, r -> r.nextDouble() - 0.5, channels, out, 1);
      } else if (layer < 3) {
        layers.list().add("prior.factor" + layer, Initializer.constant(0), channels, out, 1);
      }
    }
  }

  /** A convolution whose initial weights and bias are PyTorch's times a factor. */
  static void scaled(
      Layers layers, String name, int in, int out, int size, double factor, double biasFactor) {
    Initializer usual = Initializer.fanIn((long) in * size * size);
    layers
        .list()
        .add(name + ".weight", random -> factor * usual.draw(random), out, in, size, size)
        .add(name + ".bias", random -> biasFactor * usual.draw(random), out);
  }

  /** These values, in order. */
  static Initializer values(float[] values) {
    int[] drawn = new int[1];
    return _ -> values[drawn[0]++];
  }

  /**
   * Scales of all passes to start from: those of the data at quality 4.
   *
   * @param deviation root mean square of each channel of y, in 1/255
   */
  static Map<String, Safetensors.Tensor> firstScales(Architecture a, double[] deviation) {
    int s = a.slice();
    double middle = a.logLinear() ? 0 : NetworkModel.MIDDLE;
    Map<String, Safetensors.Tensor> all = new LinkedHashMap<>();
    for (int k = 0; k < a.slices(); k++) {
      float[] bias = new float[2 * s];
      for (int c = 0; c < s; c++) {
        double sigma = deviation[k * s + c] / Quality.of(4).step();
        double index = GaussianTables.index(Math.max(GaussianTables.LEAST_SIGMA, sigma));
        bias[s + c] = (float) ((index - middle) / 4);
      }
      for (boolean anchors : new boolean[] {true, false}) {
        String name = EntropyModel.pass(k, anchors) + (a.logLinear() ? ".linear" : ".net3");
        all.put(name + ".bias", Safetensors.Tensor.of(bias, 2L * s));
      }
    }
    return all;
  }

  /** Root mean square of each channel of latents. */
  static double[] deviation(List<FeatureMaps> latents) {
    double[] deviation = new double[latents.getFirst().channels()];
    for (int m = 0; m < deviation.length; m++) {
      double sum = 0;
      long count = 0;
      for (FeatureMaps y : latents) {
        for (int i = m * y.area(); i < (m + 1) * y.area(); i++) {
          sum += (double) y.values()[i] * y.values()[i];
        }
        count += y.area();
      }
      deviation[m] = Math.sqrt(sum / count);
    }
    return deviation;
  }
}
