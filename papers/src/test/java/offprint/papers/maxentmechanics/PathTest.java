package offprint.papers.maxentmechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import offprint.engine.ParameterSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathTest {
  private static final String TWO = "state\n" + "a\na\nb\na\nb\nb\n".repeat(5);

  @TempDir java.nio.file.Path folder;

  private Map<String, Double> fit(String csv, String more) throws Exception {
    Runs runs = new Runs(folder);
    return runs.run(
            new Path(),
            "quick",
            "{\"data\":\"%s\",\"smoothing\":0%s%s}"
                .formatted(
                    runs.file("path.csv", csv),
                    more.contains("column") ? "" : ",\"column\":\"\"",
                    more))
        .report()
        .metrics();
  }

  private void assertRefused(String csv, String more, String message) {
    assertThatThrownBy(() -> fit(csv, more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void switchingAndOccupancyAsTargetsGiveTheKnownForces() throws Exception {
    Map<String, Double> metrics =
        fit(TWO, ",\"fluxes\":[\"switch: a>b=1+b>a=1\",\"b: *>b=1\"],\"targets\":[0.2,0.7]");
    // P = [[2/3, 1/3], [1/7, 6/7]]: exp(-2 l1) = P_ab P_ba / (P_aa P_bb), exp(-l2) = P_bb / P_aa
    assertThat(metrics.get("multiplier_1")).isCloseTo(0.5 * Math.log(12), within(1e-10));
    assertThat(metrics.get("multiplier_2")).isCloseTo(-Math.log(9.0 / 7), within(1e-10));
    assertThat(metrics.get("fdt_causal")).isLessThan(1e-12);
    assertThat(metrics.get("fdt_global")).isLessThan(1e-12);
  }

  @Test
  void fluxesAreReadFromTextWithTheirNames() {
    ParameterSchema<Path.Params> schema = new ParameterSchema<>(new Path());
    Path.Params params =
        schema.read(
            "quick",
            schema.parse(Map.of("fluxes", "net switch: a>b=1 , b: *>b=1", "drive", "1 2,3")));
    assertThat(params.fluxes()).containsExactly("net switch: a>b=1", "b: *>b=1");
    assertThat(params.drive()).containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void allFluxesOfTheDataLeaveNothingToLearn() throws Exception {
    Map<String, Double> metrics = fit(TWO, ",\"fluxes\":[\"a>b=1\",\"*>b=1\"]");
    assertThat(metrics.get("loss_rate_nats")).isCloseTo(0, within(1e-12));
  }

  @Test
  void irreversibilityOfACycleIsRecoveredFromItsSample() throws Exception {
    long seed = Long.getLong("seed", 4);
    RandomGenerator random = new SplittableRandom(seed);
    StringBuilder csv = new StringBuilder("state\n");
    int state = 0;
    for (int t = 0; t < 20_000; t++) {
      csv.append((char) ('a' + state)).append('\n');
      state = (state + (random.nextDouble() < 0.6 ? 1 : 2)) % 3;
    }
    Map<String, Double> metrics = fit(csv.toString(), ",\"fluxes\":[\"a>b=1+b>c=1+c>a=1\"]");
    double expected = 0.2 * Math.log(1.5);
    assertThat(metrics.get("irreversibility_data_nats"))
        .as("seed %d", seed)
        .isCloseTo(expected, within(0.012));
    assertThat(metrics.get("irreversibility_model_nats")).isCloseTo(expected, within(0.012));
  }

  @Test
  void sequencesDoNotJoinAtTheirEnds() throws Exception {
    String csv = "who,state\n1,a\n1,b\n1,a\n2,b\n2,b\n2,a\n2,b\n";
    Map<String, Double> metrics =
        fit(csv, ",\"column\":\"state\",\"sequence\":\"who\",\"fluxes\":[\"a>b=1\"]");
    assertThat(metrics).containsKey("irreversibility_data_nats");
    assertRefused(
        "who,state\n1,a\n1,b\n2,b\n2,b\n",
        ",\"column\":\"state\",\"sequence\":\"who\"",
        "its classes are {a}, {b}");
  }

  @Test
  void otherStatesThanTheExamplesGetFluxesOfTheirOwn() throws Exception {
    Map<String, Double> metrics = fit(TWO, "");
    assertThat(metrics).containsKey("multiplier_1").doesNotContainKey("multiplier_2");
    assertThat(metrics.get("loss_rate_nats")).isPositive();
  }

  @Test
  void wrongInputIsRefusedByName() {
    assertRefused("state\na\nb\nc\n", ",\"fluxes\":[\"a>b=1\"]", "its classes are {a}, {b}, {c}");
    assertRefused(TWO, ",\"fluxes\":[\"a>z=1\"]", "got 'z'");
    assertRefused(TWO, ",\"fluxes\":[\"a-b\"]", "from>to=value");
    assertRefused(TWO, ",\"fluxes\":[\"a>b=x\"]", "finite numbers");
    assertRefused(
        TWO, ",\"fluxes\":[\"a>b=1\"],\"targets\":[0.9]", "'a>b=1' in (0.00000, 0.500000)");
    assertRefused(TWO, ",\"fluxes\":[\"a>b=1\"],\"targets\":[0.1,0.2]", "targets");
    assertRefused("state\na\na\n", ",\"fluxes\":[\"a>a=1\"]", "2..200 different states");
    assertRefused("state\na\n", ",\"fluxes\":[\"a>a=1\"]", "at least 2 states");
  }
}
