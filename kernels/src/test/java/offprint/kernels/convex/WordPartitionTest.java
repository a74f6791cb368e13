package offprint.kernels.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WordPartitionTest {
  private static final long SEED = Long.getLong("seed", 20110527);

  @Test
  void agreesWithTheListedStatesInValueGradientAndHessian() {
    RandomGenerator random = new SplittableRandom(SEED);
    int bits = 4;
    int[] sets = {1, 2, 4, 8, 3, 12, 7};
    int k = sets.length;
    double[] targets = random.doubles(k, 0.1, 0.9).toArray();
    double[][] features = new double[k][16];
    for (int x = 0; x < 16; x++) {
      for (int a = 0; a < k; a++) {
        features[a][x] = ((x & sets[a]) == sets[a] ? 1 : 0) - targets[a];
      }
    }
    double[] lambda = random.doubles(k, -2, 2).toArray();
    double[] g = new double[k];
    double[] h = new double[k * k];
    double[] expectedG = new double[k];
    double[] expectedH = new double[k * k];
    double value = new WordPartition(bits, sets, targets, new boolean[16]).evaluate(lambda, g, h);
    double expected =
        new LogPartition(new double[16], features).evaluate(lambda, expectedG, expectedH);
    assertThat(value).as("seed %d", SEED).isCloseTo(expected, within(1e-13));
    assertThat(g).containsExactly(expectedG, within(1e-14));
    assertThat(h).containsExactly(expectedH, within(1e-14));
  }

  @Test
  void pairModelOfFourteenBitsIsFoundAgainFromItsMoments() {
    RandomGenerator random = new SplittableRandom(SEED);
    int bits = 14;
    int[] sets = new int[bits + bits * (bits - 1) / 2];
    int k = 0;
    for (int i = 0; i < bits; i++) {
      sets[k++] = 1 << i;
    }
    for (int i = 0; i < bits; i++) {
      for (int j = 0; j < i; j++) {
        sets[k++] = 1 << i | 1 << j;
      }
    }
    double[] truth = random.doubles(k, -0.5, 1).toArray();
    boolean[] none = new boolean[1 << bits];
    double[] moment = new WordPartition(bits, sets, new double[k], none).probabilities(truth);
    WordPartition.supersetSums(moment);
    double[] targets = Arrays.stream(sets).mapToDouble(s -> moment[s]).toArray();
    Optimum optimum =
        DampedNewton.minimise(
            new WordPartition(bits, sets, targets, none), new double[k], 1e-12, 50, -100, _ -> {});
    assertThat(optimum.end()).isEqualTo(Optimum.End.CONVERGED);
    assertThat(optimum.point()).as("seed %d", SEED).containsExactly(truth, within(1e-8));
  }

  @Test
  void wordsTooLongToEnumerateAreRefused() {
    assertThatThrownBy(() -> new WordPartition(21, new int[0], new double[0], new boolean[0]))
        .hasMessage("bits must be in 1..20 for exact enumeration: got 21");
  }
}
