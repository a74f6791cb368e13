package offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offprint.method.Chart;
import org.junit.jupiter.api.Test;

class TicksTest {
  private static Chart chart(double... y) {
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    return new Chart(
        "Cost",
        Chart.Axis.linear("step"),
        Chart.Axis.linear("bytes"),
        List.of(Chart.Series.line("cost", x, y)),
        "");
  }

  private static List<String> labels(double... y) {
    Ticks ticks = Ticks.of(chart(y), true);
    return ticks.at().stream().map(ticks::label).toList();
  }

  @Test
  void longRunsOfZerosAreWrittenAsPowers() {
    assertThat(labels(0, 1e8)).containsExactly("0", "2e7", "4e7", "6e7", "8e7", "1e8");
    assertThat(labels(0, 5e-7)).containsExactly("0", "1e-7", "2e-7", "3e-7", "4e-7", "5e-7");
    assertThat(VegaLite.spec(chart(0, 1e8)).at("/layer/0/encoding/y/axis/format").asString(""))
        .isEqualTo("~e");
  }

  @Test
  void ordinaryNumbersStayAsTheyAre() {
    assertThat(labels(0, 1)).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(labels(0, 500_000)).endsWith("500000");
    assertThat(VegaLite.spec(chart(0, 1)).at("/layer/0/encoding/y/axis/format").asString(""))
        .isEmpty();
  }
}
