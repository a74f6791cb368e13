package offprint.harness;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import offprint.kernels.torch.Safetensors;

/**
 * A trained model as one safetensors file: tensors by name, and one record that says everything
 * else. The metadata entry {@code method} names what wrote it ("timemixer/forecast"), {@code
 * header} holds the record as JSON.
 */
public final class ModelFile {
  private static final String METHOD = "method";
  private static final String HEADER = "header";
  private static final Gson JSON =
      new GsonBuilder().disableHtmlEscaping().serializeSpecialFloatingPointValues().create();

  private final String parameter;
  private final Safetensors file;

  private ModelFile(String parameter, Safetensors file) {
    this.parameter = parameter;
    this.file = file;
  }

  /**
   * Writes a model.
   *
   * @param method id of the method that can say what the tensors mean, e.g. "timemixer/forecast"
   * @param header numbers, texts, enums, lists, arrays and records of these
   */
  public static void write(
      OutputStream out, String method, Record header, Map<String, Safetensors.Tensor> tensors)
      throws IOException {
    Safetensors.write(tensors, Map.of(METHOD, method, HEADER, JSON.toJson(header)), out);
  }

  /**
   * Reads a model that {@code method} wrote.
   *
   * @param parameter name of the parameter that gives the file, for messages
   * @throws IllegalArgumentException if it is no safetensors file or another method's model
   */
  static ModelFile read(InputStream in, String parameter, String method) throws IOException {
    Safetensors file;
    try {
      file = Safetensors.read(in);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s must be a model of %s: %s".formatted(parameter, method, e.getMessage()), e);
    }
    String written = file.metadata().getOrDefault(METHOD, "");
    if (!written.equals(method)) {
      throw new IllegalArgumentException(
          "%s must be a model of %s: got %s"
              .formatted(
                  parameter,
                  method,
                  written.isEmpty()
                      ? "a safetensors file of another program"
                      : "one of " + written));
    }
    return new ModelFile(parameter, file);
  }

  /**
   * The record it was written with.
   *
   * @throws IllegalArgumentException if the header does not read as that record
   */
  public <R extends Record> R header(Class<R> type) {
    try {
      R header = JSON.fromJson(file.metadata().get(HEADER), type);
      if (header != null) {
        return header;
      }
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "%s: the header of the model does not read: %s".formatted(parameter, e.getMessage()), e);
    }
    throw new IllegalArgumentException(parameter + ": the model has no header");
  }

  /** The tensors. */
  public Safetensors tensors() {
    return file;
  }
}
