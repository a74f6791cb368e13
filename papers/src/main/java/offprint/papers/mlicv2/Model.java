package offprint.papers.mlicv2;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Inputs;
import offprint.harness.ModelFile;
import offprint.kernels.coding.FactorisedPrior;
import offprint.kernels.coding.FrequencyTable;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.StrictEngine;
import offprint.kernels.neural.StrictWeights;
import offprint.kernels.torch.Safetensors;
import offprint.method.Source;

/**
 * A trained model. Its file holds the weights and the basis of the transform as 16-bit floats under
 * the names of {@link Declaration}, and the tables of z as integers {@code table.z0} … (least
 * value, then cumulative frequencies).
 *
 * @param tensors all of the file
 * @param priors tables of z's channels
 * @param fingerprint first 8 bytes of the file's SHA-256, in hex
 */
record Model(
    Architecture architecture,
    Safetensors tensors,
    StrictWeights weights,
    List<FrequencyTable> priors,
    String fingerprint) {
  private static final String METHOD = "mlicv2/train";
  private static final String TABLE = "table.z";

  /**
   * The header of a model file.
   *
   * @param pictures how many it was trained on
   */
  record Header(Architecture architecture, Plan plan, int pictures) {}

  /**
   * @throws IllegalArgumentException if the source is not the model of an mlicv2/train run; the
   *     message begins with {@code parameter}
   */
  static Model read(String parameter, Source source, Inputs in) throws IOException {
    return in.read(parameter, source, file -> of(ModelFile.read(file, parameter, METHOD)));
  }

  /** The model in the bytes of a file. */
  static Model of(byte[] file) throws IOException {
    return of(ModelFile.read(new ByteArrayInputStream(file), "model", METHOD));
  }

  private static Model of(ModelFile file) {
    Architecture a = file.header(Header.class).architecture();
    List<FrequencyTable> priors = new ArrayList<>();
    for (int c = 0; c < Architecture.HYPER; c++) {
      priors.add(table(file.tensors(), TABLE + c));
    }
    String fingerprint = file.sha256().substring(0, 16);
    return new Model(a, file.tensors(), weights(a, file.tensors()), priors, fingerprint);
  }

  /** Weights of the networks and of the transform, as plain Java takes them. */
  static StrictWeights weights(Architecture a, Safetensors tensors) {
    Map<String, Safetensors.Tensor> networks = new LinkedHashMap<>(tensors.tensors());
    networks.keySet().removeIf(name -> name.startsWith(TABLE));
    networks.putAll(PictureTransform.kernels(a, tensors));
    return StrictWeights.of(Safetensors.of(networks, Map.of()), "");
  }

  private static FrequencyTable table(Safetensors file, String name) {
    Safetensors.Tensor tensor = file.tensors().get(name);
    if (tensor == null || !tensor.dtype().equals("I32") || tensor.shape().size() != 1) {
      throw new IllegalArgumentException("the model has no integers '%s'".formatted(name));
    }
    IntBuffer values = tensor.data().asIntBuffer();
    int[] all = new int[values.remaining()];
    values.get(all);
    if (all.length < 3) {
      throw new IllegalArgumentException(
          "'%s' must have at least 3 integers: got %d".formatted(name, all.length));
    }
    return new FrequencyTable(all[0], Arrays.copyOfRange(all, 1, all.length));
  }

  /**
   * The bytes of a model file.
   *
   * @param trained tensors of {@link Declaration} and, where there is one, the basis
   */
  static byte[] file(Header header, Map<String, Safetensors.Tensor> trained) throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    Safetensors all = Safetensors.of(trained, Map.of());
    trained.forEach(
        (name, tensor) -> {
          if (!name.startsWith(TABLE)) {
            long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
            tensors.put(name, Safetensors.Tensor.half(all.doubles(name, shape), shape));
          }
        });
    FactorisedPrior prior = prior(all);
    for (int c = 0; c < prior.channels(); c++) {
      tensors.put(TABLE + c, integers(prior.table(c)));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFile.write(out, METHOD, header, tensors);
    return out.toByteArray();
  }

  private static FactorisedPrior prior(Safetensors file) {
    int channels = Architecture.HYPER;
    double[][] matrices = new double[4][];
    double[][] biases = new double[4][];
    double[][] factors = new double[3][];
    for (int layer = 0; layer < 4; layer++) {
      int in = FactorisedPrior.WIDTHS.get(layer);
      int out = FactorisedPrior.WIDTHS.get(layer + 1);
      matrices[layer] = file.doubles("prior.matrix" + layer, channels, out, in);
      biases[layer] = file.doubles("prior.bias" + layer, channels, out, 1);
      if (layer < 3) {
        factors[layer] = file.doubles("prior.factor" + layer, channels, out, 1);
      }
    }
    return new FactorisedPrior(channels, matrices, biases, factors);
  }

  private static Safetensors.Tensor integers(FrequencyTable table) {
    int n = table.symbols() + 2;
    ByteBuffer data = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(table.low());
    for (int j = 0; j <= table.symbols(); j++) {
      data.putInt(table.cumulative(j));
    }
    return new Safetensors.Tensor("I32", List.of((long) n), data.flip());
  }

  /** True if decoded pictures are corrected. */
  boolean enhanced() {
    return tensors.tensors().containsKey(Enhancement.OUT + ".weight");
  }

  /** True if it can predict which elements need not be coded. */
  boolean skipping() {
    return tensors.tensors().containsKey(Skipping.OUT + ".weight");
  }

  StrictEngine engine() {
    return new StrictEngine(weights);
  }

  EntropyModel<FeatureMaps> entropyModel() {
    return EntropyModel.of(architecture, engine());
  }

  PictureTransform<FeatureMaps> transform() {
    return transform(architecture, weights);
  }

  /** The transform in plain Java: the same bits on every machine. */
  static PictureTransform<FeatureMaps> transform(Architecture a, StrictWeights weights) {
    return new PictureTransform<>(
        a,
        new StrictEngine(weights),
        a.networks().lapped() ? Lapping.of(a.stride()).overlap() : PictureTransform.Overlap.none());
  }

  /**
   * Latents of patches, each [M, h, w] in 1/255.
   *
   * @param pulse called for each patch; may throw to stop
   */
  static List<FeatureMaps> latents(
      Architecture a, StrictWeights weights, List<FeatureMaps> patches, Runnable pulse) {
    StrictEngine engine = new StrictEngine(weights);
    List<FeatureMaps> latents = new ArrayList<>();
    for (FeatureMaps patch : patches) {
      pulse.run();
      latents.add(engine.scale(transform(a, weights).analyse(patch), 255));
    }
    return latents;
  }

  /**
   * The latents of a picture.
   *
   * @param x [3, height, width] in 0 … 1
   * @return [M, height/S, width/S] in steps of the quality
   */
  FeatureMaps analyse(FeatureMaps x, Quality quality) {
    return inSteps(transform().analyse(x), quality);
  }

  FeatureMaps inSteps(FeatureMaps y, Quality quality) {
    return engine().scale(y, 255 / quality.step());
  }

  /** Number of weights, without the basis of the transform. */
  long size() {
    return tensors.tensors().entrySet().stream()
        .filter(e -> !e.getKey().startsWith(TABLE) && !e.getKey().equals(PictureTransform.BASIS))
        .mapToLong(e -> e.getValue().shape().stream().reduce(1L, Math::multiplyExact))
        .sum();
  }

  /** The picture of decoded latents in steps, before correction, [3, S h, S w] of about 0 … 1. */
  FeatureMaps linear(FeatureMaps y, Quality quality) {
    return transform().synthesise(y, x -> engine().scale(x, quality.step() / 255));
  }

  /** As {@link #linear}, corrected where the model has a correction. */
  FeatureMaps synthesise(FeatureMaps y, Quality quality) {
    FeatureMaps x = linear(y, quality);
    if (!enhanced()) {
      return x;
    }
    int h = x.height() / Enhancement.FOLD;
    int w = x.width() / Enhancement.FOLD;
    FeatureMaps correction =
        new Enhancement<>(engine())
            .correction(
                x,
                Enhancement.places(h, w, architecture.stride()),
                FeatureMaps.filled(1, h, w, quality.gain()));
    return engine().add(x, engine().scale(correction, quality.step() / 255));
  }
}
