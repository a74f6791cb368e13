package offprint.kernels.torch;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file of an unfinished training: a safetensors file with the weights under their names, Adam's
 * moments as {@code adam.mean} and {@code adam.variance} (F64), and in its metadata {@code format},
 * the number of {@code step}s taken and the {@code plan}, the text of all that must be equal for
 * the training to go on. Float32 weights are restored bit for bit.
 */
public final class TrainingFile {
  private static final String FORMAT = "offprint-training-1";

  private TrainingFile() {}

  /**
   * @param tensors further state, under names that no parameter has
   * @param metadata further state
   * @throws IllegalArgumentException if the parameters are not float32
   */
  public static void write(
      Parameters parameters,
      Adam adam,
      String plan,
      Map<String, Safetensors.Tensor> tensors,
      Map<String, String> metadata,
      OutputStream out)
      throws IOException {
    if (parameters.flat().getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "a training that is saved must have FLOAT32 parameters: got "
              + parameters.flat().getDataType());
    }
    Map<String, Safetensors.Tensor> all = new LinkedHashMap<>(parameters.tensors());
    all.putAll(adam.tensors());
    all.putAll(tensors);
    Map<String, String> texts = new LinkedHashMap<>(metadata);
    texts.put("format", FORMAT);
    texts.put("step", Integer.toString(adam.steps()));
    texts.put("plan", plan);
    Safetensors.write(all, texts, out);
  }

  /**
   * Overwrites weights and optimiser by those of the file.
   *
   * @throws IllegalArgumentException if the file is of another plan or another model
   */
  public static void read(Safetensors file, String plan, Parameters parameters, Adam adam) {
    String saved = file.metadata().getOrDefault("plan", "none");
    if (!plan.equals(saved)) {
      throw new IllegalArgumentException(
          "the saved training must have the plan %s: got %s".formatted(plan, saved));
    }
    parameters.load(file);
    adam.load(file, Integer.parseInt(file.metadata().getOrDefault("step", "0")));
  }
}
