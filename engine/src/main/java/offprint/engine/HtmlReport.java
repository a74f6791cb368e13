package offprint.engine;

import static offprint.engine.Html.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Picture;
import offprint.method.PicturePair;
import offprint.method.Report;
import offprint.method.Table;

/**
 * Renders an outcome as HTML: {@link #body} for a page that includes {@code report.css} and {@code
 * charts.js}, {@link #page} as one self-contained file. Charts are still SVG that the script
 * replaces by interactive ones.
 */
public final class HtmlReport {
  private static final List<String> SCRIPTS =
      List.of(
          webjar("vega"),
          webjar("vega-lite"),
          webjar("vega-embed"),
          "/offprint/engine/web/charts.js");

  private static String webjar(String name) {
    return "/META-INF/resources/webjars/%s/%s/%s.min.js"
        .formatted(name, Build.property(name), name);
  }

  /**
   * Letters of a word that stands among the numbers of its column; longer text begins at the left.
   */
  private static final int SHORT = 16;

  private final StringBuilder out = new StringBuilder();

  private HtmlReport() {}

  public static String page(PaperMethod<?> method, Outcome outcome) {
    StringBuilder page = new StringBuilder(1 << 20);
    page.append(
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s</style></head><body class="report-page">
        <header><p class="report-method">%s</p><h1>%s</h1><p>%s</p></header>
        """
            .formatted(
                escape(method.id()),
                resource("/offprint/engine/web/report.css"),
                escape(method.id()),
                escape(method.paper().title()),
                escape(method.summary())));
    page.append(body(outcome, ""));
    for (String script : SCRIPTS) {
      page.append("<script>").append(resource(script).replace("</script", "<\\/script"));
      page.append("</script>\n");
    }
    return page.append("</body></html>\n").toString();
  }

  /**
   * The report without page around it.
   *
   * @param files address that artifact names are appended to; "" where they lie beside the page
   */
  public static String body(Outcome outcome, String files) {
    HtmlReport html = new HtmlReport();
    html.out.append("<div class=\"report\">\n");
    outcome.report().blocks().forEach(html::block);
    html.verdicts(outcome.verdicts());
    html.artifacts(outcome.artifacts(), files);
    html.manifest(outcome);
    return html.out.append("</div>\n").toString();
  }

  /** Two outcomes beside each other, without page around them. */
  public static String body(Comparison comparison) {
    HtmlReport html = new HtmlReport();
    html.out.append("<div class=\"report\">\n");
    for (List<Report.Block> row : comparison.rows()) {
      html.out.append(row.size() > 1 ? "<div class=\"beside\">\n" : "");
      row.forEach(html::block);
      html.out.append(row.size() > 1 ? "</div>\n" : "");
    }
    return html.out.append("</div>\n").toString();
  }

  private void block(Report.Block block) {
    switch (block) {
      case Table table -> table(table);
      case Chart chart -> chart(chart);
      case Picture picture ->
          out.append(
              """
              <figure class="picture"><figcaption>%s</figcaption><label><input type="checkbox"> Enlarge</label><div class="frame" tabindex="0" role="region" aria-label="Picture"><img alt="%s" src="data:image/png;base64,%s"></div></figure>
              """
                  .formatted(escape(picture.title()), escape(picture.alt()), picture.png()));
      case PicturePair pair -> pair(pair);
      case Note note ->
          out.append(
              "<p class=\"note note-%s\">%s</p>\n"
                  .formatted(note.kind().name().toLowerCase(Locale.ROOT), escape(note.text())));
    }
  }

  private void pair(PicturePair pair) {
    out.append(
        """
        <figure class="pair"><figcaption>%s</figcaption><div class="beside"><figure><img alt="%s" src="data:image/png;base64,%s"><figcaption>%s</figcaption></figure><figure><img alt="" src="data:image/png;base64,%s"><figcaption>%s</figcaption></figure></div></figure>
        """
            .formatted(
                escape(pair.title()),
                escape(pair.alt()),
                pair.before(),
                escape(pair.beforeName()),
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

  private void verdicts(List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return;
    }
    out.append("<section class=\"claims\"><h2>Claims of the paper</h2><ul>\n");
    for (Verdict verdict : verdicts) {
      Claim claim = verdict.claim();
      Double value = verdict.value();
      String word = verdict.outcome().words();
      out.append(
          "<li class=\"claim claim-%s\"><b class=\"verdict\">%s</b> <span>%s</span>"
              .formatted(
                  verdict.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  word,
                  escape(claim.statement())));
      out.append(
          "<small>%s%s. %s: %s%s. Setting: %s</small></li>\n"
              .formatted(
                  escape(claim.where()),
                  claim.figure().isEmpty() ? "" : ", paper: " + escape(claim.figure()),
                  value == null
                      ? "Runs with preset " + escape(claim.preset())
                      : "Here " + Numbers.shown(value),
                  value == null ? "" : "holds if ",
                  Numbers.range(claim.low(), claim.high()),
                  escape(claim.scale())));
    }
    out.append("</ul></section>\n");
  }

  private void artifacts(List<Artifact> artifacts, String files) {
    if (artifacts.isEmpty()) {
      return;
    }
    out.append("<section class=\"files\"><h2>Files to take away</h2><ul>\n");
    for (Artifact file : artifacts) {
      out.append(
          "<li><a href=\"%s%s\" download>%s</a> <small>%s</small></li>\n"
              .formatted(
                  escape(files),
                  escape(file.name()),
                  escape(file.name()),
                  Numbers.bytes(file.bytes())));
    }
    out.append("</ul></section>\n");
  }

  private void manifest(Outcome outcome) {
    Manifest manifest = outcome.manifest();
    Platform platform = manifest.platform();
    out.append("<details class=\"manifest\"><summary>How this was computed</summary><dl>\n");
    entry(
        "Method",
        manifest.method() + (manifest.preset().isEmpty() ? "" : ", preset " + manifest.preset()));
    manifest
        .params()
        .properties()
        .forEach(p -> entry(p.getKey(), p.getValue().asString(p.getValue().toString())));
    entry("seed", Long.toString(manifest.seed()));
    for (Manifest.Data data : manifest.data()) {
      entry(
          "Data",
          "%s (%s), %s, sha256 %s"
              .formatted(data.ref(), data.name(), Numbers.bytes(data.bytes()), data.sha256()));
    }
    entry("Offprint", "%s, commit %s".formatted(platform.version(), platform.commit()));
    entry(
        "Machine",
        "%s, %d cores, %s, JDK %s, PyTorch natives %s"
            .formatted(
                platform.cpu(),
                platform.cores(),
                platform.os(),
                platform.java(),
                platform.torch()));
    entry("Started", manifest.started().truncatedTo(ChronoUnit.SECONDS).toString());
    entry(
        "Took",
        String.format(
            Locale.ROOT,
            "%.2f s, at most %d MB of memory",
            manifest.wallSeconds(),
            manifest.peakMegabytes()));
    out.append("</dl></details>\n");
  }

  private void entry(String name, String value) {
    out.append("<dt>%s</dt><dd>%s</dd>\n".formatted(escape(name), escape(value)));
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource missing: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
