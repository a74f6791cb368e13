package offprint.kernels.table.read;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;

/**
 * Cells of a workbook as cells of comma-separated text: numbers with a decimal point, dates as
 * 2024-03-31 14:05, texts in quotation marks with line breaks as spaces.
 */
final class CellText {
  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?!h+\\]|m+\\]|s+\\])[^\\]]*\\]");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern LIKE_THOUSANDS = Pattern.compile("-?[1-9]\\d{0,2}\\.\\d{3}");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd");
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private final Set<String> notes = new LinkedHashSet<>();

  /** What a reader should know of the cells so far, as short phrases. */
  Set<String> notes() {
    return notes;
  }

  /** Blank where the cell has no value. */
  String of(Cell cell) {
    String raw = cell.getRawValue();
    if (cell.getType() == CellType.NUMBER
        || (cell.getType() == CellType.FORMULA && isNumber(raw))) {
      return number(cell, raw);
    }
    if (cell.getType() == CellType.BOOLEAN) {
      return raw.equals("1") ? "true" : "false";
    }
    String text = cell.getType() == CellType.STRING ? cell.getText() : raw;
    return text == null || text.isBlank() ? "" : quoted(text);
  }

  private static boolean isNumber(@Nullable String raw) {
    return raw != null && NUMBER.matcher(raw).matches();
  }

  private String number(Cell cell, String raw) {
    String format = cell.getDataFormatString();
    if (format != null) {
      String plain = QUOTED.matcher(format.toLowerCase(Locale.ROOT)).replaceAll("");
      if (isDate(plain)) {
        return date(cell);
      }
      if (plain.contains("%")) {
        notes.add("cells in percent read as fractions: 7 % is 0.07");
      }
    }
    return LIKE_THOUSANDS.matcher(raw).matches() ? raw + "0" : raw;
  }

  /** True for a format of dates or times of day, but not of durations such as [h]:mm. */
  private static boolean isDate(String format) {
    if (format.startsWith("general") || format.contains("[")) {
      return false;
    }
    return format.matches(".*[ydhs].*") || (format.contains("m") && !format.matches(".*[0#?].*"));
  }

  private static String date(Cell cell) {
    LocalDateTime date = cell.asDate();
    LocalTime time = date.toLocalTime();
    String clock =
        (time.getNano() > 0 ? MILLIS : time.getSecond() > 0 ? SECONDS : MINUTES).format(time);
    if (date.getYear() < 1901) {
      return clock;
    }
    return time.equals(LocalTime.MIDNIGHT) ? DATE.format(date) : DATE.format(date) + " " + clock;
  }

  private String quoted(String text) {
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      notes.add("line breaks inside cells read as spaces");
    }
    String line = text.replaceAll("[\\r\\n]+", " ");
    return '"' + line.replace("\"", "\"\"") + '"';
  }
}
