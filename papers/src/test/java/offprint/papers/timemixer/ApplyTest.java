package offprint.papers.timemixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import offprint.engine.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyTest {
  @TempDir Path folder;
  private Bench bench;
  private String data;

  @BeforeEach
  void data() throws Exception {
    bench = new Bench(folder);
    data = bench.csv("data.csv", 600, 2, true);
  }

  private Path train(String more) throws Exception {
    Outcome outcome =
        bench.run(
            new Forecast(),
            ("{'data':'%s','lookback':48,'horizon':12,'scales':2,'dModel':8,'dFf':8,'kernel':7,"
                    + "'epochs':1,'steps':4,'split':'0.6/0.2/0.2'%s}")
                .formatted(data, more));
    assertThat(outcome.artifacts()).hasSizeBetween(3, 4);
    return newest("model.safetensors");
  }

  private Path newest(String name) throws Exception {
    try (var files = Files.walk(folder)) {
      return files
          .filter(f -> f.getFileName().toString().equals(name))
          .max((a, b) -> Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
          .orElseThrow();
    }
  }

  private Outcome apply(Path model, Object file) throws Exception {
    return bench.run(new Apply(), "{'model':'%s','data':'%s'}".formatted(model, file));
  }

  @Test
  void repeatsTheForecastOfTheRunThatTrained() throws Exception {
    Path model = train("");
    List<String> trained = Files.readAllLines(newest("forecast.csv"));
    Outcome outcome = apply(model, data);
    List<String> applied;
    try (var files = Files.walk(folder)) {
      applied =
          Files.readAllLines(
              files
                  .filter(
                      f -> f.endsWith("forecast.csv") && !f.getParent().equals(model.getParent()))
                  .findFirst()
                  .orElseThrow());
    }
    assertThat(applied).hasSameSizeAs(trained);
    for (int i = 1; i < trained.size(); i++) {
      String[] a = trained.get(i).split(",");
      String[] b = applied.get(i).split(",");
      assertThat(b[0] + b[1]).isEqualTo(a[0] + a[1]);
      assertThat(Double.parseDouble(b[2])).isCloseTo(Double.parseDouble(a[2]), within(1e-4));
    }
    assertThat(outcome.report().metrics()).containsKeys("mse", "mse_last_value", "mae");
  }

  @Test
  void independentChannelsApplyToOtherColumns() throws Exception {
    Path model = train("");
    String other = bench.csv("other.csv", 200, 3, true);
    Outcome outcome = apply(model, other);
    assertThat(outcome.report().blocks().toString()).contains("Columns unknown to the model (c2)");
  }

  @Test
  void mixedChannelsRefuseOtherColumns() throws Exception {
    Path model = train(",'channelIndependent':false");
    String other = bench.csv("other.csv", 200, 3, true);
    assertThatThrownBy(() -> apply(model, other))
        .hasMessage("data must have the 2 columns the model mixes (c0, c1): got 3 (c0, c1, c2)");
    assertThat(apply(model, data).report().metrics()).containsKey("mse");
  }

  @Test
  void rowsWithoutTruthAreForecastWithoutErrors() throws Exception {
    Path model = train("");
    Outcome outcome = apply(model, bench.csv("few.csv", 50, 2, true));
    assertThat(outcome.report().metrics()).doesNotContainKey("mse");
    assertThat(outcome.report().blocks().toString()).contains("c1: the forecast of TimeMixer");
    assertThat(outcome.report().answer()).contains("too few to judge");
  }

  @Test
  void wrongModelsAndDataAreRefused() throws Exception {
    Path model = train("");
    String few = bench.csv("few.csv", 20, 2, true);
    assertThatThrownBy(() -> apply(model, few))
        .hasMessage("data: need at least 48 rows for the model's lookback: got 20");
    String undated = bench.csv("undated.csv", 200, 2, false);
    assertThatThrownBy(() -> apply(model, undated))
        .hasMessage("data must have dates: the model was trained with calendar features");
    Path cut = folder.resolve("cut.safetensors");
    byte[] bytes = Files.readAllBytes(model);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> apply(cut, data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "model must be a model of timemixer/forecast: not a safetensors file: the file is cut");
    assertThatThrownBy(() -> apply(Path.of(data), data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "model must be a model of timemixer/forecast: not a safetensors file: ");
  }
}
