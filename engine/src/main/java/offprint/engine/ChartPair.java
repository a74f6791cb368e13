package offprint.engine;

import java.util.ArrayList;
import java.util.List;
import offprint.method.Chart;

/** The same chart of two runs. */
record ChartPair(String firstName, Chart first, String secondName, Chart second) {
  private static final int MOST_SERIES = 12;

  /** True if both can be drawn over the same axes and remain legible. */
  static boolean fits(Chart one, Chart other) {
    return one.title().equals(other.title())
        && one.x().equals(other.x())
        && one.y().equals(other.y())
        && one.series().size() + other.series().size() <= MOST_SERIES
        && one.series().stream().allMatch(ChartPair::canBeOverlaid)
        && other.series().stream().allMatch(ChartPair::canBeOverlaid);
  }

  /** False for a heat map, which would hide other series. */
  private static boolean canBeOverlaid(Chart.Series series) {
    return series.mark() != Chart.Mark.CELL;
  }

  /** Both over the same axes; series names say which run they belong to. */
  Chart overlaid() {
    List<Chart.Series> series = new ArrayList<>();
    first.series().forEach(each -> series.add(named(firstName, each)));
    second.series().forEach(each -> series.add(named(secondName, each)));
    return new Chart(first.title(), first.x(), first.y(), series, first.caption());
  }

  private static Chart.Series named(String run, Chart.Series series) {
    return new Chart.Series(
        "%s: %s".formatted(run, series.name()),
        series.mark(),
        series.x(),
        series.y(),
        series.z(),
        series.emphasis());
  }
}
