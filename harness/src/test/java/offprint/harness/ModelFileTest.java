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

  private record Network(int width, Pool pool, double dropout) {
    Network {
      if (width > 64) {
        throw new IllegalArgumentException("width must be at most 64: got " + width);
      }
    }
  }

  private record Header(Network network, List<String> columns, double[] mean) {}

  @TempDir Path folder;

  private Source written(String method) throws IOException {
    Network network = new Network(16, Pool.MAXIMUM, 0.1);
    return written(method, new Header(network, List.of("OT", "é"), new double[] {1.5}));
  }

  private Source written(String method, Record header) throws IOException {
    Path file = folder.resolve("model.safetensors");
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
    assertThat(model.sha256()).matches("[0-9a-f]{64}");
    assertThat(read(written("timemixer/forecast")).sha256()).isEqualTo(model.sha256());
  }

  @Test
  void aHeaderThatBreaksARuleOrLacksAPartIsRefused() throws IOException {
    record Wide(int width, String pool, double dropout) {}
    record Other(Wide network, List<String> columns, double[] mean) {}
    Other wide = new Other(new Wide(65, "MAXIMUM", 0), List.of(), new double[0]);
    ModelFile broken = read(written("timemixer/forecast", wide));
    assertThatThrownBy(() -> broken.header(Header.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "model: the header of the model does not read: width must be at most 64: got 65");
    Other unknown = new Other(new Wide(1, "MEDIAN", 0), List.of(), new double[0]);
    ModelFile lacking = read(written("timemixer/forecast", unknown));
    assertThatThrownBy(() -> lacking.header(Header.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model: the header of the model does not read: it has no valid pool");
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
