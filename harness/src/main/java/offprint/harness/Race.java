package offprint.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.method.Chart;
import offprint.method.Table;

/**
 * A method's own result beside baselines on the same data. Baselines are added simplest first; the
 * first measure decides.
 *
 * <pre>
 * Race race = Race.error("MSE", "MAE").on("On the last 217 windows");
 * race.baseline("the last value", 0.43, 0.42).baseline("the linear map", 0.289, 0.338);
 * race.own("TimeMixer", 0.295, 0.345);
 * race.sentence(); // "On the last 217 windows the linear map errs 2.0 % less than TimeMixer …"
 * </pre>
 *
 * <p>Names are as a sentence has them; charts, tables and metrics leave out the article.
 */
public final class Race {
  /** Results nearer than this share count as equal. */
  private static final double EQUAL = 0.005;

  private enum Sense {
    ERROR,
    LOWER,
    HIGHER
  }

  private record Entry(String name, boolean own, double[] values, double spread) {
    String title() {
      return name.startsWith("the ") ? name.substring(4) : name;
    }
  }

  private final Sense sense;
  private final List<String> measures;
  private final List<Entry> entries = new ArrayList<>();
  private String where = "Here";
  private String unit = "";

  private Race(Sense sense, String first, String[] more) {
    this.sense = sense;
    this.measures = new ArrayList<>(List.of(first));
    this.measures.addAll(List.of(more));
  }

  /** Decided by an error, of which less is better. */
  public static Race error(String measure, String... more) {
    return new Race(Sense.ERROR, measure, more);
  }

  /** Decided by a measure of which less is better, such as "bits per pixel". */
  public static Race lower(String measure, String... more) {
    return new Race(Sense.LOWER, measure, more);
  }

  /** Decided by a measure of which more is better, such as "accuracy". */
  public static Race higher(String measure, String... more) {
    return new Race(Sense.HIGHER, measure, more);
  }

  /**
   * @param place where the results were taken, as a sentence begins: "On the last 217 windows"
   */
  public Race on(String place) {
    where = place;
    return this;
  }

  /** Tells differences of the deciding measure in this unit instead of per cent, e.g. "dB". */
  public Race in(String absoluteUnit) {
    unit = absoluteUnit;
    return this;
  }

  /**
   * Adds a baseline; the simplest comes first.
   *
   * @param values one for each measure; NaN where it has none
   */
  public Race baseline(String name, double... values) {
    return add(new Entry(name, false, values, 0));
  }

  /** Adds a result of the paper's method. */
  public Race own(String name, double... values) {
    return add(new Entry(name, true, values, 0));
  }

  /** As {@link #own}, with the standard error of the deciding measure over seeds or runs. */
  public Race own(String name, Spread spread, double... values) {
    return add(new Entry(name, true, values, spread.standardError()));
  }

  /** As {@link #baseline}, with the standard error of the deciding measure. */
  public Race baseline(String name, Spread spread, double... values) {
    return add(new Entry(name, false, values, spread.standardError()));
  }

  /** The standard error of a result over seeds or runs. */
  public record Spread(double standardError) {}

  private Race add(Entry entry) {
    if (entry.values.length != measures.size()) {
      throw new IllegalArgumentException(
          "%s must have %d values, for %s: got %d"
              .formatted(entry.name, measures.size(), measures, entry.values.length));
    }
    entries.add(entry);
    return this;
  }

  /** The value of the deciding measure. */
  public double value(String name) {
    return entry(name).values[0];
  }

  private Entry entry(String name) {
    return entries.stream()
        .filter(e -> e.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " is not in the race"));
  }

  private boolean better(double a, double b) {
    return sense == Sense.HIGHER ? a > b : a < b;
  }

  private Entry best(boolean own) {
    return entries.stream()
        .filter(e -> e.own == own && Double.isFinite(e.values[0]))
        .reduce((a, b) -> better(b.values[0], a.values[0]) ? b : a)
        .orElseThrow(
            () ->
                new IllegalStateException("the race has no " + (own ? "own result" : "baseline")));
  }

  /** True if the best own result is better than every baseline, beyond equality. */
  public boolean won() {
    Entry own = best(true);
    Entry baseline = best(false);
    return !equal(own, baseline) && better(own.values[0], baseline.values[0]);
  }

  /** The best baseline's name. */
  public String bestBaseline() {
    return best(false).name;
  }

  private boolean equal(Entry a, Entry b) {
    double difference = Math.abs(a.values[0] - b.values[0]);
    return difference <= 2 * Math.hypot(a.spread, b.spread)
        || difference <= EQUAL * Math.max(Math.abs(a.values[0]), Math.abs(b.values[0]));
  }

  /** Who wins by how much, and what to take. */
  public String sentence() {
    Entry own = best(true);
    Entry baseline = best(false);
    String figures =
        "%s %s against %s"
            .formatted(
                measures.getFirst(),
                Wording.number(equal(own, baseline) || won() ? own.values[0] : baseline.values[0]),
                Wording.number(equal(own, baseline) || won() ? baseline.values[0] : own.values[0]));
    if (equal(own, baseline)) {
      return "%s %s does as well as %s%s (%s): take the simpler one, %s."
          .formatted(
              where,
              own.name,
              baseline.name,
              own.spread + baseline.spread > 0 ? " within two standard errors" : "",
              figures,
              baseline.name);
    }
    Entry winner = won() ? own : baseline;
    Entry loser = won() ? baseline : own;
    return "%s %s %s than %s%s (%s)%s."
        .formatted(
            where,
            winner.name,
            lead(winner.values[0], loser.values[0]),
            won() ? "the best baseline, " : "",
            loser.name,
            figures,
            won() ? "" : ": take " + winner.name);
  }

  private String lead(double winner, double loser) {
    boolean relative = unit.isEmpty() && winner > 0 && loser > 0;
    String by =
        relative
            ? Wording.percent(Math.abs(winner / loser - 1))
            : Wording.number(Math.abs(winner - loser)) + (unit.isEmpty() ? "" : " " + unit);
    return switch (sense) {
      case ERROR -> "errs %s less".formatted(by);
      case LOWER -> "has %s less %s".formatted(by, measures.getFirst());
      case HIGHER -> "has %s more %s".formatted(by, measures.getFirst());
    };
  }

  /** The deciding measure as bars: baselines, simplest first, then the own results. */
  public Chart chart(String title) {
    List<Entry> shown = ordered().stream().filter(e -> Double.isFinite(e.values[0])).toList();
    return Plot.bars(
        title,
        "method",
        shown.stream().map(Entry::title).toList(),
        measures.getFirst(),
        shown.stream().mapToDouble(e -> e.values[0]).toArray());
  }

  private List<Entry> ordered() {
    List<Entry> ordered = new ArrayList<>(entries.stream().filter(e -> !e.own).toList());
    ordered.addAll(entries.stream().filter(e -> e.own).toList());
    return ordered;
  }

  /** One row an entry, baselines first, with the difference of the deciding measure to the best. */
  public Table table(String title) {
    return frame().table(title);
  }

  /** The rows of {@link #table}. */
  public Frame frame() {
    List<String> columns = new ArrayList<>(List.of("method"));
    columns.addAll(measures);
    Frame frame = Frame.of(columns.toArray(String[]::new));
    for (Entry entry : ordered()) {
      List<Object> row = new ArrayList<>(List.of(entry.title()));
      Arrays.stream(entry.values).forEach(row::add);
      frame.row(row.toArray());
    }
    return frame;
  }

  /**
   * "mse" of the first own result, "mse_last_value" of the others; values that are not finite are
   * left out.
   */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    boolean first = true;
    for (Entry entry : ordered().reversed()) {
      String suffix = first && entry.own ? "" : "_" + key(entry.title());
      first = false;
      for (int m = 0; m < measures.size(); m++) {
        if (Double.isFinite(entry.values[m])) {
          metrics.put(key(measures.get(m)) + suffix, entry.values[m]);
        }
      }
    }
    return metrics;
  }

  private static String key(String name) {
    return name.replaceAll("[^A-Za-z0-9]+", " ").strip().toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
