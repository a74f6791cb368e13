package offprint.papers.validatedinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateTest {
  private static final String COIN =
      "p ~ categorical([1/2, 1/2]); x ~ bernoulli((1 + p)/3); factor 1/4 + x/2; return p";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  private Map<String, Double> metrics(String given) throws Exception {
    return bench.run(new Validate(), given).report().metrics();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "is()",
        "smc(resampler=stratified, ess=1)",
        "rmsmc(moves=1)",
        "rmsmc(moves=1, every=2)",
        "mh()",
        "pmmh()"
      })
  void ownModelsAndPipelinesAreCertified(String pipeline) throws Exception {
    Map<String, Double> metrics =
        metrics("{'pipeline': '%s', 'model': '%s'}".formatted(pipeline, COIN));
    assertThat(metrics.get("checks")).isEqualTo(7);
    assertThat(metrics.get("equal")).isEqualTo(7);
    assertThat(Files.readString(bench.newest("certificate.json")))
        .contains("\"program\": \"your model\"")
        .contains("\"valid\": true");
  }

  /** Moves that depend on the weights do not keep the measure. */
  @Test
  void movesOnlyWhereResampledAreFoundBiased() throws Exception {
    assertThat(metrics("{'pipeline': 'rmsmc(moves=1, ess=0.9)'}").get("equal")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          x ~ normal(0, 1) | normal has no finite table of fractions
          let n = 0; let go = 1; while go { go ~ bernoulli(1/2); let n = n + 1 }; return n | exact mode needs a program that ends
          x ~ uniformInt(1, 2000); factor x | maxStates must be at least the number of states
          """)
  void whatIsNotFiniteIsRefused(String model, String message) {
    assertThatThrownBy(
            () ->
                metrics("{'pipeline': 'smc()', 'model': '%s', 'maxStates': 1000}".formatted(model)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
