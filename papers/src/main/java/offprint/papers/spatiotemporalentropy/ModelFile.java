package offprint.papers.spatiotemporalentropy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import offprint.kernels.torch.Safetensors;

/**
 * A model as one safetensors file: convolutions as 16-bit floats, the linear parts, the laws of z
 * and the quantiser ({@code levels.back}) as 32-bit floats, under the names of {@link Weights};
 * sizes and what the model was trained on as text in the header. The tables of Gaussians follow
 * from arithmetic that is equal on every machine and are not stored.
 */
final class ModelFile {
  static final String FORMAT = "offprint-spatiotemporal-entropy-1";
  private static final String BACK = "levels.back";
  private static final String GAIN = "levels.gain";

  private ModelFile() {}

  /**
   * The file.
   *
   * @param trained 32-bit tensors of {@link Weights}; without convolutions where none were trained
   * @param texts about the training
   */
  static byte[] write(
      Sizes sizes,
      Levels levels,
      Map<String, Safetensors.Tensor> trained,
      Map<String, String> texts)
      throws IOException {
    Map<String, Safetensors.Tensor> tensors = stored(trained);
    tensors.put(BACK, tensor(levels.back()));
    if (levels.gain() != null) {
      tensors.put(GAIN, tensor(levels.gain()));
    }
    Map<String, String> header = new LinkedHashMap<>(texts);
    header.put("format", FORMAT);
    header.put("offset", "" + levels.rounding().offset());
    header.put("quiet", "" + levels.rounding().quiet());
    header.putAll(sizes.toMap());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(tensors, header, out);
    return out.toByteArray();
  }

  /** Tensors as a file keeps them. */
  static Map<String, Safetensors.Tensor> stored(Map<String, Safetensors.Tensor> trained) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    Safetensors all = Safetensors.of(trained, Map.of());
    trained.forEach(
        (name, tensor) ->
            tensors.put(name, tensor.shape().size() == 4 ? half(all, name, tensor) : tensor));
    return tensors;
  }

  private static Safetensors.Tensor tensor(float[][] rows) {
    int channels = rows[0].length;
    float[] flat = new float[rows.length * channels];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / channels][i % channels];
    }
    return Safetensors.Tensor.of(flat, rows.length, channels);
  }

  private static Safetensors.Tensor half(Safetensors all, String name, Safetensors.Tensor tensor) {
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    return Safetensors.Tensor.half(all.doubles(name, shape), shape);
  }

  /**
   * @throws IllegalArgumentException if this is not the model file of a spatiotemporal-entropy run
   */
  static Safetensors open(byte[] bytes) throws IOException {
    Safetensors file = Safetensors.read(new ByteArrayInputStream(bytes));
    String format = file.metadata().getOrDefault("format", "not stated");
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException(
          "model must be the model.safetensors of a spatiotemporal-entropy/train run: its format is"
              + " "
              + format);
    }
    return file;
  }

  static Levels levels(Safetensors file, Sizes sizes) {
    boolean gains = file.tensors().containsKey(GAIN);
    return new Levels(
        rounding(file), rows(file, BACK, sizes), gains ? rows(file, GAIN, sizes) : null);
  }

  /** Files of before there was {@code quiet} round the same everywhere. */
  private static Rounding rounding(Safetensors file) {
    String offset = file.metadata().getOrDefault("offset", "");
    String quiet = file.metadata().getOrDefault("quiet", offset);
    try {
      return new Rounding(Float.parseFloat(offset), Float.parseFloat(quiet));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the model file must give offset and quiet as numbers: " + e.getMessage(), e);
    }
  }

  private static float[][] rows(Safetensors file, String name, Sizes sizes) {
    float[] flat = file.floats(name, Levels.COUNT, sizes.channels());
    float[][] rows = new float[Levels.COUNT][sizes.channels()];
    for (int i = 0; i < flat.length; i++) {
      if (!Float.isFinite(flat[i])) {
        throw new IllegalArgumentException("'%s' must be finite: got %s".formatted(name, flat[i]));
      }
      rows[i / sizes.channels()][i % sizes.channels()] = flat[i];
    }
    return rows;
  }

  static boolean corrected(Safetensors file) {
    return file.tensors().containsKey(Correction.NAME + "in.weight");
  }

  static boolean deeplyCorrected(Safetensors file) {
    return file.tensors().containsKey(Correction.MARK);
  }

  static boolean transformed(Safetensors file) {
    return file.tensors().containsKey(TransformNetwork.NAME + "analyse.in.weight");
  }

  /** Whether there is a linear part for a serial scan. */
  static boolean serial(Safetensors file) {
    return file.tensors().containsKey(LinearPrior.prefix(true, true) + "weights");
  }

  static boolean networks(Safetensors file, boolean video) {
    return file.tensors().containsKey(EntropyModel.prefix(video) + "joint.in.weight");
  }

  /**
   * @throws IllegalArgumentException if this is not the model file of a spatiotemporal-entropy run
   */
  static Model read(InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    Safetensors file = open(bytes);
    Sizes sizes = Sizes.parse(file.metadata());
    return new Model(
        sizes,
        Transform.of(sizes, levels(file, sizes), file),
        EntropyModel.read(file, sizes, false, networks(file, false)),
        EntropyModel.read(file, sizes, true, networks(file, true)),
        fingerprint(bytes));
  }

  static String fingerprint(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
