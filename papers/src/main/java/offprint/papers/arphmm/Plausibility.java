package offprint.papers.arphmm;

import java.util.Arrays;

/** Plausibilities of the regimes of one unit's usable rows: [rows * Q] in [0, 1], row-major. */
final class Plausibility {
  private static final double HEALTHY_SHARE = 0.1;

  private Plausibility() {}

  /**
   * @throws IllegalArgumentException naming unit and line of a wrong cell, or both cycles of labels
   *     that no left-right path joins
   */
  static double[] of(Unit unit, Settings settings) {
    int rows = unit.rows() - settings.skip();
    int regimes = settings.regimes();
    double[] plausibility = new double[rows * regimes];
    Arrays.fill(plausibility, 1);
    switch (settings.labels()) {
      case NONE -> {}
      case ENDS -> {
        if (unit.failed()) {
          ends(unit.rows(), settings, plausibility);
        }
      }
      case COLUMN -> column(unit, settings, plausibility);
    }
    return plausibility;
  }

  /**
   * First tenth of the unit: regime 0; last rows: regime Q - 1. Where a unit is too short for a
   * left-right path between them, the first rows stay unlabelled.
   */
  private static void ends(int length, Settings settings, double[] plausibility) {
    int regimes = settings.regimes();
    int rows = length - settings.skip();
    int tail = Math.min(settings.endRows(), rows);
    int head = Math.max(1, (int) Math.floor(HEALTHY_SHARE * length) - settings.skip());
    head = Math.min(head, rows - tail - Math.max(0, regimes - 2));
    for (int r = 0; r < head; r++) {
      only(plausibility, r, 0, regimes);
    }
    for (int r = rows - tail; r < rows; r++) {
      only(plausibility, r, regimes - 1, regimes);
    }
  }

  private static void only(double[] plausibility, int row, int regime, int regimes) {
    Arrays.fill(plausibility, row * regimes, (row + 1) * regimes, 0);
    plausibility[row * regimes + regime] = 1;
  }

  private static void column(Unit unit, Settings settings, double[] plausibility) {
    int regimes = settings.regimes();
    int lowest = 0;
    int since = -1;
    int last = -1;
    for (int r = 0; r * regimes < plausibility.length; r++) {
      int row = settings.skip() + r;
      boolean told;
      try {
        told = LabelCell.parse(unit.labels()[row], regimes, plausibility, r * regimes);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "unit %s, line %d: %s".formatted(unit.name(), unit.lines()[row], e.getMessage()), e);
      }
      if (!told || settings.em().structure() == Structure.FULL) {
        continue;
      }
      int first = 0;
      int top = regimes - 1;
      while (plausibility[r * regimes + first] == 0) {
        first++;
      }
      while (plausibility[r * regimes + top] == 0) {
        top--;
      }
      boolean back = top < lowest;
      boolean jump = last >= 0 && first > last + (r - since);
      if (back || jump) {
        throw new IllegalArgumentException(
            "unit %s: no left-right path joins the labels of time %s and %s: got '%s' and '%s'"
                .formatted(
                    unit.name(),
                    unit.time()[settings.skip() + since],
                    unit.time()[row],
                    unit.labels()[settings.skip() + since],
                    unit.labels()[row]));
      }
      lowest = Math.max(lowest, first);
      last = last < 0 ? top : Math.min(top, last + r - since);
      since = r;
    }
  }
}
