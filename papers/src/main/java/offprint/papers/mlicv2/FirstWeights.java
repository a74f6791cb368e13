package offprint.papers.mlicv2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;

/**
 * Sets what random weights would take long to find: the hyperprior starts with the mean of the
 * first channels and the log-magnitude of groups of channels over 4 x 4 positions, spread by
 * bilinear interpolation; each channel's scale starts at its deviation over the training set.
 */
record FirstWeights(Architecture architecture, double[] deviation) {
  /** Of the first weights of a network that gives means and scales. */
  private static final float HEAD = 0.3f;

  /** Of the first weights of the last layer of h_a, so that z does not round to 0. */
  private static final float SIDE = 10;

  /** Of the first weights of the last layers of networks beside the closed form. */
  private static final float QUIET = 0.1f;

  private static final double[] BILINEAR = {.25, .75, 0, 0, .75, .25};

  /** With the root mean square of each channel of these latents in 1/255. */
  static FirstWeights seen(Architecture a, List<FeatureMaps> latents) {
    double[] deviation = new double[a.latent()];
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
    return new FirstWeights(a, deviation);
  }

  void set(Parameters parameters) {
    if (architecture.networks().wiring() == Networks.Wiring.NETWORKS) {
      setNetworks(parameters);
      return;
    }
    Map<String, Safetensors.Tensor> all = new LinkedHashMap<>(parameters.tensors());
    all.put("hyper.analysis.weight", analysis());
    all.put("hyper.up1.weight", up());
    all.put("hyper.up2.weight", up());
    for (int k = 0; k < architecture.slices(); k++) {
      for (boolean anchors : new boolean[] {true, false}) {
        scale(all, k, anchors);
      }
    }
    parameters.load(Safetensors.of(all, Map.of()));
  }

  /**
   * Heads at a third of their random weights, scales at each channel's deviation, and no rests
   * predicted.
   */
  private void setNetworks(Parameters parameters) {
    Map<String, Safetensors.Tensor> all = new LinkedHashMap<>(parameters.tensors());
    int s = architecture.slice();
    double step = Quality.of(4).step();
    for (int k = 0; k < architecture.slices(); k++) {
      for (boolean anchors : new boolean[] {true, false}) {
        String pass = Context.pass(k, anchors);
        scaled(all, pass + ".net3.weight", HEAD);
        scaled(all, pass + ".rest2.weight", 0);
        scaled(all, pass + ".rest2.bias", 0);
        float[] bias = new float[2 * s];
        for (int c = 0; c < s; c++) {
          double sigma = Math.max(GaussianTables.LEAST_SIGMA, deviation[k * s + c] / step);
          bias[s + c] = (float) ((GaussianTables.index(sigma) - NetworkModel.MIDDLE) / 4);
        }
        all.put(pass + ".net3.bias", Safetensors.Tensor.of(bias, 2L * s));
      }
    }
    scaled(all, "hyper.analysis2.weight", SIDE);
    parameters.load(Safetensors.of(all, Map.of()));
  }

  /** Last layers of the transform's networks at a tenth of their random weights. */
  static void quieten(Architecture a, Map<String, Safetensors.Tensor> all) {
    int last = a.halvings() - 1;
    for (String name :
        new String[] {LearnedTransform.analysis(last), LearnedTransform.synthesis(last)}) {
      scaled(all, name + ".weight", QUIET);
      scaled(all, name + ".bias", QUIET);
    }
  }

  private static void scaled(Map<String, Safetensors.Tensor> all, String name, float factor) {
    Safetensors.Tensor tensor = all.get(name);
    if (tensor != null) {
      long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
      float[] values = Safetensors.of(all, Map.of()).floats(name, shape);
      for (int i = 0; i < values.length; i++) {
        values[i] *= factor;
      }
      all.put(name, Safetensors.Tensor.of(values, shape));
    }
  }

  private Safetensors.Tensor analysis() {
    int m = architecture.latent();
    int s = architecture.slice();
    float[] w = new float[Architecture.HYPER * 2 * m];
    w[0] = 0.1f;
    w[2 * m * 5 + 1] = 0.3f;
    w[2 * m * 6 + 2] = 0.3f;
    int[][] groups = {{1, s / 4}, {s / 4, s}, {s, Math.min(m, 3 * s)}, {m / 2, m}};
    for (int i = 0; i < groups.length; i++) {
      for (int c = groups[i][0]; c < groups[i][1]; c++) {
        w[2 * m * (1 + i) + m + c] = 2f / (groups[i][1] - groups[i][0]);
      }
    }
    for (int c = s / 2; c < s; c++) {
      w[2 * m * 7 + m + c] = 2f / s;
    }
    return Safetensors.Tensor.of(w, Architecture.HYPER, 2L * m, 1, 1);
  }

  /** Twice the resolution: output channel 4 c + 2 i + j takes channel c at phase (i, j). */
  private static Safetensors.Tensor up() {
    int z = Architecture.HYPER;
    float[] w = new float[4 * z * z * 9];
    for (int c = 0; c < z; c++) {
      for (int phase = 0; phase < 4; phase++) {
        for (int t = 0; t < 9; t++) {
          double row = BILINEAR[phase / 2 * 3 + t / 3];
          double column = BILINEAR[phase % 2 * 3 + t % 3];
          w[((4 * c + phase) * z + c) * 9 + t] = (float) (row * column);
        }
      }
    }
    return Safetensors.Tensor.of(w, 4L * z, z, 3, 3);
  }

  private void scale(Map<String, Safetensors.Tensor> all, int k, boolean anchors) {
    int s = architecture.slice();
    String name = Context.pass(k, anchors) + ".linear";
    int features = 1 + Architecture.HYPER + 2 * k + (anchors ? 0 : 1);
    float[] weight = new float[2 * s * features];
    float[] bias = new float[2 * s];
    double step = Quality.of(4).step();
    double perNat = GaussianTables.index(Math.E) - GaussianTables.index(1);
    for (int c = 0; c < s; c++) {
      double sigma = Math.max(GaussianTables.LEAST_SIGMA, deviation[k * s + c] / step);
      bias[s + c] = (float) (GaussianTables.index(sigma) / 4);
      weight[(s + c) * features] = (float) (perNat / 4);
    }
    all.put(name + ".weight", Safetensors.Tensor.of(weight, 2L * s, features, 1, 1));
    all.put(name + ".bias", Safetensors.Tensor.of(bias, 2L * s));
  }
}
