package offprint.papers.maxentmechanics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.special.ChiSquared;
import offprint.method.Chart;
import offprint.method.Table;

/** Chart and table of the levels of information. */
final class LadderBlocks {
  private LadderBlocks() {}

  /** Bars; once the losses span more than a factor of 100, points on a logarithmic axis. */
  static Chart chart(Ladder ladder, String reference) {
    double[] loss = ladder.levels().stream().mapToDouble(Ladder.Level::lossNats).toArray();
    double largest = Arrays.stream(loss).max().orElse(0);
    double least = Arrays.stream(loss).filter(v -> v > 1e-13).min().orElse(largest);
    boolean wide = largest > 100 * least;
    double[] x = new double[loss.length];
    Arrays.setAll(x, l -> l);
    double[] shown = Arrays.stream(loss).map(v -> v > 1e-13 ? v : Double.NaN).toArray();
    return new Chart(
        "What each level of information still misses",
        Chart.Axis.category("level", ladder.levels().stream().map(Ladder.Level::name).toList()),
        wide ? Chart.Axis.log("KL(p* ‖ p) (nats)") : Chart.Axis.linear("KL(p* ‖ p) (nats)"),
        List.of(wide ? Chart.Series.points("KL", x, shown) : Chart.Series.bars("KL", loss)),
        "p* is %s; the fall from level to level is what the added constraints say."
            .formatted(reference));
  }

  /**
   * @param samples observations behind the targets; 0 leaves out the test
   */
  static Table table(Ladder ladder, double samples) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "level",
                "constraints",
                "H (nats)",
                "KL(p*‖p) (nats)",
                "fall (nats)",
                "Newton steps"));
    if (samples > 0) {
      columns.addAll(List.of("2 n fall", "degrees", "p-value"));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int l = 0; l < ladder.levels().size(); l++) {
      Ladder.Level level = ladder.levels().get(l);
      List<Object> row = new ArrayList<>();
      row.add(level.name());
      row.add(level.constraints());
      row.add(level.entropyNats());
      row.add(level.lossNats());
      double fall = l == 0 ? Double.NaN : ladder.levels().get(l - 1).lossNats() - level.lossNats();
      row.add(fall);
      row.add(level.model().iterations());
      if (samples > 0) {
        int degrees = l == 0 ? 0 : kept(level) - kept(ladder.levels().get(l - 1));
        boolean tested = degrees > 0;
        row.add(tested ? 2 * samples * fall : Double.NaN);
        row.add(degrees);
        row.add(tested ? ChiSquared.tail(2 * samples * fall, degrees) : Double.NaN);
      }
      rows.add(row);
    }
    return new Table("Information by levels", columns, rows);
  }

  private static int kept(Ladder.Level level) {
    int kept = 0;
    for (int c = 0; c < level.constraints(); c++) {
      kept += level.model().isKept(c) ? 1 : 0;
    }
    return kept;
  }
}
