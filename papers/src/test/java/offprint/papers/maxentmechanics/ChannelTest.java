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
