package offprint.papers.maxentmechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordFitTest {
  @TempDir Path folder;

  private Map<String, Double> fit(String csv, int order) throws Exception {
    Runs runs = new Runs(folder);
    return runs.run(
            new Fit(),
            "words",
            "{\"data\":\"%s\",\"order\":%d}".formatted(runs.file("words.csv", csv), order))
        .report()
        .metrics();
  }

  @Test
  void parityHasNoPairsButATriple() throws Exception {
    StringBuilder csv = new StringBuilder("a,b,c\n");
    for (int x = 0; x < 8; x++) {
      int times = Integer.bitCount(x) % 2 == 0 ? 30 : 10;
      for (int n = 0; n < times; n++) {
        csv.append(x & 1).append(',').append(x >> 1 & 1).append(',').append(x >> 2).append('\n');
      }
    }
    Map<String, Double> metrics = fit(csv.toString(), 3);
    double entropy = -(0.75 * Math.log(0.75 / 4) + 0.25 * Math.log(0.25 / 4));
    assertThat(metrics.get("entropy_nats_1")).isCloseTo(Math.log(8), within(1e-12));
    assertThat(metrics.get("entropy_nats_2")).isCloseTo(Math.log(8), within(1e-12));
    assertThat(metrics.get("entropy_nats_3")).isCloseTo(entropy, within(1e-12));
    assertThat(metrics.get("loss_nats_3")).isCloseTo(0, within(1e-12));
  }

  @Test
  void aPairThatNeverMeetsHasAnInfiniteMultiplierAndNoMass() throws Exception {
    StringBuilder csv = new StringBuilder("a,b,c\n");
    csv.append("1,0,1\n".repeat(10)).append("0,1,0\n".repeat(20)).append("0,0,1\n".repeat(5));
    csv.append("1,0,0\n".repeat(7)).append("0,1,1\n".repeat(4)).append("0,0,0\n".repeat(9));
    Map<String, Double> metrics = fit(csv.toString(), 2);
    assertThat(metrics.get("loss_nats_2")).isCloseTo(0, within(1e-2));
    assertThat(metrics.get("loss_nats_2")).isLessThan(metrics.get("loss_nats_1"));
  }

  @Test
  void longWordsAreFittedBySamplingDownToTheNoise() throws Exception {
    long seed = Long.getLong("seed", 8);
    RandomGenerator random = new SplittableRandom(seed);
    int d = 22;
    StringBuilder csv = new StringBuilder("w0");
    for (int i = 1; i < d; i++) {
      csv.append(",w").append(i);
    }
    csv.append('\n');
    for (int n = 0; n < 2_000; n++) {
      int before = 0;
      for (int i = 0; i < d; i++) {
        before = random.nextDouble() < (before == 1 ? 0.7 : 0.2) ? 1 : 0;
        csv.append(i == 0 ? "" : ",").append(before);
      }
      csv.append('\n');
    }
    Map<String, Double> metrics = fit(csv.toString(), 2);
    assertThat(metrics.get("miss_refined")).as("seed %d", seed).isLessThan(0.006);
  }

  @Test
  void cellsThatAreNotBitsAreNamed() {
    assertThatThrownBy(() -> fit("a,b\n0,1\n1,2\n", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input words: row 3, column 'b': expected 0 or 1: got '2'");
  }
}
