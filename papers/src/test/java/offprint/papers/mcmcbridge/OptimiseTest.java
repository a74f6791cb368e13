package offprint.papers.mcmcbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import offprint.engine.Outcome;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimiseTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  private Outcome run(String given) throws Exception {
    return bench.run(new Optimise(), given);
  }

  @Test
  void temperaturesFallGeometrically() {
    assertThat(new Minimiser.Cooling(10, .01).temperature(5000, 20_000))
        .isCloseTo(1.77812586, within(1e-8));
  }

  @Test
  void annealingLeavesMinimaThatDescentCannot() throws Exception {
    Map<String, Double> metrics = run("{}").report().metrics();
    assertThat(metrics.get("function_value")).isCloseTo(0, within(1e-9));
    assertThat(metrics.get("function_value_descent_from_one_start")).isGreaterThan(1);
    assertThat(metrics.get("function_value_descent_from_many_starts")).isGreaterThan(.5);
  }

  @Test
  void descentEndsAtTheLeastOfABowlWithinItsBudget() throws Exception {
    Map<String, Double> metrics =
        run("{'function': '(x-1)^2 + 100*(y-x^2)^2', 'box': 'x=-2..2; y=-1..3', 'method':"
                + " 'descent', 'evaluations': 3000}")
            .report()
            .metrics();
    assertThat(metrics.get("function_value")).isLessThan(1e-6);
  }

  @Test
  void stochasticLangevinSamplesTheMeanOfAColumn() throws Exception {
    StringBuilder text = new StringBuilder("v\n");
    for (int r = 0; r < 200; r++) {
      text.append(3 + Math.sin(r * 12.9898)).append('\n');
    }
    String data = bench.file("v.csv", text.toString());
    String json =
        "{'function': 'sum((v - m)^2)/2', 'data': '%s', 'method': 'sgld', 'box': 'm=0..1',"
            + " 'evaluations': 20000, 'epsilon': 0.0005, 'batch': %d}";
    Map<String, Double> whole = run(json.formatted(data, 200)).report().metrics();
    assertThat(whole.get("mean_m")).isCloseTo(3, within(.05));
    assertThat(whole.get("sd_m") * Math.sqrt(200)).isCloseTo(1, within(.1));
    Map<String, Double> parts = run(json.formatted(data, 20)).report().metrics();
    assertThat(parts.get("mean_m")).isCloseTo(3, within(.05));
    assertThat(parts.get("sd_m") * Math.sqrt(200)).isBetween(1.0, 1.6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'function': 'x +'                                | function: column 4: expected a number
          'function': 'x^2', 'box': 'y=0..1'               | box must name one of x: got y
          'function': 'x^2 + y', 'box': 'x=0..1'           | box must give every variable: y is missing
          'function': 'log(-1 - x^2)', 'box': 'x=0..1'     | function must be a number somewhere in the box
          'method': 'sgld'                                 | method sgld needs data
          'hot': 1, 'cold': 2                              | cold must be at most hot: got 2.0 and 1.0
          """)
  void wrongInputIsNamed(String given, String message) {
    assertThatThrownBy(() -> run("{" + given + "}")).hasMessageContaining(message);
  }
}
