package offprint.kernels.table;

import org.jspecify.annotations.Nullable;

/** What all cells of a column say about its type, decimal mark and date order. */
final class ColumnEvidence {
  private final Cells cells;
  private final NumberText number = new NumberText();
  private final DateText date = new DateText();
  private final Slice slice = new Slice();

  int values;
  boolean numbers = true;
  boolean dates = true;
  int percentCell = -1;
  int currencyCell = -1;
  int pointCell = -1;
  int commaCell = -1;
  int eitherCell = -1;
  int dottedCell = -1;
  int namedCell = -1;
  int unorderedCell = -1;
  int dayFirstCell = -1;
  int monthFirstCell = -1;

  /** True if the day differs from the month in some date that needs an order. */
  boolean orderMatters;

  ColumnEvidence(Cells cells) {
    this.cells = cells;
    for (int e = 0; e < cells.entries() && (numbers || dates); e++) {
      cells.locate(e, slice);
      if (!Missing.is(slice.strip())) {
        values++;
        numbers = numbers && takeNumber(e);
        dates = dates && takeDate(e);
      }
    }
  }

  private boolean takeNumber(int entry) {
    NumberText.Evidence evidence = number.evidence(slice);
    switch (evidence) {
      case NONE -> {
        return false;
      }
      case POINT -> pointCell = first(pointCell, entry);
      case COMMA -> commaCell = first(commaCell, entry);
      case EITHER -> eitherCell = first(eitherCell, entry);
      case NEUTRAL -> {}
    }
    percentCell = number.percent() ? first(percentCell, entry) : percentCell;
    currencyCell = number.currency() ? first(currencyCell, entry) : currencyCell;
    return pointCell < 0 || commaCell < 0;
  }

  private boolean takeDate(int entry) {
    if (!date.parse(slice)) {
      return false;
    }
    if (date.ordered()) {
      dottedCell = date.separator() == '.' ? first(dottedCell, entry) : dottedCell;
      namedCell = date.separator() == 0 ? first(namedCell, entry) : namedCell;
      return true;
    }
    unorderedCell = first(unorderedCell, entry);
    dayFirstCell = date.first() > 12 ? first(dayFirstCell, entry) : dayFirstCell;
    monthFirstCell = date.second() > 12 ? first(monthFirstCell, entry) : monthFirstCell;
    orderMatters |= date.first() != date.second();
    return true;
  }

  private static int first(int before, int entry) {
    return before < 0 ? entry : before;
  }

  ColumnType type() {
    return values == 0
        ? ColumnType.BLANK
        : numbers ? ColumnType.NUMBER : dates ? ColumnType.TIME : ColumnType.TEXT;
  }

  /** The decimal mark that the cells need; null if they read either way. */
  @Nullable DecimalMark decimal() {
    return commaCell >= 0 ? DecimalMark.COMMA : pointCell >= 0 ? DecimalMark.POINT : null;
  }

  /** The order that the dates need; null if they contradict each other or read either way. */
  @Nullable DateOrder order() {
    if (dayFirstCell >= 0) {
      return monthFirstCell >= 0 ? null : DateOrder.DAY_FIRST;
    }
    return monthFirstCell >= 0 || !orderMatters ? DateOrder.MONTH_FIRST : null;
  }

  boolean ordersContradict() {
    return dayFirstCell >= 0 && monthFirstCell >= 0;
  }

  String text(int entry) {
    cells.locate(entry, slice);
    return slice.strip().toString();
  }
}
