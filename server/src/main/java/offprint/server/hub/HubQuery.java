package offprint.server.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of {@code /api/daily_papers}.
 *
 * @param period null for all days
 * @param submitter user name, null for anyone
 * @param page from 0; does not count where there is a cursor
 */
record HubQuery(
    @Nullable Period period,
    @Nullable String submitter,
    boolean trending,
    int limit,
    int page,
    Cursor cursor) {
  static final int DEFAULT_LIMIT = 50;
  static final int GREATEST_LIMIT = 500;
  private static final int GREATEST_PAGE = 100_000;
  private static final List<String> NAMES =
      List.of("date", "week", "month", "submitter", "sort", "limit");

  /**
   * @throws HubProblem with every fault
   */
  static HubQuery of(Map<String, String> given) {
    List<String> faults = new ArrayList<>();
    Period day = period(given, "date", Period::day, "a day like 2025-12-26", faults);
    Period week = period(given, "week", Period::week, "an ISO week like 2025-W52", faults);
    Period month = period(given, "month", Period::month, "a month like 2025-12", faults);
    long periods = List.of("date", "week", "month").stream().filter(given::containsKey).count();
    if (periods > 1) {
      faults.add("at most one of date, week and month may be given: got " + periods);
    }
    String sort = given.getOrDefault("sort", "publishedAt");
    if (!sort.equals("publishedAt") && !sort.equals("trending")) {
      faults.add("sort must be publishedAt or trending: got " + shown(sort));
    }
    String submitter = given.get("submitter");
    if (submitter != null && (submitter.isBlank() || submitter.indexOf('\0') >= 0)) {
      faults.add("submitter must be a user name: got " + shown(submitter.strip()));
    }
    int limit = whole(given, "limit", DEFAULT_LIMIT, 1, GREATEST_LIMIT, faults);
    int page = whole(given, "p", 0, 0, GREATEST_PAGE, faults);
    check(faults);
    return new HubQuery(
        day != null ? day : week != null ? week : month,
        submitter,
        sort.equals("trending"),
        limit,
        page,
        given.containsKey("cursor") ? Cursor.decode(given.get("cursor")) : Cursor.start());
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

  private static @Nullable Period period(
      Map<String, String> given,
      String name,
      Function<String, @Nullable Period> parse,
      String rule,
      List<String> faults) {
    String text = given.get(name);
    if (text == null) {
      return null;
    }
    Period period = parse.apply(text);
    if (period == null) {
      faults.add("%s must be %s: got %s".formatted(name, rule, shown(text)));
    }
    return period;
  }

  static String shown(String text) {
    return text.isEmpty() ? "nothing" : text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  /** The query string of the page that begins at {@code next}. */
  static String next(Map<String, String> given, Cursor next) {
    Map<String, String> kept = new LinkedHashMap<>();
    NAMES.stream().filter(given::containsKey).forEach(name -> kept.put(name, given.get(name)));
    kept.put("cursor", next.encode());
    return join(kept);
  }

  /** The query string of the page after {@code page}. */
  static String next(Map<String, String> given, int page) {
    Map<String, String> kept = new LinkedHashMap<>();
    NAMES.stream().filter(given::containsKey).forEach(name -> kept.put(name, given.get(name)));
    kept.put("p", Integer.toString(page + 1));
    return join(kept);
  }

  private static String join(Map<String, String> parameters) {
    List<String> pairs = new ArrayList<>();
    parameters.forEach(
        (name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }
}
