package offprint.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of claims in a {@code paper.md}: the first one below the heading "Claims". A cell
 * writes {@code |} as {@code \|}.
 *
 * <p>"holds if" is {@code ≤ 0.41}, {@code ≥ 0.25}, {@code 0.95 to 1.05}, {@code = 0}, or {@code not
 * run} for a claim that nothing here decides; its metric is "–" and its setting the reason.
 */
final class ClaimTable {
  private static final List<String> HEAD =
      List.of(
          "id",
          "claim",
          "where",
          "paper",
          "task",
          "preset",
          "metric",
          "holds if",
          "setting",
          "here");
  private static final int HERE = HEAD.size() - 1;
  private static final String NUMBER = "([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)";
  private static final Pattern RANGE =
      Pattern.compile("([≤≥=]) " + NUMBER + "|" + NUMBER + " to " + NUMBER);
  private static final String CHECKED = "Checked ";

  private final String file;
  private final List<String> lines;
  private final int first;
  private final int end;

  /**
   * @param file its name, for messages
   * @param lines of the whole file
   * @throws IllegalStateException if there is no such table; the message names the file
   */
  ClaimTable(String file, List<String> lines) {
    this.file = file;
    this.lines = lines;
    int heading = lines.indexOf("## Claims");
    if (heading < 0) {
      throw new IllegalStateException(file + " has no heading '## Claims'");
    }
    int head = heading + 1;
    while (head < lines.size() && !lines.get(head).startsWith("|")) {
      head++;
    }
    if (head == lines.size() || !cells(lines.get(head)).equals(HEAD)) {
      throw wrong(
          Math.min(head, lines.size() - 1),
          "the table below '## Claims' must have the columns " + String.join(" | ", HEAD));
    }
    first = head + 2;
    int last = first;
    while (last < lines.size() && lines.get(last).startsWith("|")) {
      last++;
    }
    end = last;
  }

  List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (int line = first; line < end; line++) {
      Claim claim = claim(line, row(line));
      if (!known.add(claim.task() + "/" + claim.id())) {
        throw wrong(line, "claim %s of %s stands twice".formatted(claim.id(), claim.task()));
      }
      claims.add(claim);
    }
    return claims;
  }

  private List<String> row(int line) {
    List<String> row = cells(lines.get(line));
    if (row.size() != HEAD.size()) {
      throw wrong(line, "a claim must have %d cells: got %d".formatted(HEAD.size(), row.size()));
    }
    return row;
  }

  private Claim claim(int line, List<String> row) {
    double[] range = range(line, row.get(7));
    boolean runs = !row.get(7).equals("not run");
    for (int c : new int[] {0, 1, 2, 4, 8}) {
      if (row.get(c).isEmpty()) {
        throw wrong(line, "'%s' must not be empty".formatted(HEAD.get(c)));
      }
    }
    if (runs && (row.get(5).isEmpty() || row.get(6).isEmpty() || row.get(6).equals("–"))) {
      throw wrong(line, "claim %s needs a preset and a metric".formatted(row.getFirst()));
    }
    return new Claim(
        row.get(0),
        row.get(4),
        row.get(1),
        row.get(2),
        row.get(3),
        runs ? row.get(5) : "",
        runs ? row.get(6) : "",
        range[0],
        range[1],
        row.get(8));
  }

  private double[] range(int line, String text) {
    if (text.equals("not run")) {
      return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
    Matcher matcher = RANGE.matcher(text);
    if (matcher.matches()) {
      double value = Double.parseDouble(matcher.group(matcher.group(3) == null ? 2 : 3));
      double other = matcher.group(4) == null ? value : Double.parseDouble(matcher.group(4));
      double low = "≤".equals(matcher.group(1)) ? Double.NEGATIVE_INFINITY : value;
      double high = "≥".equals(matcher.group(1)) ? Double.POSITIVE_INFINITY : other;
      if (low <= high) {
        return new double[] {low, high};
      }
    }
    throw wrong(
        line,
        "'holds if' must be '≤ 0.41', '≥ 0.25', '0.95 to 1.05', '= 0' or 'not run': got '%s'"
            .formatted(text));
  }

  /**
   * The whole file with the column "here" filled, and a line below the table.
   *
   * @param here what was found, by "task/id"; other rows keep theirs
   * @param checked when and on what: "2026-12-03, commit …"
   */
  String filled(Map<String, String> here, String checked) {
    List<String> text = new ArrayList<>(lines.subList(0, first));
    for (int line = first; line < end; line++) {
      List<String> row = new ArrayList<>(row(line));
      String found = here.get(row.get(4) + "/" + row.getFirst());
      if (found == null) {
        text.add(lines.get(line));
      } else {
        row.set(HERE, found);
        text.add(
            row.stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |")));
      }
    }
    text.add("");
    text.add(CHECKED + checked + ".");
    int rest = end;
    while (rest < lines.size()
        && (lines.get(rest).isBlank() || lines.get(rest).startsWith(CHECKED))) {
      rest++;
    }
    if (rest < lines.size()) {
      text.add("");
    }
    text.addAll(lines.subList(rest, lines.size()));
    return String.join("\n", text) + "\n";
  }

  private static List<String> cells(String line) {
    String inner = line.strip().replaceFirst("^\\|", "").replaceFirst("(?<!\\\\)\\|$", "");
    List<String> cells = new ArrayList<>();
    for (String cell : inner.split("(?<!\\\\)\\|", -1)) {
      cells.add(cell.strip().replace("\\|", "|"));
    }
    return cells;
  }

  private IllegalStateException wrong(int line, String message) {
    return new IllegalStateException("%s, line %d: %s".formatted(file, line + 1, message));
  }
}
