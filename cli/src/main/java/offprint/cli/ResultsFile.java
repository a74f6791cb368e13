package offprint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.engine.Manifest;
import offprint.engine.Numbers;
import offprint.engine.Outcome;
import offprint.engine.Verdict;
import offprint.method.Paper;

/** A Markdown file with one section a paper: which claims hold here, when and on which machine. */
final class ResultsFile {
  private ResultsFile() {}

  /** Replaces the paper's section, or adds it at the end. */
  static void put(Path file, Paper paper, List<Outcome> outcomes) throws IOException {
    String section = section(paper, outcomes);
    String text = Files.exists(file) ? Files.readString(file) : "# Results\n";
    Matcher old =
        Pattern.compile("(?ms)^## " + Pattern.quote(paper.slug()) + ":.*?(?=^## |\\z)")
            .matcher(text);
    String updated =
        old.find()
            ? text.substring(0, old.start()) + section + text.substring(old.end())
            : text.stripTrailing() + "\n\n" + section;
    Files.writeString(file, updated.stripTrailing() + "\n");
  }

  private static String section(Paper paper, List<Outcome> outcomes) {
    StringBuilder out = new StringBuilder();
    out.append("## %s: %s%n%n".formatted(paper.slug(), paper.title()));
    for (Outcome outcome : outcomes) {
      Manifest manifest = outcome.manifest();
      out.append(
          String.format(
              Locale.ROOT,
              "- `%s --preset %s --seed %d`: %s, commit %s, %s, %d cores, JDK %s, %.1f s, %d MB%n",
              manifest.method(),
              manifest.preset(),
              manifest.seed(),
              LocalDate.ofInstant(manifest.started(), ZoneOffset.UTC),
              manifest.platform().commit(),
              manifest.platform().cpu(),
              manifest.platform().cores(),
              manifest.platform().java(),
              manifest.wallSeconds(),
              manifest.peakMegabytes()));
    }
    out.append("\n| claim | statement | where | paper | here | holds if | verdict | setting |\n");
    out.append("|---|---|---|---|---|---|---|---|\n");
    for (Outcome outcome : outcomes) {
      for (Verdict verdict : outcome.verdicts()) {
        Double value = verdict.value();
        if (value != null) {
          out.append(row(verdict, value));
        }
      }
    }
    return out.append('\n').toString();
  }

  private static String row(Verdict verdict, double value) {
    var claim = verdict.claim();
    return "| %s | %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            claim.id(),
            cell(claim.statement()),
            cell(claim.where()),
            cell(claim.figure()),
            Numbers.shown(value),
            Numbers.range(claim.low(), claim.high()),
            word(verdict),
            cell(claim.scale()));
  }

  /** The verdict in a word; everything but "holds" is set in bold. */
  static String word(Verdict verdict) {
    return verdict.outcome() == Verdict.Outcome.FAILS ? "**fails**" : verdict.outcome().words();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
