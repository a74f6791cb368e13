package offprint.kernels.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What a reader of numbers and dates should know about a table, as short phrases. */
final class TableNotes {
  private final Table table;
  private final List<String> notes = new ArrayList<>();

  private TableNotes(Table table) {
    this.table = table;
  }

  static List<String> of(Table table, Set<String> sparse) {
    TableNotes notes = new TableNotes(table);
    notes.decimals();
    notes.dates();
    notes.missing(sparse);
    return notes.notes;
  }

  private void decimals() {
    note(
        column(ColumnType.NUMBER, c -> c.decimal() == DecimalMark.COMMA),
        "decimal comma",
        "decimal comma in");
    for (Column column : table.columns()) {
      ColumnEvidence evidence = column.evidence();
      if (column.type() == ColumnType.NUMBER
          && evidence.decimal() == null
          && evidence.eitherCell >= 0) {
        Slice cell = Slice.of(evidence.text(evidence.eitherCell));
        double value = new NumberText().value(cell, column.decimalMark());
        notes.add(
            "column '%s': '%s' read as %s"
                .formatted(
                    column.name(),
                    cell,
                    value == Math.rint(value) && Math.abs(value) < 1e15
                        ? Long.toString((long) value)
                        : Double.toString(value)));
      }
    }
    for (Column column : column(ColumnType.NUMBER, c -> c.percentCell >= 0)) {
      ColumnEvidence evidence = column.evidence();
      Slice cell = Slice.of(evidence.text(evidence.percentCell));
      notes.add(
          "column '%s' in percent: '%s' read as %s"
              .formatted(column.name(), cell, new NumberText().value(cell, column.decimalMark())));
    }
    note(
        column(ColumnType.NUMBER, c -> c.currencyCell >= 0),
        "currency signs dropped",
        "currency signs dropped in");
  }

  private void dates() {
    List<Column> unordered =
        column(ColumnType.TIME, c -> c.unorderedCell >= 0).stream()
            .filter(c -> !c.orderUndecided())
            .toList();
    note(column(ColumnType.TIME, c -> c.dottedCell >= 0), "dates day.month.year", "");
    note(
        unordered.stream().filter(c -> c.order() == DateOrder.DAY_FIRST).toList(),
        "dates day/month/year",
        "");
    note(
        unordered.stream().filter(c -> c.order() == DateOrder.MONTH_FIRST).toList(),
        "dates month/day/year",
        "");
    for (Column column : table.columns()) {
      if (column.orderUndecided()) {
        notes.add(
            "column '%s': day and month of '%s' not decided"
                .formatted(column.name(), column.evidence().text(column.evidence().unorderedCell)));
      }
    }
  }

  private void missing(Set<String> sparse) {
    long count =
        table.columns().stream()
            .filter(column -> !sparse.contains(column.name()))
            .mapToLong(Column::missingCount)
            .sum();
    if (count > 0) {
      notes.add(count == 1 ? "1 blank cell" : "%,d blank cells".formatted(count));
    }
  }

  private List<Column> column(ColumnType type, Predicate<ColumnEvidence> which) {
    return table.columns().stream()
        .filter(c -> c.type() == type && which.test(c.evidence()))
        .toList();
  }

  private void note(List<Column> columns, String phrase, String some) {
    if (columns.isEmpty()) {
      return;
    }
    boolean all =
        some.isEmpty()
            || table.columns().stream()
                .allMatch(
                    c ->
                        c.type() != ColumnType.NUMBER
                            || columns.contains(c)
                            || c.evidence().decimal() == null);
    notes.add(
        all
            ? phrase
            : some + " " + String.join(", ", columns.stream().map(Column::name).limit(5).toList()));
  }
}
