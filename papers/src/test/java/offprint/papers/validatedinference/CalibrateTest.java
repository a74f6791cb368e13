package offprint.papers.validatedinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import offprint.papers.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrateTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"none, 0, 4.5", "noLengths, 4.5, 50", "invertedLengths, 4.5, 50", "always, 4.5, 50"})
  void faultsShowInTheJointTest(String fault, double least, double most) throws Exception {
    double z =
        new Bench(folder)
            .run(new Calibrate(), "{'fault': '%s'}".formatted(fault))
            .report()
            .metrics()
            .get("largest_z");
    assertThat(z).isBetween(least, most);
  }

  @Test
  void aModelWithoutDataHasNothingToTest() {
    assertThatThrownBy(() -> new Bench(folder).run(new Calibrate(), "{'model': 'x ~ normal(0,1)'}"))
        .hasMessageContaining("model must observe data");
  }
}
