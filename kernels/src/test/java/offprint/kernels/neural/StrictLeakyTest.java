package offprint.kernels.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import offprint.kernels.torch.Safetensors;
import org.junit.jupiter.api.Test;

class StrictLeakyTest {
  private static void convolution(
      Map<String, Safetensors.Tensor> tensors, String name, int in, int size) {
    float[] weight = new float[6 * in * size * size];
    float[] bias = new float[6];
    fill(weight);
    fill(bias);
    tensors.put(name + ".weight", Safetensors.Tensor.of(weight, 6, in, size, size));
    tensors.put(name + ".bias", Safetensors.Tensor.of(bias, 6));
  }

  private static void fill(float[] values) {
    for (int n = 0; n < values.length; n++) {
      values[n] = ((7 * n + 3) % 17 - 8) / 50f;
    }
  }

  @Test
  void theSameBitsOnEveryMachine() {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    convolution(tensors, "a", 4, 5);
    convolution(tensors, "b", 6, 3);
    StrictEngine engine = new StrictEngine(StrictWeights.of(Safetensors.of(tensors, Map.of()), ""));
    FeatureMaps x = new FeatureMaps(4, 5, 6);
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 6; j++) {
          x.set(c, i, j, (float) Math.floor(6 * Math.sin(.7 * c + .9 * i + 1.3 * j) + .5) / 4);
        }
      }
    }
    FeatureMaps out = engine.convolve("b", engine.leakyRelu(engine.convolve("a", x, 1)), 1);
    assertThat(Float.floatToIntBits(out.at(0, 0, 0))).isEqualTo(0xbc210e11);
    assertThat(Float.floatToIntBits(out.at(5, 4, 5))).isEqualTo(0xbbfb5466);
    ByteBuffer bytes = ByteBuffer.allocate(4 * 180).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(out.values());
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    assertThat(Long.toHexString(crc.getValue())).isEqualTo("90dc8dd5");
  }

  @Test
  void everySecondOutputHasTheSameBitsAsTheSumInOrder() {
    for (int size : new int[] {1, 3, 5}) {
      Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
      convolution(tensors, "a", 4, size);
      Safetensors file = Safetensors.of(tensors, Map.of());
      FeatureMaps x = new FeatureMaps(4, 7, 10);
      for (int i = 0; i < x.values().length; i++) {
        x.values()[i] = (float) Math.sin(.37 * i);
      }
      FeatureMaps out = new StrictEngine(StrictWeights.of(file, "")).convolve("a", x, 2);
      assertThat(out.height()).isEqualTo(4);
      float[] weight = file.floats("a.weight", 6, 4, size, size);
      float[] bias = file.floats("a.bias", 6);
      for (int i = 0; i < out.values().length; i++) {
        int o = i / out.area();
        float sum = bias[o];
        for (int t = 0; t < 4 * size * size; t++) {
          int row = i % out.area() / out.width() * 2 + t % (size * size) / size - size / 2;
          int column = i % out.width() * 2 + t % size - size / 2;
          if (row >= 0 && row < 7 && column >= 0 && column < 10) {
            sum += weight[o * 4 * size * size + t] * x.at(t / (size * size), row, column);
          }
        }
        assertThat(out.values()[i]).as("size %d at %d", size, i).isEqualTo(sum);
      }
    }
  }
}
