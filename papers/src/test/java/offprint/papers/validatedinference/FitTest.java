package offprint.papers.validatedinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

class FitTest {
  private static final String CONJUGATE =
      "data y; m ~ normal(0, 2); for i in 0..length(y)-1 { observe normal(m, 1) = y[i] }";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  private Map<String, Double> metrics(String given) throws Exception {
    return bench.run(new Fit(), given).report().metrics();
  }

  /** Normal prior N(0, 4) and 5 observations of unit noise: precision 5.25, mean Σy / 5.25. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "is(20000)", "smc(n=5000)", "smc(n=5000, resampler=residual, ess=1)",
        "rmsmc(n=1000, moves=10)", "mh(steps=20000)", "pmmh(steps=20000, n=2)",
        "smc2(outer=500, inner=3, moves=10)"
      })
  void everyPipelineFindsTheConjugatePosterior(String pipeline) throws Exception {
    String data = bench.file("y.csv", "y\n1.5\n0.5\n2.5\n1\n2\n");
    Map<String, Double> metrics =
        metrics(
            "{'model': '%s', 'data': '%s', 'pipeline': '%s'}".formatted(CONJUGATE, data, pipeline));
    assertThat(metrics.get("mean_m")).isCloseTo(7.5 / 5.25, within(0.06));
    assertThat(metrics.get("sd_m")).isCloseTo(Math.sqrt(1 / 5.25), within(0.05));
    if (metrics.containsKey("log_evidence")) {
      double exact =
          -2.5 * Math.log(2 * Math.PI) - 0.5 * Math.log(21) - 0.5 * (13.75 - 7.5 * 7.5 / 5.25);
      assertThat(metrics.get("log_evidence")).isCloseTo(exact, within(0.15));
    }
    assertThat(metrics.get("certified")).isEqualTo(5);
  }

  @Test
  void exactModeGivesFractions() throws Exception {
    Map<String, Double> metrics =
        metrics(
            "{'model': 'a ~ uniformInt(1,6); b ~ uniformInt(1,6); condition a + b > 4; return a +"
                + " b', 'pipeline': 'exact()'}");
    assertThat(metrics.get("log_evidence")).isCloseTo(Math.log(5.0 / 6), within(1e-12));
    assertThat(metrics.get("mean_a + b")).isCloseTo(7.0 * 36 / 30 - 2.0 / 3, within(1e-12));
  }

  @Test
  void functionsRecurAndTakeFunctions() throws Exception {
    Map<String, Double> metrics =
        metrics(
            "{'model': 'fun count(p) { x ~ bernoulli(p) ; if x { return 0 } ; return 1 + count(p)"
                + " }; fun twice(f, p) { return f(p) + f(p) }; return twice(count, 0.5)',"
                + " 'pipeline': 'is(20000)'}");
    assertThat(metrics.get("mean_twice(count, 0.5)")).isCloseTo(2, within(0.05));
  }

  @Test
  void germanTablesAreReadAndParticlesPredicted() throws Exception {
    String data = bench.file("punkte.csv", "zeit;wert\n1;2,1\n2;3,9\n3;6,1\n4;8,0\n5;9,9\n");
    bench.run(
        new Fit(),
        ("{'model': 'data x; data y; b ~ normal(0, 2);"
                + " for i in 0..length(y)-1 { observe normal(b*x[i], 1) = y[i] }', 'data': '%s',"
                + " 'columns': ['x=zeit', 'y=wert'], 'pipeline': 'rmsmc(n=1000, moves=20)'}")
            .formatted(data));
    Path particles = bench.newest("particles.jsonl");
    String rows = bench.file("neu.csv", "zeit;ort\n6;a\n7,5;b\n");
    Map<String, Double> predicted =
        bench
            .run(
                new Predict(),
                "{'posterior': '%s', 'rows': '%s', 'draws': 2000}".formatted(particles, rows))
            .report()
            .metrics();
    assertThat(predicted.get("predictions")).isEqualTo(2);
    assertThat(predicted.get("mean")).isCloseTo(109.7 / 55.25 * 6.75, within(0.1));
    assertThat(Files.readString(particles)).startsWith("{\"format\":\"offprint-particles-1\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          x ~ normal(0 1) | is(10) | model: line 1, column 14: expected ',': got '1'
          x ~ normal(m, 1) | is(10) | there is no variable m
          x ~ norml(0, 1) | is(10) | model: line 1, column 5: there is no distribution norml
          data y; m ~ normal(0,1) | is(10) | data must be a table with the columns y: got nothing
          x ~ bernoulli(1.5) | is(10) | line 1, column 1: p of bernoulli must be in [0, 1]: got 1.5
          x ~ categorical([0.2, 0.2]) | is(10) | line 1, column 1: probabilities must sum to 1: got 0.4
          x ~ normal(0,1); factor x - 100 | is(10) | line 1, column 18: a weight must be finite and not negative
          x ~ normal(0,1) | exact() | normal has no finite table of fractions, which exact mode needs: use calibrate
          x ~ bernoulli(0.5); factor exp(x) | exact() | exp has no exact value in fractions: use calibrate
          while 1 { let x = 1 } | is(10) | a run must end within 1,000,000 turns of loops and calls
          x ~ bernoulli(0); condition x | smc(10) | all weights are zero
          x ~ bernoulli(0); condition x | mh(steps=10) | none of 10,000 runs of the prior met
          x ~ bernoulli(0.5) | mh(resampler=systematic) | pipeline: resampling needs a population
          x ~ bernoulli(0.5) | smc(n=0) | pipeline: n must be a whole number from 1 to 1,000,000: got 0
          x ~ bernoulli(0.5) | smc(moves=3) | pipeline: smc has no setting moves: it has n, resampler, ess
          x ~ bernoulli(0.5) | gibbs(3) | pipeline must be one of is, smc, mh
          x = 3 | is(10) | expected 'let x = …' or 'x ~ …'
          gibberish | is(10) | model must be linear, logistic
          """)
  void wrongInputIsNamed(String model, String pipeline, String message) {
    assertThatThrownBy(
            () -> metrics("{'model': '%s', 'pipeline': '%s'}".formatted(model, pipeline)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void missingColumnsAreNamed() throws Exception {
    String data = bench.file("y.csv", "z\n1\n");
    assertThatThrownBy(() -> metrics("{'model': '%s', 'data': '%s'}".formatted(CONJUGATE, data)))
        .hasMessageContaining("data must be one of z: got y");
  }
}
