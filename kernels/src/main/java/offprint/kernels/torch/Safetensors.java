package offprint.kernels.torch;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A file of named tensors in the safetensors format: 8 bytes with the header's length
 * (little-endian), a JSON header padded with spaces to a multiple of 8, then the values,
 * little-endian, row-major, with neither gaps nor overlaps. The header gives {@code dtype}, {@code
 * shape} and {@code data_offsets} of each tensor, and text in {@code __metadata__}.
 */
public final class Safetensors {

  private final Map<String, Tensor> tensors;
  private final Map<String, String> metadata;

  private Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    this.tensors = Collections.unmodifiableMap(tensors);
    this.metadata = Collections.unmodifiableMap(metadata);
  }

  /**
   * @param dtype F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL
   * @param data little-endian, row-major
   */
  public record Tensor(String dtype, List<Long> shape, ByteBuffer data) {
    public Tensor {
      shape = List.copyOf(shape);
      data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
      long expected = bytes(dtype) * shape.stream().reduce(1L, Math::multiplyExact);
      if (expected != data.remaining()) {
        throw new IllegalArgumentException(
            "a tensor of type %s and shape %s must have %d bytes: got %d"
                .formatted(dtype, shape, expected, data.remaining()));
      }
    }

    public static Tensor of(float[] values, long... shape) {
      ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      data.asFloatBuffer().put(values);
      return new Tensor("F32", Arrays.stream(shape).boxed().toList(), data);
    }

    public static Tensor of(double[] values, long... shape) {
      ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      data.asDoubleBuffer().put(values);
      return new Tensor("F64", Arrays.stream(shape).boxed().toList(), data);
    }

    /** Numbers rounded to fp16. */
    public static Tensor half(double[] values, long... shape) {
      ByteBuffer data = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (double value : values) {
        data.putShort(HalfPrecision.of(value));
      }
      return new Tensor("F16", Arrays.stream(shape).boxed().toList(), data.flip());
    }

    static long bytes(String dtype) {
      return switch (dtype) {
        case "F64", "I64" -> 8;
        case "F32", "I32" -> 4;
        case "F16", "BF16", "I16" -> 2;
        case "I8", "U8", "BOOL" -> 1;
        default ->
            throw new IllegalArgumentException(
                "expected dtype F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL: got " + dtype);
      };
    }

    double number(int i) {
      return switch (dtype) {
        case "F64" -> data.getDouble(8 * i);
        case "F32" -> data.getFloat(4 * i);
        case "F16" -> Float.float16ToFloat(data.getShort(2 * i));
        case "BF16" -> Float.intBitsToFloat(data.getShort(2 * i) << 16);
        default ->
            throw new IllegalArgumentException("expected numbers with a point: got " + dtype);
      };
    }
  }

  /** A file in memory. */
  public static Safetensors of(Map<String, Tensor> tensors, Map<String, String> metadata) {
    return new Safetensors(new LinkedHashMap<>(tensors), new LinkedHashMap<>(metadata));
  }

  public Map<String, String> metadata() {
    return metadata;
  }

  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /**
   * @throws IllegalArgumentException if there is no tensor of this name and shape with floats
   */
  public float[] floats(String name, long... shape) {
    double[] values = doubles(name, shape);
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /**
   * @throws IllegalArgumentException if there is no tensor of this name and shape with floats
   */
  public double[] doubles(String name, long... shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the file has no tensor '%s'".formatted(name));
    }
    List<Long> expected = Arrays.stream(shape).boxed().toList();
    if (!tensor.shape.equals(expected)) {
      throw new IllegalArgumentException(
          "tensor '%s' must have shape %s: got %s".formatted(name, expected, tensor.shape));
    }
    double[] values = new double[(int) (tensor.data.remaining() / Tensor.bytes(tensor.dtype))];
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = tensor.number(i);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("tensor '%s': %s".formatted(name, e.getMessage()), e);
      }
    }
    return values;
  }

  /** Writes by falling width of the type, then by name, as other writers do. */
  public static void write(
      Map<String, Tensor> tensors, Map<String, String> metadata, OutputStream out)
      throws IOException {
    List<Map.Entry<String, Tensor>> ordered =
        new TreeMap<>(tensors)
            .entrySet().stream().sorted((a, b) -> Long.compare(width(b), width(a))).toList();
    write(ordered, metadata, out);
  }

  /** Writes in the order of the map, so that a part of the file from its beginning is of use. */
  public static void writeInOrder(
      SequencedMap<String, Tensor> tensors, Map<String, String> metadata, OutputStream out)
      throws IOException {
    write(List.copyOf(tensors.sequencedEntrySet()), metadata, out);
  }

  private static void write(
      List<Map.Entry<String, Tensor>> ordered, Map<String, String> metadata, OutputStream out)
      throws IOException {
    JsonObject header = new JsonObject();
    JsonObject texts = new JsonObject();
    new TreeMap<>(metadata).forEach(texts::addProperty);
    header.add(SafetensorsHeader.METADATA, texts);
    long at = 0;
    for (Map.Entry<String, Tensor> entry : ordered) {
      Tensor tensor = entry.getValue();
      JsonObject json = new JsonObject();
      json.addProperty("dtype", tensor.dtype);
      json.add("shape", array(tensor.shape));
      json.add("data_offsets", array(List.of(at, at += tensor.data.remaining())));
      header.add(entry.getKey(), json);
    }
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(padded.length).array());
    out.write(padded);
    for (Map.Entry<String, Tensor> entry : ordered) {
      ByteBuffer data = entry.getValue().data.duplicate();
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      out.write(bytes);
    }
  }

  private static long width(Map.Entry<String, Tensor> entry) {
    return Tensor.bytes(entry.getValue().dtype);
  }

  private static JsonArray array(List<Long> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  /**
   * @throws IllegalArgumentException if the input is not a whole safetensors file; the message says
   *     where it breaks
   */
  public static Safetensors read(InputStream in) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    int start = SafetensorsHeader.start(file, file.remaining());
    byte[] text = new byte[start - 8];
    file.get(8, text);
    ByteBuffer data = file.slice(start, file.limit() - start).order(ByteOrder.LITTLE_ENDIAN);
    SafetensorsHeader header = SafetensorsHeader.parse(text, data.remaining());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    header
        .entries()
        .forEach(
            (name, entry) ->
                tensors.put(
                    name,
                    new Tensor(
                        entry.dtype(),
                        entry.shape(),
                        data.slice((int) entry.begin(), (int) entry.bytes()))));
    return new Safetensors(tensors, header.metadata());
  }
}
