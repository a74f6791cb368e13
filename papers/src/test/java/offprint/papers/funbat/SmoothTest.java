package offprint.papers.funbat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.engine.Outcome;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmoothTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void bench() {
    bench = new Bench(folder);
  }

  private Outcome smooth(String rows, String more) throws Exception {
    String file = bench.file("series.csv", rows);
    return bench.run(
        new Smooth(), "{'data':'%s','x':'','y':'','kernel':'matern32'%s}".formatted(file, more));
  }

  private static String wave(int rows, boolean deviations) {
    SplittableRandom random = new SplittableRandom(9);
    StringBuilder text = new StringBuilder(deviations ? "x,y,sd\n" : "x,y\n");
    for (int n = 0; n < rows; n++) {
      double x = 20 * random.nextDouble();
      text.append(x).append(',').append(7 + 3 * Math.sin(x) + 0.2 * random.nextGaussian());
      text.append(deviations ? ",0.2\n" : "\n");
    }
    return text.toString();
  }

  @Test
  void theEvidenceFindsNoiseAndCurve() throws Exception {
    Map<String, Double> metrics = smooth(wave(500, false) + "5,\n", "").report().metrics();
    assertThat(metrics.get("noise")).isCloseTo(0.2, within(0.03));
    assertThat(metrics.get("lengthscale")).isBetween(1.0, 20.0);
    String[] filled = Files.readAllLines(bench.newest("filled.csv")).getLast().split(",");
    double truth = 7 + 3 * Math.sin(5);
    assertThat(Double.parseDouble(filled[1])).isCloseTo(truth, within(0.25));
    assertThat(Files.readAllLines(bench.newest("curve.csv"))).hasSize(401);
  }

  @Test
  void knownDeviationsAreUsed() throws Exception {
    Outcome outcome = smooth(wave(300, true), ",'sd':'sd'");
    assertThat(outcome.report().metrics().get("noise")).isCloseTo(0.2, within(1e-12));
    assertThat(outcome.report().answer()).contains("the given standard deviations");
  }

  /** The evidence of given parameters is that of a dense process on standardised values. */
  @Test
  void givenParametersAreKept() throws Exception {
    Map<String, Double> metrics =
        smooth(wave(100, false), ",'lengthscale':3,'noise':0.3").report().metrics();
    assertThat(metrics.get("lengthscale")).isEqualTo(3);
    assertThat(metrics.get("noise")).isCloseTo(0.3, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          x;1;2           |             | y must be one of x: got a table of 1 column
          x,y;1,2;2,b     |             | row 3, column 'y': expected a number: got 'b'
          x,y;1,2;1,3     |             | mode x must have at least 2 different indices
          x,y;1,2;2,2     |             | value must differ between training rows
          x,y;1,2;2,      |             | data must have at least 2 rows with a value of y: got 1
          x,y,s;1,2,1;2,3,0 | ,'sd':'s' | row 3, column 's': expected a positive number: got '0'
          x,y;1,2;2,3     | ,'sd':'s'   | sd must be one of x and y: got s
          """)
  void wrongInputIsNamed(String rows, String more, String message) {
    assertThatThrownBy(() -> smooth(rows.replace(';', '\n') + "\n", more == null ? "" : more))
        .hasMessageContaining(message);
  }
}
