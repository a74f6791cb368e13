package offprint.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Picture;
import offprint.method.PicturePair;
import offprint.method.Report;
import offprint.method.Table;

/** Renders an outcome for a terminal. */
public final class TerminalReport {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 48;

  private final StringBuilder out = new StringBuilder();

  private TerminalReport() {}

  public static String of(Outcome outcome) {
    TerminalReport report = new TerminalReport();
    if (!outcome.report().answer().isEmpty()) {
      report.out.append(outcome.report().answer()).append('\n');
    }
    outcome.report().blocks().stream()
        .filter(block -> !HtmlReport.isAssumption(block))
        .forEach(report::block);
    if (!outcome.verdicts().isEmpty()) {
      report.verdicts(outcome.verdicts());
    }
    report.assumed(outcome.report().blocks().stream().filter(HtmlReport::isAssumption).toList());
    return report.out.toString();
  }

  /** A comparison of two outcomes; what does not fit one table is shown one below the other. */
  public static String of(Comparison comparison) {
    TerminalReport report = new TerminalReport();
    comparison.rows().forEach(row -> row.forEach(report::block));
    return report.out.toString();
  }

  /** The claims with the paper's figure and, where run, ours. */
  public static String verdictsOf(List<Verdict> verdicts) {
    TerminalReport report = new TerminalReport();
    report.verdicts(verdicts);
    return report.out.toString();
  }

  private void block(Report.Block block) {
    switch (block) {
      case Table table -> table(table);
      case Chart chart -> chart(chart);
      case Picture picture ->
          out.append(
              "\n%s (picture in report.html): %s\n".formatted(picture.title(), picture.alt()));
      case PicturePair pair ->
          out.append(
              "\n%s (%s and %s in report.html): %s\n"
                  .formatted(pair.title(), pair.beforeName(), pair.afterName(), pair.alt()));
      case Note note ->
          out.append(note.kind() == Note.Kind.WARNING ? "\nWarning: " : "\n")
              .append(note.text())
              .append('\n');
    }
  }

  private void assumed(List<Report.Block> notes) {
    out.append(notes.isEmpty() ? "" : "\nAssumed about your data\n");
    for (Report.Block note : notes) {
      out.append("  ").append(((Note) note).text()).append('\n');
    }
  }

  private void table(Table table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columns());
    table.rows().forEach(row -> rows.add(row.stream().map(Numbers::cell).toList()));
    int[] width = new int[table.columns().size()];
    for (List<String> row : rows) {
      for (int c = 0; c < width.length; c++) {
        width[c] = Math.max(width[c], row.get(c).codePointCount(0, row.get(c).length()));
      }
    }
    out.append('\n').append(table.title()).append('\n');
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < width.length; c++) {
        String cell = rows.get(r).get(c);
        String pad = " ".repeat(width[c] - cell.codePointCount(0, cell.length()));
        boolean number =
            !table.rows().isEmpty() && table.rows().getFirst().get(c) instanceof Number;
        out.append("  ").append(number ? pad + cell : cell + pad);
      }
      trimEnd();
      out.append('\n');
      if (r == 0) {
        int line = 0;
        for (int w : width) {
          line += w + 2;
        }
        out.append("  ").append("─".repeat(Math.max(0, line - 2))).append('\n');
      }
    }
  }

  private void trimEnd() {
    while (out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
  }

  private void chart(Chart chart) {
    out.append(
        "\n%s  [%s against %s]\n".formatted(chart.title(), chart.y().label(), chart.x().label()));
    int name = chart.series().stream().mapToInt(s -> s.name().length()).max().orElse(0);
    for (Chart.Series series : chart.series()) {
      if (series.mark() == Chart.Mark.CELL || series.y().isEmpty()) {
        continue;
      }
      double low = bound(series, true);
      double high = bound(series, false);
      out.append(
          "  %s  %s  %s … %s\n"
              .formatted(
                  series.name() + " ".repeat(name - series.name().length()),
                  sparkline(series.y(), low, high),
                  Numbers.shown(low),
                  Numbers.shown(high)));
    }
  }

  private static double bound(Chart.Series series, boolean low) {
    var finite = series.y().stream().mapToDouble(Double::doubleValue).filter(Double::isFinite);
    return (low ? finite.min() : finite.max()).orElse(Double.NaN);
  }

  private static String sparkline(List<Double> values, double low, double high) {
    int width = Math.min(WIDTH, values.size());
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < width; i++) {
      double value = values.get((int) ((long) i * values.size() / width));
      int level = high > low ? (int) Math.round((value - low) / (high - low) * 7) : 3;
      line.append(Double.isFinite(value) ? BARS.charAt(level) : ' ');
    }
    return line.toString();
  }

  private void verdicts(List<Verdict> verdicts) {
    List<List<Object>> rows =
        verdicts.stream().map(TerminalReport::row).collect(Collectors.toList());
    table(
        new Table(
            "Claims", List.of("claim", "verdict", "here", "holds if", "paper", "statement"), rows));
  }

  private static List<Object> row(Verdict verdict) {
    Double value = verdict.value();
    return List.of(
        verdict.claim().id(),
        switch (verdict.outcome()) {
          case HOLDS -> "holds";
          case FAILS -> "FAILS";
          case NOT_JUDGED -> verdict.outcome().words();
          case NOT_RUN ->
              verdict.claim().isRunnable()
                  ? "not run (preset " + verdict.claim().preset() + ")"
                  : "not run";
        },
        value == null ? "–" : Numbers.shown(value),
        Numbers.range(verdict.claim().low(), verdict.claim().high()),
        verdict.claim().figure().isEmpty() ? "–" : verdict.claim().figure(),
        verdict.claim().statement());
  }
}
