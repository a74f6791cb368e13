package offprint.engine;

import static offprint.engine.Html.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import offprint.method.Note;
import offprint.method.Report;

/**
 * Renders an outcome as HTML: {@link #body} for a page that includes {@code report.css} and {@code
 * charts.js}, {@link #page} as one self-contained file. Charts are static SVG that the script
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

  private final StringBuilder out = new StringBuilder();
  private final HtmlBlocks blocks = new HtmlBlocks(out);

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
   * The report as an HTML fragment.
   *
   * @param files address that artifact names are appended to; "" where they lie beside the page
   */
  public static String body(Outcome outcome, String files) {
    HtmlReport html = new HtmlReport();
    html.out.append("<div class=\"report\">\n");
    html.answer(outcome.report().answer());
    outcome.report().blocks().stream()
        .filter(block -> !isAssumption(block))
        .forEach(html.blocks::add);
    html.verdicts(outcome.verdicts());
    html.assumed(outcome.report().blocks().stream().filter(HtmlReport::isAssumption).toList());
    html.artifacts(outcome.artifacts(), files);
    html.manifest(outcome);
    return html.out.append("</div>\n").toString();
  }

  /** A comparison of two outcomes as an HTML fragment. */
  public static String body(Comparison comparison) {
    HtmlReport html = new HtmlReport();
    html.out.append("<div class=\"report\">\n");
    for (List<Report.Block> row : comparison.rows()) {
      html.out.append(row.size() > 1 ? "<div class=\"beside\">\n" : "");
      row.forEach(html.blocks::add);
      html.out.append(row.size() > 1 ? "</div>\n" : "");
    }
    return html.out.append("</div>\n").toString();
  }

  private void answer(String answer) {
    if (!answer.isEmpty()) {
      out.append("<p class=\"answer\">").append(escape(answer)).append("</p>\n");
    }
  }

  /** True for a notice of what was assumed or changed; notices are shown together at the end. */
  static boolean isAssumption(Report.Block block) {
    return block instanceof Note note && note.kind() == Note.Kind.NOTICE;
  }

  private void assumed(List<Report.Block> notes) {
    if (!notes.isEmpty()) {
      out.append("<details class=\"assumed\"><summary>Assumed about your data (")
          .append(notes.size())
          .append(")</summary>\n");
      notes.forEach(blocks::add);
      out.append("</details>\n");
    }
  }

  private void verdicts(List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return;
    }
    out.append("<section class=\"claims\"><h2>Claims of the paper</h2><ul>\n");
    for (Verdict verdict : verdicts) {
      Claim claim = verdict.claim();
      out.append(
          "<li class=\"claim claim-%s\"><b class=\"verdict\">%s</b> <span>%s</span>"
              .formatted(
                  verdict.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  verdict.outcome().words(),
                  escape(claim.statement())));
      out.append(
          "<small>%s%s. %sSetting: %s</small></li>\n"
              .formatted(
                  escape(claim.where()),
                  claim.figure().isEmpty() ? "" : ", paper: " + escape(claim.figure()),
                  escape(bound(verdict)),
                  escape(claim.scale())));
    }
    out.append("</ul></section>\n");
  }

  private static String bound(Verdict verdict) {
    Claim claim = verdict.claim();
    if (!claim.isRunnable()) {
      return "";
    }
    Double value = verdict.value();
    String range = Numbers.range(claim.low(), claim.high());
    return value == null
        ? "Judged with preset %s: %s. ".formatted(claim.preset(), range)
        : "Here %s: holds if %s. ".formatted(Numbers.shown(value), range);
  }

  private void artifacts(List<Artifact> artifacts, String files) {
    if (artifacts.isEmpty()) {
      return;
    }
    out.append("<section class=\"files\"><h2>Downloads</h2><ul>\n");
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
