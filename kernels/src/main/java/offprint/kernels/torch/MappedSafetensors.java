package offprint.kernels.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file mapped into memory: opening reads the header alone, and the pages of a tensor
 * are read when it is first used. The mapping lives as long as this object or a tensor of it.
 */
public final class MappedSafetensors {
  private static final int PART = 1 << 24;

  private final Path file;
  private final MemorySegment values;
  private final SafetensorsHeader header;

  private MappedSafetensors(Path file, MemorySegment values, SafetensorsHeader header) {
    this.file = file;
    this.values = values;
    this.header = header;
  }

  /**
   * @throws IllegalArgumentException naming the file, if it is not a whole safetensors file
   */
  public static MappedSafetensors open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      MemorySegment all =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      ByteBuffer head =
          all.asSlice(0, Math.min(8, all.byteSize())).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      int start = SafetensorsHeader.start(head, all.byteSize());
      byte[] text = new byte[start - 8];
      all.asSlice(8, text.length).asByteBuffer().get(text);
      MemorySegment values = all.asSlice(start);
      return new MappedSafetensors(file, values, SafetensorsHeader.parse(text, values.byteSize()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file.getFileName(), e.getMessage()), e);
    }
  }

  public Set<String> names() {
    return header.entries().keySet();
  }

  public Map<String, String> metadata() {
    return header.metadata();
  }

  public List<Long> shape(String name) {
    return entry(name).shape();
  }

  /** F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL. */
  public String dtype(String name) {
    return entry(name).dtype();
  }

  /**
   * Reads the whole tensor in search of NaN and infinities.
   *
   * @return row-major index of the first number that is not finite; −1 if there is none
   * @throws IllegalArgumentException if the tensor does not hold F32, F16, BF16 or F64
   */
  public long firstNonFinite(String name) {
    SafetensorsHeader.Entry entry = entry(name);
    return FiniteScan.valueOf(entry.dtype()).first(values.asSlice(entry.begin(), entry.bytes()));
  }

  /**
   * The tensor on the manager's device. Where the file's type is the wanted one and the device is
   * the CPU its memory is the file's: read-only, so that writing to it ends the process.
   *
   * @param type FLOAT32 or FLOAT64
   * @throws IllegalArgumentException naming file and tensor, if it holds no floats or 2 GiB or more
   */
  public NDArray array(NDManager manager, String name, DataType type) {
    SafetensorsHeader.Entry entry = entry(name);
    Shape shape = new Shape(entry.shape());
    if (entry.dtype().equals("BF16")) {
      try (NDArray widened = widened(manager, entry)) {
        return widened.reshape(shape).toType(type, false);
      }
    }
    DataType stored =
        switch (entry.dtype()) {
          case "F64" -> DataType.FLOAT64;
          case "F32" -> DataType.FLOAT32;
          case "F16" -> DataType.FLOAT16;
          default -> throw wrong(name, "must hold F32, F16, BF16 or F64: got " + entry.dtype());
        };
    if (entry.bytes() > Integer.MAX_VALUE) {
      throw wrong(name, "must be below 2 GiB: got %d bytes".formatted(entry.bytes()));
    }
    if (entry.bytes() == 0) {
      return manager.zeros(shape, type);
    }
    ByteBuffer bytes =
        values.asSlice(entry.begin(), entry.bytes()).asByteBuffer().order(ByteOrder.nativeOrder());
    NDArray mapped = manager.create(bytes, shape, stored);
    if (stored == type) {
      return mapped;
    }
    try (mapped) {
      return mapped.toType(type, false);
    }
  }

  /**
   * The float32 numbers whose upper halves are stored: DJL hands no bf16 to torch.
   *
   * @return [size]
   */
  private NDArray widened(NDManager manager, SafetensorsHeader.Entry entry) {
    long size = entry.bytes() / 2;
    NDArray all = manager.zeros(new Shape(size));
    for (long at = 0; at < size; at += PART) {
      int length = (int) Math.min(PART, size - at);
      short[] halves = new short[length];
      values
          .asSlice(entry.begin() + 2 * at, 2L * length)
          .asByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asShortBuffer()
          .get(halves);
      float[] floats = new float[length];
      for (int i = 0; i < length; i++) {
        floats[i] = Float.intBitsToFloat(halves[i] << 16);
      }
      try (NDArray part = manager.create(floats)) {
        all.set(new NDIndex("%d:%d".formatted(at, at + length)), part);
      }
    }
    return all;
  }

  private SafetensorsHeader.Entry entry(String name) {
    SafetensorsHeader.Entry entry = header.entries().get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "%s has no tensor '%s'".formatted(file.getFileName(), name));
    }
    return entry;
  }

  private IllegalArgumentException wrong(String name, String rule) {
    return new IllegalArgumentException(
        "%s: tensor '%s' %s".formatted(file.getFileName(), name, rule));
  }
}
