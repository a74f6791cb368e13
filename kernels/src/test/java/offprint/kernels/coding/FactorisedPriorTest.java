package offprint.kernels.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactorisedPriorTest {
  private static double[] weights(int tensor, int length) {
    double[] w = new double[length];
    Arrays.setAll(w, i -> 0.3 * Math.sin(0.37 * i + tensor + 1));
    return w;
  }

  private static FactorisedPrior formula() {
    List<Integer> w = FactorisedPrior.WIDTHS;
    double[][] matrices = new double[4][];
    double[][] biases = new double[4][];
    double[][] factors = new double[3][];
    for (int i = 0; i < 4; i++) {
      matrices[i] = weights(i, 2 * w.get(i) * w.get(i + 1));
      biases[i] = weights(4 + i, 2 * w.get(i + 1));
      if (i < 3) {
        factors[i] = weights(8 + i, 2 * w.get(i + 1));
      }
    }
    return new FactorisedPrior(2, matrices, biases, factors);
  }

  @Test
  void bitsAreTheKnownOnes() {
    FactorisedPrior prior = formula();
    double[] bits = new double[12];
    Arrays.setAll(bits, i -> prior.bits(i / 6, Math.rint(3 * Math.sin(0.8 * i))));
    assertThat(bits[0]).isCloseTo(.4756682275, within(1e-9));
    assertThat(bits[1]).isCloseTo(9.0297106666, within(1e-9));
    assertThat(bits[2]).isCloseTo(16.6771650143, within(1e-9));
    assertThat(bits[11]).isCloseTo(15.0628643722, within(1e-9));
    assertThat(Arrays.stream(bits).sum()).isCloseTo(129.9440359708, within(1e-8));
  }

  @Test
  void tableCostsWhatTheDensitySays() {
    FactorisedPrior prior = formula();
    for (int channel = 0; channel < 2; channel++) {
      FrequencyTable table = prior.table(channel);
      double mass = 0;
      for (int v = table.low(); v <= table.high(); v++) {
        mass += Math.pow(2, -prior.bits(channel, v));
        if (prior.bits(channel, v) < 8) {
          assertThat(table.bits(v)).isCloseTo(prior.bits(channel, v), within(0.01));
        }
      }
      assertThat(mass).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void refusesOtherShapes() {
    FactorisedPrior prior = formula();
    assertThatThrownBy(
            () -> new FactorisedPrior(3, prior.matrices(), prior.biases(), prior.factors()))
        .hasMessage("matrix 0 of the prior must have 9 numbers: got 6");
  }
}
