package offprint.papers.maxentmechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelTest {
  @TempDir Path folder;

  private Map<String, Double> run(String json) throws Exception {
    return new Runs(folder).run(new Channel(), "quick", json).report().metrics();
  }

  @Test
  void millivoltsAtATemperatureAreTheSameAsUnitsOfThermalVoltage() throws Exception {
    double millivolt = 2 * 1.380649e-23 * 298.15 / 1.602176634e-19 * 1e3;
    Map<String, Double> metrics =
        run(
            "{\"voltages\":[%s],\"unit\":\"millivolt\",\"temperature\":298.15,\"jumps\":0}"
                .formatted(millivolt));
    assertThat(metrics.get("current")).isCloseTo(0.26624003074910, within(1e-12));
    assertThat(metrics.get("entropy_production_nats")).isCloseTo(1.43801495697570, within(1e-11));
    assertThat(metrics.get("current_at_reversal")).isCloseTo(0, within(1e-12));
  }

  @Test
  void wrongChannelsAreRefusedByName() {
    assertThatThrownBy(() -> run("{\"unit\":\"millivolt\"}")).hasMessageContaining("temperature");
    assertThatThrownBy(() -> run("{\"couplings\":[2]}")).hasMessageContaining("couplings");
    assertThatThrownBy(() -> run("{\"distances\":[0.2,0.5,1.8]}"))
        .hasMessageContaining("distances");
    assertThatThrownBy(() -> run("{\"voltages\":[5000]}"))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("voltages");
  }

  private Map<String, Double> ofFile(String json) throws Exception {
    return run("{\"jumps\":0,\"channel\":\"%s\"}".formatted(new Runs(folder).file("c.json", json)));
  }

  @Test
  void aChannelFileTakesThePlaceOfParameters() throws Exception {
    Map<String, Double> metrics =
        ofFile(
            """
            {"energies": [-2, -3, -2], "couplings": [2, 2], "distances": [0.2, 0.5, 0.8],
             "rate": 1, "activityIn": 0.075, "activityOut": 0.0025, "voltages": [2], "unit": "kt"}
            """);
    assertThat(metrics.get("current")).isCloseTo(0.26624003074910, within(1e-12));
    assertThat(ofFile("{\"voltages\": [0]}").get("current"))
        .isCloseTo(0.14510314371200, within(1e-12));
    Map<String, Double> two =
        ofFile("{\"energies\": [-1, -1], \"couplings\": [1], \"distances\": [0.3, 0.7]}");
    assertThat(two.get("affinity_identity")).isLessThan(1e-10);
  }

  @Test
  void wrongChannelFilesAreRefusedByName() {
    assertThatThrownBy(() -> ofFile("[1]")).hasMessageContaining("must be a JSON object");
    assertThatThrownBy(() -> ofFile("{\"energies\": [1,")).hasMessageContaining("JSON object");
    assertThatThrownBy(() -> ofFile("{\"energy\": [1]}")).hasMessageContaining("got 'energy'");
    assertThatThrownBy(() -> ofFile("{\"energies\": [\"a\"]}"))
        .hasMessage("channel: energies must be a number: got \"a\"");
    assertThatThrownBy(() -> ofFile("{\"energies\": 3}"))
        .hasMessageContaining("energies must be a list of numbers");
    assertThatThrownBy(() -> ofFile("{\"energies\": [1, 2]}"))
        .hasMessage("channel: couplings must be one fewer than energies: got 2 and 2");
    assertThatThrownBy(() -> ofFile("{\"activityIn\": -1}")).hasMessageContaining("activityIn");
    assertThatThrownBy(() -> ofFile("{\"unit\": \"volt\"}")).hasMessageContaining("got \"volt\"");
  }

  @Test
  void eightSitesStillBalanceAffinityAndProduction() throws Exception {
    Map<String, Double> metrics =
        run(
            "{\"energies\":[-1,-2,-1,-2,-1,-2,-1,-2],\"couplings\":[1,1,1,1,1,1,1],"
                + "\"distances\":[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8],\"voltages\":[1],\"jumps\":0}");
    assertThat(metrics.get("affinity_identity")).isLessThan(1e-10);
    assertThat(metrics.get("pythagoras")).isLessThan(1e-11);
  }
}
