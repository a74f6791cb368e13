package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SafetensorsTest {
  private static byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(
        Map.of(
            "b", Safetensors.Tensor.of(new float[] {1.5f, -2, 3, 4, 5, 6}, 2, 3),
            "a\"quoted", Safetensors.Tensor.of(new double[] {Math.PI}, 1),
            "empty", Safetensors.Tensor.of(new float[0], 0, 4)),
        Map.of("format", "offprint", "note", "ümlaut"),
        out);
    return out.toByteArray();
  }

  private static Safetensors read(byte[] bytes) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(bytes));
  }

  /** A file with this header and so many bytes of zeros. */
  private static byte[] file(String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  @Test
  void isReadBackWhole() throws IOException {
    Safetensors file = read(written());
    assertThat(file.metadata()).containsEntry("format", "offprint").containsEntry("note", "ümlaut");
    assertThat(file.floats("b", 2, 3)).containsExactly(1.5f, -2, 3, 4, 5, 6);
    assertThat(file.doubles("a\"quoted", 1)).containsExactly(Math.PI);
    assertThat(file.floats("empty", 0, 4)).isEmpty();
  }

  /** Reads by the format's description alone, without the class under test. */
  @Test
  void keepsTheLayoutThatOtherToolsExpect() throws IOException {
    byte[] bytes = written();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) buffer.getLong();
    assertThat(length % 8).isZero();
    String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
    assertThat(header).startsWith("{\"__metadata__\":{").endsWith(" ".repeat(padding(header)));
    Matcher b =
        Pattern.compile(
                "\"b\":\\{\"dtype\":\"F32\",\"shape\":\\[2,3\\],\"data_offsets\":\\[(\\d+),(\\d+)\\]\\}")
            .matcher(header);
    assertThat(b.find()).isTrue();
    int begin = Integer.parseInt(b.group(1));
    assertThat(Integer.parseInt(b.group(2)) - begin).isEqualTo(24);
    assertThat((8 + length + begin) % 4).isZero();
    assertThat(buffer.getFloat(8 + length + begin)).isEqualTo(1.5f);
    assertThat(buffer.getFloat(8 + length + begin + 20)).isEqualTo(6f);
    Matcher a =
        Pattern.compile("\"F64\",\"shape\":\\[1\\],\"data_offsets\":\\[0,8\\]").matcher(header);
    assertThat(a.find()).as("wider types first, so that each is aligned").isTrue();
    assertThat(bytes).hasSize(8 + length + 8 + 24);
  }

  private static int padding(String header) {
    return header.length() - header.stripTrailing().length();
  }

  @Test
  void halfPrecisionIsWidened() throws IOException {
    byte[] bytes =
        file(
            "{\"h\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]},"
                + "\"g\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[2,4]}}",
            4);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(bytes.length - 4, Float.floatToFloat16(-1.25f))
        .putShort(bytes.length - 2, (short) (Float.floatToIntBits(3.5f) >>> 16));
    assertThat(read(bytes).floats("h", 1)).containsExactly(-1.25f);
    assertThat(read(bytes).floats("g", 1)).containsExactly(3.5f);
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] bytes = written();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("not a safetensors file: ");
    }
  }

  @Test
  void wrongShapeTypeAndNameAreNamed() throws IOException {
    Safetensors file = read(written());
    assertThatThrownBy(() -> file.floats("b", 3, 2))
        .hasMessage("tensor 'b' must have shape [3, 2]: got [2, 3]");
    assertThatThrownBy(() -> file.floats("c", 1)).hasMessage("the file has no tensor 'c'");
    Safetensors whole =
        read(file("{\"i\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8));
    assertThatThrownBy(() -> whole.floats("i", 1))
        .hasMessage("tensor 'i': expected numbers with a point: got I64");
  }

  @Test
  void contradictingHeadersAreRefused() {
    String[] headers = {
      "{\"t\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
      "{\"t\":{\"dtype\":\"F8\",\"shape\":[8],\"data_offsets\":[0,8]}}",
      "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
      "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
      "{\"t\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
      "{\"t\":{\"dtype\":\"F32\",\"shape\":[2]}}",
      "{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
      "{\"t\":3}",
      "[1,2]",
      "{\"t\":",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
          + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
      "{\"t\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}"
    };
    for (String header : headers) {
      assertThatThrownBy(() -> read(file(header, 8)))
          .as(header)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("not a safetensors file: ");
    }
  }
}
