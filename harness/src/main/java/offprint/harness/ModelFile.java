package offprint.harness;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.RecordComponent;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import offprint.kernels.torch.Safetensors;
import org.jspecify.annotations.Nullable;

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
  private final String sha256;

  private ModelFile(String parameter, Safetensors file, String sha256) {
    this.parameter = parameter;
    this.file = file;
    this.sha256 = sha256;
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
  public static ModelFile read(InputStream in, String parameter, String method) throws IOException {
    Safetensors file;
    MessageDigest digest = sha256Digest();
    try {
      file = Safetensors.read(new DigestInputStream(in, digest));
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
    return new ModelFile(parameter, file, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The record it was written with.
   *
   * @throws IllegalArgumentException if the header does not read as that record, lacks a component
   *     that is not nullable, or breaks a rule of the record
   */
  public <R extends Record> R header(Class<R> type) {
    try {
      R header = JSON.fromJson(file.metadata().get(HEADER), type);
      if (header != null) {
        requireComplete(header);
        return header;
      }
    } catch (RuntimeException e) { // of a record's constructor, too, which Gson wraps
      Throwable cause = e.getCause() instanceof IllegalArgumentException rule ? rule : e;
      throw new IllegalArgumentException(
          "%s: the header of the model does not read: %s".formatted(parameter, cause.getMessage()),
          e);
    }
    throw new IllegalArgumentException(parameter + ": the model has no header");
  }

  /** Gson leaves null what the text lacks or names wrongly. */
  private static void requireComplete(Record header) {
    for (RecordComponent component : header.getClass().getRecordComponents()) {
      Object value;
      try {
        component.getAccessor().setAccessible(true);
        value = component.getAccessor().invoke(header);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
      if (value instanceof Record part) {
        requireComplete(part);
      } else if (value == null
          && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        throw new IllegalArgumentException("it has no valid " + component.getName());
      }
    }
  }

  /** SHA-256 of the whole file, 64 hex digits. */
  public String sha256() {
    return sha256;
  }

  /** The tensors. */
  public Safetensors tensors() {
    return file;
  }
}
