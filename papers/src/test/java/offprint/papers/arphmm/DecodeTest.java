package offprint.papers.arphmm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import offprint.method.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeTest {
  @TempDir Path folder;

  @Test
  void labelsGiveRegimesTheirNumbersAndMostRowsTheirRegime() throws Exception {
    Lab lab = new Lab(folder);
    Report labelled = lab.run(new Decode(), Map.of());
    assertThat(labelled.metrics().get("accuracy")).isGreaterThan(0.88);
    assertThat(labelled.metrics().get("smallest_gain")).isGreaterThan(-1e-8);
    assertThat(lab.artifact("decoded.csv").lines()).hasSize(1200);
    String blind =
        lab.example("switching-series")
            .lines()
            .map(l -> l.replaceAll(",[012],([012])$", ",,$1"))
            .reduce("", (a, b) -> a + b + "\n");
    Report unlabelled = lab.run(new Decode(), Map.of("data", lab.file("blind.csv", blind)));
    assertThat(unlabelled.metrics().get("accuracy_best_permutation")).isGreaterThan(0.8);
    assertThat(unlabelled.blocks().toString()).contains("numbers of the regimes mean nothing");
  }

  @Test
  void bestPermutationIsFound() {
    int[][] counts = {{0, 5, 1}, {2, 0, 8}, {9, 0, 0}};
    Agreement agreement = Agreement.of(counts, 0);
    assertThat(agreement.asNumbered()).isZero();
    assertThat(agreement.bestPermutation()).isEqualTo(22.0 / 25);
    assertThat(agreement.mostFrequent()).isEqualTo(11.0 / 25);
  }
}
