package offprint.kernels.torch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file whose values are read range by range, and of which the end may be missing. It
 * counts the bytes that it reads.
 */
public final class SafetensorsPrefix implements AutoCloseable {
  private final String name;
  private final Bytes bytes;
  private final long start;
  private final long present;
  private final SafetensorsHeader header;
  private long bytesRead;

  private SafetensorsPrefix(
      String name, Bytes bytes, long start, long present, SafetensorsHeader header) {
    this.name = name;
    this.bytes = bytes;
    this.start = start;
    this.present = present;
    this.header = header;
  }

  /**
   * Where a tensor's values are, counted from the end of the header.
   *
   * @param end first byte behind it
   */
  public record Span(String dtype, List<Long> shape, long begin, long end) {}

  /** Where the bytes are. */
  private interface Bytes extends Closeable {
    /** As of {@link FileChannel#read(ByteBuffer, long)}. */
    int read(ByteBuffer to, long at) throws IOException;

    long size() throws IOException;
  }

  private record InFile(FileChannel channel) implements Bytes {
    @Override
    public int read(ByteBuffer to, long at) throws IOException {
      return channel.read(to, at);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record InMemory(byte[] content) implements Bytes {
    @Override
    public int read(ByteBuffer to, long at) {
      int count = (int) Math.min(to.remaining(), content.length - at);
      if (count <= 0) {
        return -1;
      }
      to.put(content, (int) at, count);
      return count;
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  /**
   * Reads the header alone.
   *
   * @throws IllegalArgumentException naming the file, if the header is not whole or does not read
   */
  public static SafetensorsPrefix open(Path file) throws IOException {
    return open(String.valueOf(file.getFileName()), new InFile(FileChannel.open(file)));
  }

  /** As {@link #open(Path)}, of a file in memory. */
  public static SafetensorsPrefix of(String name, byte[] file) throws IOException {
    return open(name, new InMemory(file));
  }

  private static SafetensorsPrefix open(String name, Bytes bytes) throws IOException {
    try {
      ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.size() >= 8) {
        fill(bytes, head, 0, name);
      }
      int start = SafetensorsHeader.start(head, bytes.size());
      ByteBuffer text = ByteBuffer.allocate(start - 8);
      fill(bytes, text, 8, name);
      SafetensorsHeader header = SafetensorsHeader.parse(text.array(), declared(text.array()));
      return new SafetensorsPrefix(name, bytes, start, bytes.size() - start, header);
    } catch (IllegalArgumentException e) {
      bytes.close();
      throw new IllegalArgumentException("%s: %s".formatted(name, e.getMessage()), e);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** Bytes of values that the header speaks of. */
  private static long declared(byte[] text) {
    try {
      JsonObject json =
          JsonParser.parseString(new String(text, StandardCharsets.UTF_8)).getAsJsonObject();
      long end = 0;
      for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
        if (!entry.getKey().equals(SafetensorsHeader.METADATA)) {
          JsonObject tensor = entry.getValue().getAsJsonObject();
          end = Math.max(end, tensor.getAsJsonArray("data_offsets").get(1).getAsLong());
        }
      }
      return end;
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | IndexOutOfBoundsException
        | NumberFormatException e) {
      throw new IllegalArgumentException("not a safetensors file: the header does not read", e);
    }
  }

  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** Names of the tensors, in the order of the header. */
  public Set<String> names() {
    return header.entries().keySet();
  }

  public String name() {
    return name;
  }

  /** Bytes of values that are there, which may be fewer than the header speaks of. */
  public long present() {
    return present;
  }

  /** Bytes of values read so far. */
  public long bytesRead() {
    return bytesRead;
  }

  public boolean has(String tensor) {
    return header.entries().containsKey(tensor);
  }

  /**
   * @throws IllegalArgumentException if there is no such tensor
   */
  public Span span(String tensor) {
    SafetensorsHeader.Entry entry = header.entries().get(tensor);
    if (entry == null) {
      throw new IllegalArgumentException("%s has no tensor '%s'".formatted(name, tensor));
    }
    return new Span(entry.dtype(), entry.shape(), entry.begin(), entry.end());
  }

  /**
   * Values in one read, little-endian.
   *
   * @param begin first byte, counted from the end of the header
   * @param end first byte behind
   * @throws IOException if the file ends before
   */
  public ByteBuffer read(long begin, long end) throws IOException {
    ByteBuffer values = ByteBuffer.allocate(Math.toIntExact(end - begin));
    fill(bytes, values, start + begin, name);
    bytesRead += end - begin;
    return values.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void fill(Bytes bytes, ByteBuffer to, long from, String name) throws IOException {
    long at = from;
    while (to.hasRemaining()) {
      int count = bytes.read(to, at);
      if (count < 0) {
        throw new EOFException("%s ends at byte %d".formatted(name, at));
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
