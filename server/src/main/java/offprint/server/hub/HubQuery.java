package offprint.server.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offprint.server.feed.Cursor;
import offprint.server.feed.Period;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A query of {@code /api/daily_papers}.
 *
 * @param from first day, "" for all
 * @param to last day
 * @param submitter user name, null for anyone
 * @param trending by interest instead of by day
 * @param page from 0; does not count behind another page
 * @param seen where the page before ended in a list by day
 * @param after the same in one by interest
 * @param at what the ages of papers are measured from, null for now
 */
record HubQuery(
    String from,
    String to,
    @Nullable String submitter,
    boolean trending,
    int limit,
    int page,
    DayCursor seen,
    @Nullable Cursor after,
    @Nullable Instant at) {
  static final int DEFAULT_LIMIT = 50;
  static final int GREATEST_LIMIT = 500;
  private static final int GREATEST_PAGE = 100_000;
  private static final String FROM_LINK = "one that a Link header gave";
  private static final List<String> NAMES =
      List.of("date", "week", "month", "submitter", "sort", "limit");

  /**
   * @throws HubProblem with every fault
   */
  static HubQuery of(Map<String, String> given, LocalDate today) {
    List<String> faults = new ArrayList<>();
    Period day = read(given, "date", Period::parseDay, "a day like 2025-12-26", faults);
    Period week = read(given, "week", Period::parseWeek, "an ISO week like 2025-W52", faults);
    Period month = read(given, "month", Period::parseMonth, "a month like 2025-12", faults);
    Period period = day != null ? day : week != null ? week : month;
    long spans = Stream.of("date", "week", "month").filter(given::containsKey).count();
    if (spans > 1) {
      faults.add("at most one of date, week and month may be given: got " + spans);
    }
    String sort = given.getOrDefault("sort", "publishedAt");
    if (!sort.equals("publishedAt") && !sort.equals("trending")) {
      faults.add("sort must be publishedAt or trending: got " + shown(sort));
    }
    boolean trending = sort.equals("trending");
    String submitter = given.get("submitter");
    if (submitter != null && (submitter.isBlank() || submitter.indexOf('\0') >= 0)) {
      faults.add("submitter must be a user name: got " + shown(submitter.strip()));
    }
    int limit = whole(given, "limit", DEFAULT_LIMIT, 1, GREATEST_LIMIT, faults);
    int page = whole(given, "p", 0, 0, GREATEST_PAGE, faults);
    DayCursor seen = null;
    Cursor after = null;
    Instant at = null;
    if (trending) {
      after = read(given, "cursor", HubQuery::place, FROM_LINK, faults);
      at = read(given, "at", HubQuery::instant, "an instant like 2025-12-26T08:00:00Z", faults);
    } else {
      seen = read(given, "cursor", DayCursor::decode, FROM_LINK, faults);
    }
    check(faults);
    return new HubQuery(
        period == null ? "" : period.from().toString(),
        period == null ? today.toString() : period.to().toString(),
        submitter,
        trending,
        limit,
        page,
        seen == null ? DayCursor.START : seen,
        after,
        at);
  }

  /** Whether neither day nor submitter is given. */
  boolean isOfAll() {
    return from.isEmpty() && submitter == null;
  }

  private static Instant instant(String text) {
    Instant instant = Instant.parse(text);
    if (instant.isBefore(Instant.EPOCH)) {
      throw new IllegalArgumentException("before all papers");
    }
    return instant;
  }

  private static Cursor place(String text) {
    Cursor cursor = Cursor.parse("cursor", text);
    Double.parseDouble(cursor.key());
    return cursor;
  }

  /** A whole number among the parameters. */
  static int whole(
      Map<String, String> given,
      String name,
      int otherwise,
      int least,
      int greatest,
      List<String> faults) {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= greatest) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    faults.add(
        "%s must be a whole number from %d to %d: got %s"
            .formatted(name, least, greatest, shown(text)));
    return otherwise;
  }

  static void check(List<String> faults) {
    if (!faults.isEmpty()) {
      throw HubProblem.invalid(String.join("; ", faults));
    }
  }

  /** Reads a parameter; null if absent or invalid. */
  private static <T> @Nullable T read(
      Map<String, String> given,
      String name,
      Function<String, T> parse,
      String rule,
      List<String> faults) {
    String text = given.get(name);
    if (text == null) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (Problem | DateTimeException | IllegalArgumentException e) {
      faults.add("%s must be %s: got %s".formatted(name, rule, shown(text)));
      return null;
    }
  }

  static String shown(String text) {
    return text.isEmpty() ? "nothing" : text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  /** The query string of the next page. */
  static String next(Map<String, String> given, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>();
    NAMES.stream().filter(given::containsKey).forEach(name -> all.put(name, given.get(name)));
    all.putAll(more);
    return all.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
