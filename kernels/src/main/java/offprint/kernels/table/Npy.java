package offprint.kernels.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NumPy array file (NPY 1.0 to 3.0) of floats or whole numbers.
 *
 * @param shape sizes, outermost first
 * @param values row-major, whatever the file's order
 */
public record Npy(int[] shape, double[] values) {
  private static final Pattern HEADER =
      Pattern.compile(
          "'descr':\\s*'([<>|=]?)([a-z]\\d+)',\\s*'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(([\\d,"
              + " ]*)\\)");

  public static boolean isNpy(byte[] bytes) {
    return bytes.length >= 10
        && bytes[0] == (byte) 0x93
        && new String(bytes, 1, 5, StandardCharsets.US_ASCII).equals("NUMPY");
  }

  /** "[3, 4]" */
  public String shapeText() {
    return Arrays.toString(shape);
  }

  /**
   * @throws IllegalArgumentException if the file is cut off or holds another type than f2, f4, f8,
   *     i1, i2, i4, i8, u1
   */
  public static Npy read(byte[] bytes) {
    if (!isNpy(bytes)) {
      throw new IllegalArgumentException("not an NPY file: it must start with \\x93NUMPY");
    }
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = bytes[6] == 1 ? 10 : 12;
    long length =
        bytes[6] == 1 ? file.getShort(8) & 0xFFFF : bytes.length < 12 ? -1 : file.getInt(8);
    if (length < 0 || start + length > bytes.length) {
      throw new IllegalArgumentException("not an NPY file: the header is cut off");
    }
    String header = new String(bytes, start, (int) length, StandardCharsets.UTF_8);
    Matcher match = HEADER.matcher(header);
    if (!match.find()) {
      throw new IllegalArgumentException("not an NPY file: the header is " + header.strip());
    }
    String type = match.group(2);
    int[] shape =
        Arrays.stream(match.group(4).split("[, ]+"))
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    ByteBuffer data = file.slice((int) (start + length), (int) (bytes.length - start - length));
    data.order(match.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    long expected = Math.multiplyExact(count, (long) width(type));
    if (data.remaining() != expected) {
      throw new IllegalArgumentException(
          "the NPY file must have %d bytes of values: got %d"
              .formatted(expected, data.remaining()));
    }
    double[] values = new double[(int) count];
    Arrays.setAll(values, i -> number(data, type, i));
    return new Npy(shape, match.group(3).equals("True") ? rowMajor(values, shape) : values);
  }

  private static int width(String type) {
    if (!type.matches("[fiu][1248]") || type.matches("f1|u[248]")) {
      throw new IllegalArgumentException(
          "the NPY file must hold f2, f4, f8, i1, i2, i4, i8 or u1: got " + type);
    }
    return type.charAt(1) - '0';
  }

  private static double number(ByteBuffer data, String type, int i) {
    return switch (type) {
      case "f2" -> Float.float16ToFloat(data.getShort(2 * i));
      case "f4" -> data.getFloat(4 * i);
      case "f8" -> data.getDouble(8 * i);
      case "i1" -> data.get(i);
      case "u1" -> data.get(i) & 0xFF;
      case "i2" -> data.getShort(2 * i);
      case "i4" -> data.getInt(4 * i);
      default -> data.getLong(8 * i);
    };
  }

  private static double[] rowMajor(double[] columnMajor, int[] shape) {
    double[] values = new double[columnMajor.length];
    int[] index = new int[shape.length];
    for (int at = 0; at < values.length; at++) {
      int from = 0;
      for (int k = shape.length - 1; k >= 0; k--) {
        from = from * shape[k] + index[k];
      }
      values[at] = columnMajor[from];
      for (int k = shape.length - 1; k >= 0 && ++index[k] == shape[k]; k--) {
        index[k] = 0;
      }
    }
    return values;
  }
}
