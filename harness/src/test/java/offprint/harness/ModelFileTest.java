package offprint.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import offprint.kernels.torch.Safetensors;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  private enum Pool {
    AVERAGE,
    MAXIMUM
  }

  private record Network(int width, Pool pool, double dropout) {}

  private record Header(Network network, List<String> columns, double[] mean) {}

  @TempDir Path folder;

  private Source written(String method) throws IOException {
    Path file = folder.resolve("model.safetensors");
    Header header =
        new Header(new Network(16, Pool.MAXIMUM, 0.1), List.of("OT", "é"), new double[] {1.5});
    try (OutputStream out = Files.newOutputStream(file)) {
      ModelFile.write(
          out, method, header, Map.of("w", Safetensors.Tensor.of(new float[] {1, 2}, 2)));
    }
    return new Source(file.toString());
  }

  private ModelFile read(Source source) throws IOException {
    return new Inputs(new Findings(new FolderRun(folder)))
        .model("model", source, "timemixer/forecast");
  }

  @Test
  void headerAndTensorsComeBack() throws IOException {
    ModelFile model = read(written("timemixer/forecast"));
    Header header = model.header(Header.class);
    assertThat(header.network()).isEqualTo(new Network(16, Pool.MAXIMUM, 0.1));
    assertThat(header.columns()).containsExactly("OT", "é");
    assertThat(header.mean()).containsExactly(1.5);
    assertThat(model.tensors().floats("w", 2)).containsExactly(1, 2);
  }

  @Test
  void anotherMethodsModelIsRefusedByName() throws IOException {
    Source other = written("srrw/train");
    assertThatThrownBy(() -> read(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model must be a model of timemixer/forecast: got one of srrw/train");
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Source text = new Source(Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n").toString());
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("model must be a model of timemixer/forecast: ");
    assertThatThrownBy(() -> read(Source.NONE)).hasMessage("model must name a file: got nothing");
  }
}
