package offprint.papers.arphmm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** The shipped examples are what their generators write; {@code -Dgolden=write} writes them. */
class ShippedExamplesTest {
  private static final Path DATASETS = Path.of("src/main/java/offprint/papers/arphmm/data");
  private static final int ROWS = 1_200;
  private static final double LABELLED = 0.1;

  private static void same(String file, String text) throws IOException {
    Path path = DATASETS.resolve(file);
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    }
    assertThat(Files.readString(path)).isEqualTo(text);
  }

  @Test
  void fleetIsWhatItsGeneratorWrites() throws Exception {
    SimulatedFleet fleet = new SimulatedFleet();
    same("wear-train/wear-train.csv", fleet.train.toString());
    same("wear-test/wear-test.csv", fleet.test.toString());
    same("wear-truth/wear-truth.csv", fleet.truth.toString());
  }

  @Test
  void seriesIsWhatItsGeneratorWrites() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(211);
    SwitchingSeries series = SwitchingSeries.draw(ROWS, random);
    StringBuilder text = new StringBuilder("t,y,label,regime\n");
    for (int t = 0; t < ROWS; t++) {
      int regime = series.regimes()[t];
      String label = random.nextDouble() < LABELLED ? Integer.toString(regime) : "";
      text.append(
          String.format(Locale.ROOT, "%d,%.4f,%s,%d\n", t, series.values()[t], label, regime));
    }
    same("switching-series/switching-series.csv", text.toString());
  }
}
