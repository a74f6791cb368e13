package offprint.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import offprint.method.Chart;
import offprint.method.Table;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static Frame walks() {
    return Frame.of("walk", "hops", "squared_error")
        .row("plain", 10, 0.5)
        .row("repellent", 10, 0.25)
        .row("plain", 100, 0.0)
        .row("repellent", 100, Double.NaN);
  }

  @Test
  void oneFrameIsTableChartAndCsv() throws IOException {
    Table table = walks().table("Errors", "walk", "squared_error", "hops=n");
    assertThat(table.columns()).containsExactly("walk", "squared error", "n");
    assertThat(table.rows().getFirst()).isEqualTo(List.of("plain", 0.5, 10L));

    Chart chart =
        Plot.of("Errors")
            .logX("hops")
            .logY("error")
            .lines(walks(), "hops", "squared_error", "walk", Set.of("repellent"))
            .chart("Falls.");
    assertThat(chart.series()).extracting(Chart.Series::name).containsExactly("plain", "repellent");
    assertThat(chart.series()).extracting(Chart.Series::emphasis).containsExactly(false, true);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    walks().write(out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "walk,hops,squared_error\n"
                + "plain,10,0.5\n"
                + "repellent,10,0.25\n"
                + "plain,100,0\n"
                + "repellent,100,\n");
  }

  @Test
  void logarithmicAxisTurnsZeroIntoGap() {
    Chart chart =
        Plot.of("Errors").logY("error").lines(walks(), "hops", "squared_error", "walk").chart();
    assertThat(chart.series().getFirst().y()).containsExactly(0.5, Double.NaN);
  }

  @Test
  void functionIsEvenlySpacedOnItsAxis() {
    Chart chart = Plot.of("f").logX("x").function("x squared", 1, 100, 3, x -> x * x).chart();
    assertThat(chart.series().getFirst().x()).containsExactly(1.0, 10.0, 100.0);
    assertThat(chart.series().getFirst().y()).containsExactly(1.0, 100.0, 10_000.0);
  }

  @Test
  void wrongRowsAndColumnsAreRefusedByName() {
    assertThatThrownBy(() -> walks().row("plain", 1)).hasMessageContaining("3 cells");
    assertThatThrownBy(() -> walks().row("plain", 1, List.of()))
        .hasMessageContaining("text or a number");
    assertThatThrownBy(() -> walks().numbers("depth")).hasMessageContaining("no column depth");
    assertThatThrownBy(() -> Frame.of("a", "a")).hasMessageContaining("must differ");
  }

  @Test
  void aMatrixBecomesCellsWithoutItsGaps() {
    Chart chart = Plot.of("map").matrix("value", new double[][] {{1, 2}, {Double.NaN, 4}}).chart();
    Chart.Series cells = chart.series().getFirst();
    assertThat(cells.mark()).isEqualTo(Chart.Mark.CELL);
    assertThat(cells.x()).containsExactly(0.0, 1.0, 1.0);
    assertThat(cells.y()).containsExactly(0.0, 0.0, 1.0);
    assertThat(cells.z()).containsExactly(1.0, 2.0, 4.0);
  }
}
