package offprint.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Picture;
import offprint.method.PicturePair;
import offprint.method.Report;
import offprint.method.Table;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares two outcomes of one method: parameters with differences marked, metrics with their
 * differences, claims, charts overlaid where their axes agree, everything else side by side.
 */
public final class Comparison {
  /** The last cell of a row whose values differ. */
  static final String DIFFERS = "differs";

  private final String firstName;
  private final Outcome first;
  private final String secondName;
  private final Outcome second;

  /**
   * @param firstName such as "run 41"
   * @throws IllegalArgumentException if they are of different methods
   */
  public Comparison(String firstName, Outcome first, String secondName, Outcome second) {
    if (!first.manifest().method().equals(second.manifest().method())) {
      throw new IllegalArgumentException(
          "runs to compare must be of one method: got %s and %s"
              .formatted(first.manifest().method(), second.manifest().method()));
    }
    this.firstName = firstName;
    this.first = first;
    this.secondName = secondName;
    this.second = second;
  }

  /** The blocks in rows: one block, or two to show side by side. */
  public List<List<Report.Block>> rows() {
    List<List<Report.Block>> rows = new ArrayList<>();
    if (!first.report().answer().isEmpty() || !second.report().answer().isEmpty()) {
      rows.add(List.of(answer(firstName, first), answer(secondName, second)));
    }
    rows.add(List.of(parameters()));
    if (!first.report().metrics().isEmpty() || !second.report().metrics().isEmpty()) {
      rows.add(List.of(numbers()));
    }
    if (!first.verdicts().isEmpty()) {
      rows.add(List.of(claims()));
    }
    rows.addAll(results());
    rows.add(List.of(computing()));
    return rows;
  }

  private static Note answer(String name, Outcome outcome) {
    String answer = outcome.report().answer();
    return Note.text("%s: %s".formatted(name, answer.isEmpty() ? "–" : answer));
  }

  private Table parameters() {
    Map<String, JsonNode> mine = new LinkedHashMap<>();
    first.manifest().params().properties().forEach(p -> mine.put(p.getKey(), p.getValue()));
    Map<String, JsonNode> other = new LinkedHashMap<>();
    second.manifest().params().properties().forEach(p -> other.put(p.getKey(), p.getValue()));
    Set<String> names = new LinkedHashSet<>(mine.keySet());
    names.addAll(other.keySet());
    List<List<Object>> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(row(name, text(mine.get(name)), text(other.get(name))));
    }
    rows.add(
        row(
            "seed",
            Long.toString(first.manifest().seed()),
            Long.toString(second.manifest().seed())));
    return marked("Parameters", rows);
  }

  private static List<Object> row(String name, String one, String other) {
    return List.of(name, one, other, one.equals(other) ? "" : DIFFERS);
  }

  private Table marked(String title, List<List<Object>> rows) {
    long differing = rows.stream().filter(row -> row.getLast().equals(DIFFERS)).count();
    return new Table(
        "%s, %s".formatted(title, differing == 0 ? "all equal" : differing + " different"),
        List.of("", firstName, secondName, "difference"),
        rows);
  }

  private static String text(@Nullable JsonNode value) {
    if (value == null) {
      return "–";
    }
    String text = value.isContainer() ? value.toString() : value.asString("");
    return text.isEmpty() || (value.isContainer() && value.isEmpty()) ? "–" : text;
  }

  /** The metrics with their differences, second minus first. */
  private Table numbers() {
    Map<String, Double> mine = first.report().metrics();
    Map<String, Double> other = second.report().metrics();
    Set<String> names = new TreeSet<>(mine.keySet());
    names.addAll(other.keySet());
    List<List<Object>> rows = new ArrayList<>();
    for (String name : names) {
      double one = mine.getOrDefault(name, Double.NaN);
      double two = other.getOrDefault(name, Double.NaN);
      rows.add(List.of(name, one, two, two - one));
    }
    return new Table("Numbers", List.of("", firstName, secondName, "difference"), rows);
  }

  private Table claims() {
    Map<String, Verdict> others = new LinkedHashMap<>();
    second.verdicts().forEach(verdict -> others.put(verdict.claim().id(), verdict));
    List<List<Object>> rows = new ArrayList<>();
    for (Verdict verdict : first.verdicts()) {
      String mine = word(verdict);
      Verdict other = others.get(verdict.claim().id());
      String theirs = other == null ? "–" : word(other);
      rows.add(
          List.of(
              verdict.claim().statement(),
              mine,
              theirs,
              outcome(verdict).equals(outcome(other)) ? "" : DIFFERS));
    }
    return marked("Claims of the paper", rows);
  }

  private static String outcome(@Nullable Verdict verdict) {
    return verdict == null ? "" : verdict.outcome().name();
  }

  private static String word(Verdict verdict) {
    String word = verdict.outcome().words();
    Double value = verdict.value();
    return value == null ? word : "%s (%s)".formatted(word, Numbers.shown(value));
  }

  /** Pairs blocks of the same kind and similar title; notes are left out. */
  private List<List<Report.Block>> results() {
    List<Report.Block> others = new ArrayList<>(second.report().blocks());
    List<List<Report.Block>> rows = new ArrayList<>();
    for (Report.Block block : first.report().blocks()) {
      Report.Block other =
          others.stream().filter(each -> isTwin(block, each)).findFirst().orElse(null);
      others.remove(other);
      if (block instanceof Chart one && other instanceof Chart two && ChartPair.fits(one, two)) {
        rows.add(List.of(new ChartPair(firstName, one, secondName, two).overlaid()));
      } else if (!(block instanceof Note)) {
        List<Report.Block> row = new ArrayList<>();
        row.add(named(firstName, block));
        if (other != null) {
          row.add(named(secondName, other));
        }
        rows.add(row);
      }
    }
    others.stream()
        .filter(each -> !(each instanceof Note))
        .forEach(each -> rows.add(List.of(named(secondName, each))));
    return rows;
  }

  private static boolean isTwin(Report.Block one, Report.Block other) {
    return one.getClass() == other.getClass()
        && !(one instanceof Note)
        && kind(title(one)).equals(kind(title(other)));
  }

  /** A title without numbers, which often differ between runs: "the 23 codes". */
  private static String kind(String title) {
    return title.replaceAll("[0-9]+([.][0-9]+)?", "#");
  }

  private static String title(Report.Block block) {
    return switch (block) {
      case Table table -> table.title();
      case Chart chart -> chart.title();
      case Picture picture -> picture.title();
      case PicturePair pair -> pair.title();
      case Note _ -> "";
    };
  }

  private static Report.Block named(String run, Report.Block block) {
    String title = "%s: %s".formatted(run, title(block));
    return switch (block) {
      case Table table -> new Table(title, table.columns(), table.rows());
      case Chart chart -> new Chart(title, chart.x(), chart.y(), chart.series(), chart.caption());
      case Picture picture -> new Picture(title, picture.alt(), picture.png(), picture.legend());
      case PicturePair pair ->
          new PicturePair(
              title, pair.alt(), pair.before(), pair.beforeName(), pair.after(), pair.afterName());
      case Note note -> note;
    };
  }

  private Table computing() {
    return marked(
        "How they were computed",
        List.of(
            row("preset", preset(first), preset(second)),
            row("data", data(first), data(second)),
            row("Offprint", build(first), build(second)),
            row("machine", machine(first), machine(second)),
            row("seconds", seconds(first), seconds(second)),
            row("memory, MB", memory(first), memory(second))));
  }

  private static String preset(Outcome outcome) {
    String preset = outcome.manifest().preset();
    return preset.isEmpty() ? "none" : preset;
  }

  private static String data(Outcome outcome) {
    List<Manifest.Data> data = outcome.manifest().data();
    return data.isEmpty()
        ? "–"
        : data.stream()
            .map(each -> "%s, sha256 %s…".formatted(each.name(), each.sha256().substring(0, 12)))
            .collect(Collectors.joining("; "));
  }

  private static String build(Outcome outcome) {
    Platform platform = outcome.manifest().platform();
    return "%s, commit %s".formatted(platform.version(), platform.commit());
  }

  private static String machine(Outcome outcome) {
    Platform platform = outcome.manifest().platform();
    return "%s, %d cores".formatted(platform.cpu(), platform.cores());
  }

  private static String seconds(Outcome outcome) {
    return String.format(Locale.ROOT, "%.2f", outcome.manifest().wallSeconds());
  }

  private static String memory(Outcome outcome) {
    return Long.toString(outcome.manifest().peakMegabytes());
  }
}
