package offprint.papers.fimmjp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import offprint.engine.Outcome;
import offprint.papers.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertiesTest {
  @TempDir Path folder;

  private Outcome properties(String text, String more) throws Exception {
    Bench bench = new Bench(folder);
    String file = bench.file("rates.csv", text.replace(';', '\n') + "\n");
    return bench.run(new Properties(), "{'rates':'%s'%s}".formatted(file, more));
  }

  @Test
  void exampleIsTheRatchetOfTheReference() throws Exception {
    Outcome outcome = new Bench(folder).run(new Properties(), "{}");
    assertThat(outcome.report().metrics().get("entropy_production"))
        .isCloseTo(0.179193628389, within(1e-11));
    assertThat(outcome.report().metrics().get("relaxation_time")).isCloseTo(0.5, within(1e-11));
  }

  @Test
  void squareTablesAreReadAndOneWayJumpsProduceInfinitely() throws Exception {
    Outcome outcome = properties(",a,b,c;a,0,1,0;b,0,0,1;c,1,0,0", ",'initial':'b'");
    assertThat(outcome.report().answer()).contains("Entropy production: infinite");
    assertThat(outcome.report().metrics()).doesNotContainKey("entropy_production");
  }

  @Test
  void twoAbsorbingClassesAreNamed() throws Exception {
    Outcome outcome = properties("from,to,rate;a,b,1;a,c,2;c,d,1;d,c,1", ",'initial':'a'");
    assertThat(outcome.report().answer())
        .isEqualTo(
            "There is no single stationary law: {b} and {c and d} are never left once entered.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from,to,rate;a,b,-1;b,a,1||expected a rate of at least 0: got '-1'",
        "from,to,rate;a,a,1;b,a,1||expected another state than a",
        "from,to,rate;a,b,1;a,b,2;b,a,1||line 3: the jump from a to b is listed twice",
        "x,a,b,c;a,0,1,1;b,1,0,1||or be square: got 2 rows and 4 columns",
        "x,a,b;a,0,1;c,1,0||expected the state b, as in the header: got 'c'",
        "from,to,rate;a,b,1;a,c,2|,'initial':'stationary'|{b} and {c} are never left",
        "from,to,rate;a,b,1;b,a,2|,'initial':'0.5,0.6'|2 probabilities that sum to 1: got 0.5,0.6",
      })
  void refusesByName(String text, String more, String message) {
    assertThatThrownBy(() -> properties(text, more == null ? "" : more))
        .hasMessageContaining(message);
  }
}
