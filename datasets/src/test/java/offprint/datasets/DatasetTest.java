package offprint.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetTest {
  static List<Dataset> all() {
    return Dataset.shared();
  }

  @ParameterizedTest
  @MethodSource("all")
  void dataIsWhatItsReadmeSays(Dataset dataset) throws Exception {
    try (InputStream in = dataset.open()) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(dataset.sha256());
    }
    assertThat(dataset.origin()).isNotBlank();
    assertThat(dataset.kinds()).isNotEmpty();
    assertThat(dataset.licence()).isNotBlank();
    assertThat(dataset.readme()).startsWith("# " + dataset.title());
  }

  @Test
  void unknownNamesFindNothing() {
    assertThat(Dataset.shared("nothing")).isEmpty();
    assertThat(Dataset.shared("../etth1")).isEmpty();
    assertThat(Dataset.shared("etth1")).isPresent();
  }
}
