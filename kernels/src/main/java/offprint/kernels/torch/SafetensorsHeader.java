package offprint.kernels.torch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a safetensors file says of its tensors, checked against the bytes that are there. */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";
  private static final int MAX_HEADER = 100_000_000;

  /**
   * @param begin first byte, counted from the end of the header
   */
  record Entry(String dtype, List<Long> shape, long begin, long end) {
    Entry {
      long expected =
          Safetensors.Tensor.bytes(dtype) * shape.stream().reduce(1L, Math::multiplyExact);
      if (expected != end - begin) {
        throw new IllegalArgumentException(
            "a tensor of type %s and shape %s must have %d bytes: got %d"
                .formatted(dtype, shape, expected, end - begin));
      }
    }

    long bytes() {
      return end - begin;
    }
  }

  /**
   * Where the values start.
   *
   * @param head at least the first 8 bytes, little-endian
   * @param size of the whole file, in bytes
   */
  static int start(ByteBuffer head, long size) {
    if (size < 8) {
      throw broken("expected at least 8 bytes: got " + size);
    }
    long length = head.getLong(0);
    if (length < 2 || length > MAX_HEADER) {
      throw broken("expected a header of 2 to %d bytes: got %d".formatted(MAX_HEADER, length));
    }
    if (length > size - 8) {
      throw broken(
          "the file is cut off: the header has %d bytes, of which %d are there"
              .formatted(length, size - 8));
    }
    return (int) length + 8;
  }

  /**
   * @param dataBytes bytes after the header
   * @throws IllegalArgumentException saying where it breaks
   */
  static SafetensorsHeader parse(byte[] text, long dataBytes) {
    try {
      JsonReader reader =
          new JsonReader(new StringReader(new String(text, StandardCharsets.UTF_8)));
      reader.setStrictness(Strictness.STRICT);
      return parse(JsonParser.parseReader(reader).getAsJsonObject(), dataBytes);
    } catch (JsonParseException
        | IllegalStateException
        | NumberFormatException
        | ArithmeticException e) {
      throw broken("the header does not read: " + e.getMessage());
    }
  }

  private static SafetensorsHeader parse(JsonObject header, long dataBytes) {
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Entry> entries = new LinkedHashMap<>();
    TreeMap<Long, Long> spans = new TreeMap<>();
    for (Map.Entry<String, JsonElement> named : header.entrySet()) {
      JsonObject json = named.getValue().getAsJsonObject();
      if (named.getKey().equals(METADATA)) {
        json.entrySet().forEach(e -> metadata.put(e.getKey(), e.getValue().getAsString()));
        continue;
      }
      Entry entry = entry(named.getKey(), json, dataBytes);
      if (entry.bytes() > 0 && spans.put(entry.begin, entry.end) != null) {
        throw broken("tensor '%s' overlaps another".formatted(named.getKey()));
      }
      entries.put(named.getKey(), entry);
    }
    requireWhole(spans, dataBytes);
    return new SafetensorsHeader(entries, metadata);
  }

  private static Entry entry(String name, JsonObject json, long dataBytes) {
    if (!json.has("dtype") || !json.has("shape") || !json.has("data_offsets")) {
      throw broken("tensor '%s' lacks dtype, shape or data_offsets".formatted(name));
    }
    List<Long> offsets = longs(json.get("data_offsets"));
    long begin = offsets.getFirst();
    long end = offsets.getLast();
    if (offsets.size() != 2 || begin < 0 || end < begin) {
      throw broken("tensor '%s' has data_offsets %s".formatted(name, offsets));
    }
    if (end > dataBytes) {
      throw broken(
          "the file is cut off: tensor '%s' ends at byte %d of %d".formatted(name, end, dataBytes));
    }
    try {
      return new Entry(json.get("dtype").getAsString(), longs(json.get("shape")), begin, end);
    } catch (IllegalArgumentException e) {
      throw broken("tensor '%s': %s".formatted(name, e.getMessage()));
    }
  }

  private static void requireWhole(TreeMap<Long, Long> spans, long dataBytes) {
    long at = 0;
    for (Map.Entry<Long, Long> span : spans.entrySet()) {
      if (span.getKey() != at) {
        throw broken("the values have a gap or overlap at byte " + at);
      }
      at = span.getValue();
    }
    if (at != dataBytes) {
      throw broken("expected %d bytes of values: got %d".formatted(at, dataBytes));
    }
  }

  private static List<Long> longs(JsonElement array) {
    List<Long> values =
        array.getAsJsonArray().asList().stream().map(JsonElement::getAsLong).toList();
    if (values.stream().anyMatch(v -> v < 0)) {
      throw broken("expected numbers from 0: got " + values);
    }
    return values;
  }

  private static IllegalArgumentException broken(String what) {
    return new IllegalArgumentException("not a safetensors file: " + what);
  }
}
