package offprint.papers.timemixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import offprint.engine.Examples;
import offprint.kernels.series.Baselines;
import offprint.kernels.series.Errors;
import offprint.kernels.series.Forecaster;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.LinearMap;
import offprint.kernels.series.Problem;
import offprint.kernels.series.SeriesReader;
import offprint.kernels.series.Split;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exact figures of forecasts without training, on every test window at L = 96. */
class ReferenceFiguresTest {
  private static Problem problem(String set, int horizon) throws IOException {
    try (InputStream in = Examples.get(set).open()) {
      return Problem.of(
          SeriesReader.read(in, SeriesReader.Fill.NONE),
          Frequency.HOUR,
          Split.ETT_HOURLY,
          96,
          horizon);
    }
  }

  private static void check(Problem problem, Forecaster model, double mse, double mae) {
    Errors errors =
        Problem.judge(model, problem.test(), problem.test().all(), problem.sum(), _ -> {});
    assertThat(errors.windows()).isEqualTo(2880 - problem.test().horizon() + 1);
    assertThat(errors.mse()).isCloseTo(mse, within(6e-5));
    assertThat(errors.mae()).isCloseTo(mae, within(6e-5));
  }

  @ParameterizedTest
  @CsvSource({
    "etth1, 96, .3832, .3915",
    "etth1, 192, .4340, .4206",
    "etth1, 336, .4745, .4409",
    "etth1, 720, .4616, .4556",
    "etth2, 96, .2890, .3377",
    "etth2, 192, .3744, .3896",
    "etth2, 336, .4137, .4237",
    "etth2, 720, .4157, .4355"
  })
  void closedFormLinearMap(String set, int horizon, double mse, double mae) throws IOException {
    Problem problem = problem(set, horizon);
    check(problem, LinearMap.fit(problem.train(), 1e-3), mse, mae);
  }

  @ParameterizedTest
  @CsvSource({"etth1, 1.2944, .7132", "etth2, .4317, .4216"})
  void lastValue(String set, double mse, double mae) throws IOException {
    check(problem(set, 96), new Baselines.LastValue(), mse, mae);
  }

  @ParameterizedTest
  @CsvSource({"etth1, .5122, .4333", "etth2, .3905, .3802"})
  void seasonalNaiveWithTheSeasonFoundInTheData(String set, double mse, double mae)
      throws IOException {
    Problem problem = problem(set, 96);
    assertThat(problem.season()).isEqualTo(24);
    check(problem, new Baselines.SeasonalNaive(problem.values(), problem.season()), mse, mae);
  }
}
