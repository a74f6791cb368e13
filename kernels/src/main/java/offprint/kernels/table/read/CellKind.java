package offprint.kernels.table.read;

import java.util.regex.Pattern;
import offprint.kernels.table.Column;
import offprint.kernels.table.ColumnType;

/** What a single cell looks like, for telling delimiters and headers by their effect. */
enum CellKind {
  BLANK,
  NUMBER,
  TIME,
  /** Time of day, address, code: text of a known form. */
  FORM,
  WORDS,
  /** Text with marks that are more often between cells than inside. */
  ODD;

  private static final Pattern FORMS =
      Pattern.compile(
          "\\d{1,2}:\\d\\d(:\\d\\d([.,]\\d+)?)?|[a-zA-Z]+://\\S+|[\\w.+-]+@[\\w-]+\\.[\\w.]+"
              + "|(?i:true|false|yes|no)|\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern ODD_TEXT = Pattern.compile("[,;|\\t\"~^].*|.*[;|\\t\"~^].*");

  static CellKind of(String text) {
    String cell = text.strip();
    if (cell.isEmpty()) {
      return BLANK;
    }
    if (cell.length() <= 48) {
      ColumnType type = Column.typeOf(cell);
      if (type != ColumnType.TEXT) {
        return type == ColumnType.NUMBER ? NUMBER : type == ColumnType.TIME ? TIME : BLANK;
      }
      if (FORMS.matcher(cell).matches()) {
        return FORM;
      }
    }
    return ODD_TEXT.matcher(cell).matches() ? ODD : WORDS;
  }

  boolean typed() {
    return this == NUMBER || this == TIME || this == FORM;
  }
}
