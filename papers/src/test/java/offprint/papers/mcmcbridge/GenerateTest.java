package offprint.papers.mcmcbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @Test
  void theScoreOfBlurredPointsIsTheKnownOne() {
    Score score = new EmpiricalScore(new double[] {0, 0, 1, 0, 0, 2}, 2);
    double[] at = {.4, .7};
    assertThat(score.at(at, .5))
        .containsExactly(new double[] {-.0774433117456, -2.3878887187026}, within(1e-12));
    assertThat(score.at(at, 2))
        .containsExactly(new double[] {-.0140247037934, -.0232541347977}, within(1e-12));
  }

  @Test
  void theScoreOfFourModesIsTheKnownOne() {
    double[] score = new double[2];
    FourModes.score(new double[] {2.5, 2.5}, 0, 1, new double[] {1, 1, 1, 1}, score);
    assertThat(score).containsExactly(new double[] {.434500329084, .434500869571}, within(1e-12));
  }

  @Test
  void slicedDistanceOfShiftedPointsIsTheMeanShift() {
    SplittableRandom random = new SplittableRandom(1);
    double[] a = random.doubles(3000).toArray();
    double[] b = a.clone();
    for (int i = 0; i < b.length; i++) {
      b[i] += 2;
    }
    assertThat(SlicedDistance.of(a, a, 3)).isZero();
    assertThat(SlicedDistance.of(a, b, 1)).isCloseTo(2, within(1e-12));
    assertThat(SlicedDistance.of(a, b, 3)).isCloseTo(2, within(.4));
  }

  /** The learning test: 300 steps beat a score of 0 by a quarter and a normal law by far. */
  @Test
  void theNetworkLearnsAndAnotherRunDrawsWithIt() throws Exception {
    Map<String, Double> metrics =
        bench.run(new Generate(), "{'iterations': 300, 'count': 400}").report().metrics();
    assertThat(metrics.get("loss_over_dimension")).isLessThan(.75);
    assertThat(metrics.get("sliced_distance"))
        .isLessThan(metrics.get("sliced_distance_a_gaussian_fit"));
    Path model = bench.newest("model.safetensors");
    Map<String, Double> drawn =
        bench.run(new Draw(), "{'model': '%s', 'count': 600}".formatted(model)).report().metrics();
    assertThat(drawn.get("mean_x")).isCloseTo(.5, within(.15));
    assertThat(Files.readAllLines(bench.newest("generated.csv"))).hasSize(601);
  }

  @Test
  void theEmpiricalScoreIsCaughtCopying() throws Exception {
    var report =
        bench
            .run(
                new Generate(),
                "{'score': 'empirical', 'count': 200, 'sigmaMin': 0.02, 'holdout': 0.6}")
            .report();
    assertThat(report.blocks().toString()).contains("copy the training set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x,y;1,2;3,4                | points must have at least 50 rows: got 2
          x,y;CONSTANT               | points: column y is constant: all its values are 3.0
          x,y;TEXT                   | points must have 1 to 64 columns of numbers: got 0
          """)
  void wrongPointsAreNamed(String rows, String message) throws Exception {
    StringBuilder constant = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < 60; r++) {
      constant.append(r * r).append(",3\n");
      text.append("a,b\n");
    }
    String all =
        rows.strip()
            .replace(';', '\n')
            .replace("CONSTANT", constant.toString())
            .replace("TEXT", text.toString());
    String points = bench.file("points.csv", all);
    assertThatThrownBy(() -> bench.run(new Generate(), "{'points': '%s'}".formatted(points)))
        .hasMessageContaining(message);
  }

  @Test
  void anotherMethodsModelAndMixedNoiseAreRefused() throws Exception {
    String file = bench.file("no.safetensors", "nothing");
    assertThatThrownBy(() -> bench.run(new Draw(), "{'model': '%s'}".formatted(file)))
        .hasMessageContaining("model must be a model of mcmc-bridge/generate");
    assertThatThrownBy(() -> bench.run(new Generate(), "{'sigmaMin': 3}"))
        .hasMessageContaining("sigmaMin must be at most sigmaMax: got 3.0 and 2.0");
  }
}
