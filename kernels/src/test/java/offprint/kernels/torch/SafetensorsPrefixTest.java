package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsPrefixTest {
  @TempDir Path folder;

  private static byte[] file() throws IOException {
    LinkedHashMap<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z", Safetensors.Tensor.half(new double[] {1, 2}, 2));
    tensors.put("a", Safetensors.Tensor.of(new float[] {3, 4}, 2));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.writeInOrder(tensors, Map.of("k", "v"), out);
    return out.toByteArray();
  }

  @Test
  void valuesStandInTheGivenOrderAndAreReadByRanges() throws IOException {
    Path path = Files.write(folder.resolve("x.safetensors"), file());
    try (SafetensorsPrefix prefix = SafetensorsPrefix.open(path)) {
      assertThat(prefix.names()).containsExactly("z", "a");
      assertThat(prefix.span("a").begin()).isEqualTo(4);
      assertThat(prefix.metadata()).containsEntry("k", "v");
      assertThat(prefix.read(8, 12).getFloat()).isEqualTo(4);
      assertThat(prefix.bytesRead()).isEqualTo(4);
      assertThat(prefix.present()).isEqualTo(12);
      assertThatThrownBy(() -> prefix.span("b")).hasMessage("x.safetensors has no tensor 'b'");
    }
    assertThat(MappedSafetensors.open(path).shape("z")).containsExactly(2L);
  }

  @Test
  void theEndMayBeMissingButNotTheHeader() throws IOException {
    byte[] bytes = file();
    try (SafetensorsPrefix prefix =
        SafetensorsPrefix.of("x", Arrays.copyOf(bytes, bytes.length - 3))) {
      assertThat(prefix.present()).isEqualTo(9);
      assertThat(prefix.read(0, 4).getShort()).isEqualTo(HalfPrecision.of(1));
      assertThatThrownBy(() -> prefix.read(4, 12)).isInstanceOf(EOFException.class);
    }
    assertThatThrownBy(() -> SafetensorsPrefix.of("x", Arrays.copyOf(bytes, 40)))
        .hasMessageStartingWith("x: not a safetensors file: the file is cut off");
    assertThatThrownBy(() -> SafetensorsPrefix.of("x", new byte[5]))
        .hasMessage("x: not a safetensors file: expected at least 8 bytes: got 5");
    byte[] other = bytes.clone();
    other[9] = 'x';
    assertThatThrownBy(() -> SafetensorsPrefix.of("x", other))
        .hasMessageContaining("not a safetensors file");
  }
}
