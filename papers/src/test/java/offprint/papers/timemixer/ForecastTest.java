package offprint.papers.timemixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.engine.Outcome;
import offprint.kernels.torch.Safetensors;
import offprint.method.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastTest {
  private static final String SMALL =
      "'lookback':48,'horizon':12,'scales':2,'dModel':8,'dFf':8,'kernel':7,'batch':32";

  @TempDir Path folder;

  private Outcome run(String given) throws Exception {
    return new Bench(folder).run(new Forecast(), "{" + given + "}");
  }

  private Path artifact(Outcome outcome, String name) throws Exception {
    assertThat(outcome.artifacts().stream().map(a -> a.name())).contains(name);
    try (var files = Files.walk(folder)) {
      return files.filter(f -> f.getFileName().toString().equals(name)).findFirst().orElseThrow();
    }
  }

  /** A network that does not learn stays near the window mean, far above the seasonal naive. */
  @Test
  void startsNearTheSimplestForecastAndEndsBelowAllNaiveOnes() throws Exception {
    String data = new Bench(folder).csv("data.csv", 1500, 2, true);
    Outcome outcome =
        run("'data':'%s',%s,'epochs':4,'steps':25,'dropout':0".formatted(data, SMALL));
    Map<String, Double> m = outcome.report().metrics();
    assertThat(m.get("validation_first")).isLessThan(2 * m.get("mse_window_mean"));
    assertThat(m.get("validation_best")).isLessThan(0.6 * m.get("validation_first"));
    assertThat(m.get("mse"))
        .isLessThan(m.get("mse_window_mean"))
        .isLessThan(m.get("mse_last_value"))
        .isLessThan(0.9 * m.get("mse_seasonal_naive"));
  }

  @Test
  void writesForecastMetricsAndModel() throws Exception {
    String data = new Bench(folder).csv("data.csv", 700, 2, true);
    Outcome outcome = run("'data':'%s',%s,'epochs':1,'steps':2".formatted(data, SMALL));
    List<String> forecast = Files.readAllLines(artifact(outcome, "forecast.csv"));
    assertThat(forecast).hasSize(1 + 2 * 12);
    assertThat(forecast.get(1)).startsWith("2020-01-30 04:00:00,c0,");
    assertThat(forecast.get(24)).startsWith("2020-01-30 15:00:00,c1,");
    List<String> metrics = Files.readAllLines(artifact(outcome, "metrics.csv"));
    assertThat(metrics.stream().map(line -> line.split(",")[0]))
        .containsExactly(
            "method",
            "last value",
            "window mean",
            "seasonal naive",
            "exponential smoothing",
            "Theta method",
            "linear map",
            "TimeMixer");
    try (var in = Files.newInputStream(artifact(outcome, "model.safetensors"))) {
      Safetensors file = Safetensors.read(in);
      assertThat(file.metadata().get("header"))
          .contains("\"lookback\":48", "\"columns\":[\"c0\",\"c1\"]", "\"season\":24");
      assertThat(file.floats("predict.2.weight", 12, 12)).hasSize(144);
    }
  }

  @Test
  void firstChartShowsTheForecastWithItsIntervalsAndAnotherItAsASum() throws Exception {
    String data = new Bench(folder).csv("data.csv", 700, 2, true);
    Outcome outcome = run("'data':'%s',%s,'epochs':1,'steps':5".formatted(data, SMALL));
    Chart chart = (Chart) outcome.report().blocks().getFirst();
    assertThat(chart.x().scale()).isEqualTo(Chart.Scale.TIME);
    assertThat(names(chart))
        .startsWith(
            "95 % interval", "80 % interval", "observed", "forecast of the last rows", "forecast");
    assertThat(chart.series().get(2).x()).hasSize(96);
    Chart sum = chart(outcome, "c1: the forecast as a sum");
    assertThat(names(sum))
        .containsExactly(
            "forecast",
            "level of the window",
            "added by every row",
            "added by means of 2 rows",
            "added by means of 4 rows");
    for (int h = 0; h < 12; h++) {
      double rest = sum.series().getFirst().y().get(h);
      for (Chart.Series part : sum.series().subList(1, 5)) {
        rest -= part.y().get(h);
      }
      assertThat(rest).isCloseTo(0, within(1e-4));
    }
    assertThat(sum.series().get(2).emphasis()).isFalse();
  }

  private static List<String> names(Chart chart) {
    return chart.series().stream().map(Chart.Series::name).toList();
  }

  private static Chart chart(Outcome outcome, String title) {
    return outcome.report().blocks().stream()
        .filter(block -> block instanceof Chart chart && chart.title().equals(title))
        .map(Chart.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Errors of a stationary series are alike on validation and test rows. */
  @Test
  void intervalsHoldAboutTheirShareOfTheTestValues() throws Exception {
    String data = new Bench(folder).csv("data.csv", 3000, 2, true);
    Outcome outcome = run("'data':'%s',%s,'epochs':2,'steps':20".formatted(data, SMALL));
    Map<String, Double> m = outcome.report().metrics();
    for (String method : List.of("", "_linear_map_closed_form", "_theta_method")) {
      assertThat(m.get("coverage_80" + method)).isBetween(0.7, 0.9);
      assertThat(m.get("coverage_95" + method)).isBetween(0.9, 0.99);
    }
    assertThat(outcome.report().answer()).contains("95 % intervals of");
    Chart chart = (Chart) outcome.report().blocks().getFirst();
    double inner = width(chart.series().get(1));
    assertThat(width(chart.series().getFirst())).isGreaterThan(inner);
    assertThat(inner).isPositive();
  }

  private static double width(Chart.Series band) {
    return band.z().getFirst() - band.y().getFirst();
  }

  @Test
  void aRandomWalkIsLeftToASimplerForecast() throws Exception {
    Path file = folder.resolve("walk.csv");
    StringBuilder text = new StringBuilder("date,a\n");
    LocalDateTime time = LocalDateTime.of(2020, 1, 1, 0, 0);
    double level = 0;
    SplittableRandom random = new SplittableRandom(5);
    for (int t = 0; t < 600; t++) {
      level += random.nextGaussian();
      text.append(time.plusHours(t)).append(',').append(level).append('\n');
    }
    Files.writeString(file, text);
    Outcome outcome = run("'data':'%s',%s,'epochs':1,'steps':2".formatted(file, SMALL));
    assertThat(outcome.report().answer()).contains("take ");
    assertThat(outcome.artifacts().stream().map(a -> a.name()))
        .anyMatch(name -> name.startsWith("forecast-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'channelIndependent':false",
        "'decomposition':'dft'",
        "'pool':'max'",
        "'pool':'conv'",
        "'scales':0",
        "'freq':'none'",
        "'freq':'min'",
        "'dropout':0.9"
      })
  void everyOptionRuns(String option) throws Exception {
    String data = new Bench(folder).csv("data.csv", 700, 2, true);
    String base = "'data':'%s',%s,'epochs':1,'steps':2,".formatted(data, SMALL);
    Outcome outcome =
        run(base.replace("'scales':2,", option.contains("scales") ? "" : "'scales':2,") + option);
    assertThat(outcome.report().metrics().get("mse")).isFinite();
  }

  @Test
  void dataWithoutDatesAreForecastByRowNumber() throws Exception {
    String data = new Bench(folder).csv("rows.csv", 700, 2, false);
    Outcome outcome = run("'data':'%s',%s,'epochs':1,'steps':2".formatted(data, SMALL));
    assertThat(Files.readAllLines(artifact(outcome, "forecast.csv")).get(1)).startsWith("701,c0,");
    assertThatThrownBy(() -> run("'data':'%s',%s,'freq':'hour'".formatted(data, SMALL)))
        .hasMessage("freq must be auto or none for data without dates: got hour");
  }

  @Test
  void aConstantColumnGivesFiniteNumbers() throws Exception {
    Path file = folder.resolve("constant.csv");
    Files.writeString(file, "a,b\n" + "5,1\n5,2\n5,4\n".repeat(240));
    Outcome outcome = run("'data':'%s',%s,'epochs':1,'steps':2".formatted(file, SMALL));
    outcome.report().metrics().values().forEach(v -> assertThat(v).isFinite());
  }

  @Test
  void aLookbackThatFitsIsSuggestedForFewRows() throws Exception {
    String data = new Bench(folder).csv("few.csv", 300, 1, true);
    refused(
        "'data':'%s','lookback':240,'horizon':24".formatted(data),
        "lookback 240 and horizon 24 need about 378 rows: got 300; try lookback 72");
  }

  private void refused(String given, String message) {
    assertThatThrownBy(() -> run(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void wrongParametersAreRefusedByName() throws Exception {
    refused("'kernel':24", "kernel must be odd and at most lookback: got 24 with lookback 96");
    refused("'kernel':97", "kernel must be odd and at most lookback: got 97 with lookback 96");
    refused(
        "'lookback':64,'scales':6",
        "scales must leave at least 2 values at the coarsest scale: got 6 with lookback 64");
    refused("'horizon':0", "horizon must be at least 1: got 0");
    refused("'split':'0.7/0.3/0.1'", "split must be three positive numbers with the sum 1");
    refused(
        "'column':'XY'", "column must be one of HUFL, HULL, MUFL, MULL, LUFL, LULL, OT: got XY");
    refused(
        "'dModel':256,'dFf':1024,'blocks':8,'lookback':768",
        "lower lookback, horizon, blocks, dModel or dFf");
  }

  @Test
  void wrongDataAreRefusedByRowAndColumn() throws Exception {
    String rows = new Bench(folder).csv("short.csv", 600, 1, true);
    refused(
        "'data':'%s'".formatted(rows),
        "lookback 96 and horizon 96 need about 962 rows: got 600;"
            + " this horizon needs about 962 rows at any lookback");
    Path file = folder.resolve("wrong.csv");
    Files.writeString(file, "date,a\n2020-01-01,1\n2020-01-02,\n");
    refused(
        "'data':'%s'".formatted(file),
        "row 3, column 'a': expected a number: got a blank cell (fill linear bridges gaps)");
    Files.writeString(file, "date,a\n2020-01-01,1\n2020-01-01,2\n");
    refused("'data':'%s'".formatted(file), "row 3, column 'date'");
    Files.writeString(file, "date\n2020-01-01\n");
    refused("'data':'%s'".formatted(file), "must have a column of numbers");
    refused("'data':'example:none'", "there is no example 'none'");
  }

  @Test
  void tooHighARateIsRefusedAsDivergenceOrLeavesTheStart() throws Exception {
    String data = new Bench(folder).csv("data.csv", 700, 2, true);
    Outcome outcome = run("'data':'%s',%s,'epochs':2,'steps':3,'lr':1".formatted(data, SMALL));
    Map<String, Double> m = outcome.report().metrics();
    assertThat(m.get("validation_best")).isLessThanOrEqualTo(m.get("validation_first"));
  }
}
