package offprint.papers.mlicv2;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.coding.FactorisedPrior;
import offprint.kernels.coding.FrequencyTable;
import offprint.kernels.neural.StrictWeights;
import offprint.kernels.torch.Safetensors;
import org.jspecify.annotations.Nullable;

/**
 * A model as one safetensors file: convolutions and norms as 16-bit floats under the names of
 * {@link Declaration}, so is the transform as {@code transform.basis}, the tables of z as integers
 * {@code table.z0} … (least value, then cumulative frequencies), sizes as text in the header.
 */
final class ModelFile {
  static final String FORMAT = "offprint-mlicv2-1";

  private ModelFile() {}

  /**
   * The file.
   *
   * @param transform null where there are networks alone
   * @param trained tensors of {@link Declaration#entropy} and, where there are, of {@link
   *     Declaration#skipping} and {@link Declaration#enhancement}
   * @param texts about the training
   */
  static byte[] write(
      Architecture a,
      @Nullable BlockTransform transform,
      Map<String, Safetensors.Tensor> trained,
      Map<String, String> texts)
      throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    Safetensors all = Safetensors.of(trained, Map.of());
    trained.forEach((name, tensor) -> tensors.put(name, half(all, name, tensor)));
    if (transform != null) {
      tensors.put(
          "transform.basis", half(transform.basis(), a.latent(), 3L * a.stride() * a.stride()));
    }
    FactorisedPrior prior = prior(all);
    for (int c = 0; c < prior.channels(); c++) {
      tensors.put("table.z" + c, integers(prior.table(c)));
    }
    Map<String, String> header = new LinkedHashMap<>(texts);
    header.put("format", FORMAT);
    header.putAll(a.toMap());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(tensors, header, out);
    return out.toByteArray();
  }

  private static Safetensors.Tensor half(float[] values, long... shape) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return Safetensors.Tensor.half(wide, shape);
  }

  private static Safetensors.Tensor half(Safetensors all, String name, Safetensors.Tensor tensor) {
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    return Safetensors.Tensor.half(all.doubles(name, shape), shape);
  }

  /** The prior of z among trained tensors. */
  static FactorisedPrior prior(Safetensors file) {
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
   * @throws IllegalArgumentException if this is not the model file of an mlicv2/train run
   */
  static Model read(InputStream in) throws IOException {
    return read(in.readAllBytes());
  }

  /** As {@link #read(InputStream)}. */
  static Model read(byte[] bytes) throws IOException {
    Safetensors file = Safetensors.read(new ByteArrayInputStream(bytes));
    Architecture a = architecture(file);
    List<FrequencyTable> priors = new ArrayList<>();
    for (int c = 0; c < Architecture.HYPER; c++) {
      priors.add(table(file, "table.z" + c));
    }
    StrictWeights weights = StrictWeights.of(networks(file), "");
    return new Model(
        a,
        new PictureTransform(a, blocks(file, a), weights),
        priors,
        weights,
        file.tensors().containsKey("enhance.out.weight"),
        file.tensors().containsKey("skip.out.weight"),
        fingerprint(bytes));
  }

  /** The transform of the model in a file. */
  static PictureTransform transform(Safetensors file) {
    Architecture a = architecture(file);
    return new PictureTransform(a, blocks(file, a), StrictWeights.of(networks(file), ""));
  }

  /** The closed form of the transform in a file; null where there are networks alone. */
  static @Nullable BlockTransform blocks(Safetensors file, Architecture a) {
    if (a.networks().init() == Networks.Init.RANDOM) {
      return null;
    }
    long pixels = 3L * a.stride() * a.stride();
    return new BlockTransform(
        a.stride(),
        a.latent(),
        file.floats("transform.basis", a.latent(), pixels),
        a.networks().lapped());
  }

  /** Sizes of the model in a file. */
  static Architecture architecture(Safetensors file) {
    String format = file.metadata().getOrDefault("format", "not stated");
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException(
          "model must be the model.safetensors of an mlicv2/train run: its format is " + format);
    }
    return Architecture.parse(file.metadata());
  }

  private static Safetensors networks(Safetensors file) {
    Map<String, Safetensors.Tensor> networks = new LinkedHashMap<>();
    file.tensors()
        .forEach(
            (name, tensor) -> {
              if (!name.startsWith("table.")
                  && !name.startsWith("prior.")
                  && !name.startsWith("transform.")) {
                networks.put(name, tensor);
              }
            });
    return Safetensors.of(networks, Map.of());
  }

  private static String fingerprint(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
