package offprint.harness;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables as offices write them: each is the same 240 hours of load, temperature and place. */
final class AwkwardFiles {
  static final int ROWS = 240;
  static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final LocalDateTime START = LocalDateTime.of(2024, 1, 25, 0, 0);
  private static final List<String> PLACES = List.of("Köln", "Düren", "Gießen");

  private AwkwardFiles() {}

  /** The bytes of ten files by name. */
  static Map<String, byte[]> all() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String german = table("Datum;Last;Temperatur;Ort", ";", "dd.MM.uuuu HH:mm", Locale.GERMANY);
    String plain = table("time,load,temperature,place", ",", "uuuu-MM-dd HH:mm", Locale.ROOT);
    files.put("german.csv", german.getBytes(StandardCharsets.UTF_8));
    files.put("american.csv", american().getBytes(StandardCharsets.UTF_8));
    files.put(
        "excel-unicode.txt",
        ("\uFEFF" + german.replace(';', '\t').replace("\n", "\r\n"))
            .getBytes(StandardCharsets.UTF_16LE));
    files.put("windows-1252.csv", german.replace("Ort", "Größe").getBytes(WINDOWS));
    files.put(
        "preamble.csv",
        ("Lastgang der Stadtwerke\nalle Werte in kW\n\n" + german + "\nQuelle: Stadtwerke\n")
            .getBytes(StandardCharsets.UTF_8));
    files.put("no-header.csv", withoutFirst(plain).getBytes(StandardCharsets.UTF_8));
    files.put(
        "duplicate-headers.csv",
        plain.replace("temperature", "load").getBytes(StandardCharsets.UTF_8));
    files.put(
        "one-row.csv",
        String.join("\n", plain.lines().limit(2).toList()).getBytes(StandardCharsets.UTF_8));
    files.put("id-column.csv", numbered(plain).getBytes(StandardCharsets.UTF_8));
    files.put("percentages.csv", percentages().getBytes(StandardCharsets.UTF_8));
    return files;
  }

  static double load(int hour) {
    return 1000 + 300 * Math.sin(Math.PI * hour / 12) + 7 * (hour * 37 % 41);
  }

  private static double temperature(int hour) {
    return 4 - 6 * Math.cos(Math.PI * hour / 12) + 0.3 * (hour * 13 % 17);
  }

  private static String table(String header, String mark, String dates, Locale locale) {
    DateTimeFormatter date = DateTimeFormatter.ofPattern(dates, Locale.ROOT);
    String grouped = locale.equals(Locale.GERMANY) ? "%,.1f" : "%.1f";
    StringBuilder text = new StringBuilder(header).append('\n');
    for (int hour = 0; hour < ROWS; hour++) {
      text.append(
          String.join(
                  mark,
                  date.format(START.plusHours(hour)),
                  String.format(locale, grouped, load(hour)),
                  String.format(locale, "%.1f", temperature(hour)),
                  PLACES.get(hour * hour % 7 % 3))
              + "\n");
    }
    return text.toString();
  }

  private static String american() {
    DateTimeFormatter date = DateTimeFormatter.ofPattern("M/d/uuuu h:mm a", Locale.US);
    StringBuilder text = new StringBuilder("Date,Sales,Visitors\n");
    for (int hour = 0; hour < ROWS; hour++) {
      text.append(
          String.format(
              Locale.US,
              "%s,\"$%,.2f\",%d%n",
              date.format(START.plusHours(hour)),
              load(hour),
              hour * 37 % 41));
    }
    return text.toString();
  }

  private static String numbered(String table) {
    List<String> lines = new ArrayList<>(table.lines().toList());
    for (int row = 0; row < lines.size(); row++) {
      lines.set(row, (row == 0 ? "id" : Integer.toString(row)) + "," + lines.get(row));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String percentages() {
    StringBuilder text = new StringBuilder("Tag;Auslastung;Ausfall\n");
    for (int day = 0; day < ROWS; day++) {
      text.append(
          String.format(
              Locale.GERMANY,
              "%s;%.1f %%;%d %%%n",
              DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT).format(START.plusDays(day)),
              load(day) / 15,
              day * 37 % 41));
    }
    return text.toString();
  }

  private static String withoutFirst(String table) {
    return table.substring(table.indexOf('\n') + 1);
  }
}
