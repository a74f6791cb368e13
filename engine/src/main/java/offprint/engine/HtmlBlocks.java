package offprint.engine;

import static offprint.engine.Html.escape;

import java.util.List;
import java.util.Locale;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Picture;
import offprint.method.PicturePair;
import offprint.method.Report;
import offprint.method.Table;

/** Renders the blocks of a report as HTML. */
final class HtmlBlocks {
  /** Longest text that is aligned with the numbers of its column; longer text is aligned left. */
  private static final int SHORT = 16;

  private final StringBuilder out;

  HtmlBlocks(StringBuilder out) {
    this.out = out;
  }

  void add(Report.Block block) {
    switch (block) {
      case Table table -> table(table);
      case Chart chart -> chart(chart);
      case Picture picture -> picture(picture);
      case PicturePair pair -> pair(pair);
      case Note note ->
          out.append(
              "<p class=\"note note-%s\">%s</p>\n"
                  .formatted(note.kind().name().toLowerCase(Locale.ROOT), escape(note.text())));
    }
  }

  private void picture(Picture picture) {
    out.append(
        """
        <figure class="picture"><figcaption>%s</figcaption><label><input type="checkbox"> Enlarge</label><div class="frame" tabindex="0" role="region" aria-label="Picture"><img alt="%s" src="data:image/png;base64,%s"></div>\
        """
            .formatted(escape(picture.title()), escape(picture.alt()), picture.png()));
    if (!picture.legend().isEmpty()) {
      out.append("<ul class=\"legend\">");
      for (Picture.Swatch swatch : picture.legend()) {
        out.append(
            "<li><svg class=\"swatch\" viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect width=\"1\" height=\"1\" fill=\"%s\"/></svg>%s</li>"
                .formatted(swatch.colour(), escape(swatch.name())));
      }
      out.append("</ul>");
    }
    out.append("</figure>\n");
  }

  /** Two pictures side by side; {@code charts.js} overlays them and adds a slider. */
  private void pair(PicturePair pair) {
    out.append(
        """
        <figure class="pair"><figcaption>%s</figcaption><p class="pair-about">%s</p><div class="pair-pictures">
        <figure><img alt="%s" src="data:image/png;base64,%s"><figcaption>%s</figcaption></figure>
        <figure><img alt="%s" src="data:image/png;base64,%s"><figcaption>%s</figcaption></figure>
        </div></figure>
        """
            .formatted(
                escape(pair.title()),
                escape(pair.alt()),
                escape(pair.beforeName()),
                pair.before(),
                escape(pair.beforeName()),
                escape(pair.afterName()),
                pair.after(),
                escape(pair.afterName())));
  }

  private void chart(Chart chart) {
    out.append("<figure class=\"chart\"><figcaption><b>%s</b>".formatted(escape(chart.title())));
    if (!chart.caption().isEmpty()) {
      out.append(" <span>").append(escape(chart.caption())).append("</span>");
    }
    out.append("</figcaption><div class=\"chart-live\" hidden></div>").append(SvgChart.of(chart));
    String spec = Json.MAPPER.writeValueAsString(VegaLite.spec(chart)).replace("<", "\\u003c");
    out.append("<script type=\"application/json\" class=\"chart-spec\">");
    out.append(spec).append("</script></figure>\n");
  }

  private void table(Table table) {
    out.append("<figure class=\"table\"><figcaption>").append(escape(table.title()));
    out.append("</figcaption><div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
    boolean[] numeric = new boolean[table.columns().size()];
    for (int c = 0; c < numeric.length; c++) {
      numeric[c] = number(table, c);
      out.append(numeric[c] ? "<th class=\"number\">" : "<th>");
      out.append(escape(table.columns().get(c))).append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (List<Object> row : table.rows()) {
      out.append(row.getLast().equals(Comparison.DIFFERS) ? "<tr class=\"differs\">" : "<tr>");
      for (int c = 0; c < row.size(); c++) {
        Object cell = row.get(c);
        String shown = Numbers.cell(cell);
        out.append(
            cell instanceof Number
                ? "<td class=\"number\" title=\"%s\">".formatted(escape(cell.toString()))
                : numeric[c] && shown.length() <= SHORT ? "<td class=\"number\">" : "<td>");
        out.append(escape(shown)).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table></div></figure>\n");
  }

  /** True if at least half of a column's cells are numbers. */
  private static boolean number(Table table, int column) {
    long numbers = table.rows().stream().filter(r -> r.get(column) instanceof Number).count();
    return numbers > 0 && 2 * numbers >= table.rows().size();
  }
}
