package offprint.papers.spatiotemporalentropy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import offprint.harness.Inputs;
import offprint.harness.ModelFile;
import offprint.kernels.torch.Safetensors;
import offprint.method.Source;

/**
 * The content of a model file: convolutions as 16-bit floats, the linear parts, the laws of z and
 * the quantiser ({@code levels.back}) as 32-bit floats, under the names of {@link Weights}. The
 * tables of Gaussians follow from arithmetic that is equal on every machine and are not stored.
 *
 * @param fingerprint the first 4 bytes of the file's SHA-256, in hex
 */
record ModelTensors(Header header, Safetensors tensors, String fingerprint) {
  private static final String METHOD = "spatiotemporal-entropy/train";
  private static final String BACK = "levels.back";
  private static final String GAIN = "levels.gain";
  private static final int FINGERPRINT_DIGITS = 8;

  /**
   * The header of a model file.
   *
   * @param schedule of the last training
   * @param pictures number of pictures it was trained on
   * @param ownFrames number of frames of own clips
   */
  record Header(Sizes sizes, Rounding rounding, Schedule schedule, int pictures, int ownFrames) {}

  /**
   * @throws IllegalArgumentException if the source is not the model of a train run; the message
   *     begins with {@code parameter}
   */
  static ModelTensors read(String parameter, Source source, Inputs in) throws IOException {
    return of(in.model(parameter, source, METHOD));
  }

  /** The tensors in the bytes of a file. */
  static ModelTensors of(byte[] file) throws IOException {
    return of(ModelFile.read(new ByteArrayInputStream(file), "model", METHOD));
  }

  private static ModelTensors of(ModelFile file) {
    String fingerprint = file.sha256().substring(0, FINGERPRINT_DIGITS);
    return new ModelTensors(file.header(Header.class), file.tensors(), fingerprint);
  }

  /**
   * The bytes of a model file.
   *
   * @param trained 32-bit tensors of {@link Weights}; without convolutions where none were trained
   */
  static byte[] file(Header header, Levels levels, Map<String, Safetensors.Tensor> trained)
      throws IOException {
    Map<String, Safetensors.Tensor> tensors = stored(trained);
    tensors.put(BACK, tensor(levels.back()));
    if (levels.gain() != null) {
      tensors.put(GAIN, tensor(levels.gain()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFile.write(out, METHOD, header, tensors);
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

  private static Safetensors.Tensor half(Safetensors all, String name, Safetensors.Tensor tensor) {
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    return Safetensors.Tensor.half(all.doubles(name, shape), shape);
  }

  private static Safetensors.Tensor tensor(float[][] rows) {
    int channels = rows[0].length;
    float[] flat = new float[rows.length * channels];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / channels][i % channels];
    }
    return Safetensors.Tensor.of(flat, rows.length, channels);
  }

  Sizes sizes() {
    return header.sizes();
  }

  Levels levels() {
    boolean gains = tensors.tensors().containsKey(GAIN);
    return new Levels(header.rounding(), rows(BACK), gains ? rows(GAIN) : null);
  }

  private float[][] rows(String name) {
    int channels = sizes().channels();
    float[] flat = tensors.floats(name, Levels.COUNT, channels);
    float[][] rows = new float[Levels.COUNT][channels];
    for (int i = 0; i < flat.length; i++) {
      if (!Float.isFinite(flat[i])) {
        throw new IllegalArgumentException("'%s' must be finite: got %s".formatted(name, flat[i]));
      }
      rows[i / channels][i % channels] = flat[i];
    }
    return rows;
  }

  /** True if decoded frames are corrected. */
  boolean corrected() {
    return Correction.in(tensors);
  }

  /** True if there is a linear part for a serial scan. */
  boolean serial() {
    return tensors.tensors().containsKey(LinearPrior.prefix(true, true) + "weights");
  }

  boolean networks(boolean video) {
    return tensors.tensors().containsKey(EntropyModel.prefix(video) + "joint.in.weight");
  }

  /** The codec as encoder and decoder run it. */
  Model model() {
    return new Model(
        sizes(),
        Transform.of(sizes(), levels(), tensors),
        EntropyModel.read(this, false),
        EntropyModel.read(this, true),
        fingerprint);
  }
}
