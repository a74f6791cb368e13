package offprint.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "2785 | 2,785",
        "0.28949 | 0.289",
        "12.345 | 12.3",
        "1234.56 | 1,235",
        "-0.5 | -0.5",
        "0.00012345 | 0.000123",
        "4.1e-9 | 4.1e-9",
        "2.5e12 | 2.5e12",
        "NaN | unknown"
      })
  void numbersReadWell(double value, String text) {
    assertThat(Wording.number(value)).isEqualTo(text);
  }

  @Test
  void sharesCountsAndLists() {
    assertThat(Wording.percent(0.153)).isEqualTo("15 %");
    assertThat(Wording.percent(0.0213)).isEqualTo("2.1 %");
    assertThat(Wording.count(1, "window")).isEqualTo("1 window");
    assertThat(Wording.count(2785, "entry", "entries")).isEqualTo("2,785 entries");
    assertThat(Wording.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    assertThat(Wording.list(List.of("a", "b", "c"), 1)).isEqualTo("a and 2 more");
  }
}
