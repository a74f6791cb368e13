package offprint.server.feed;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.engine.Fault;
import offprint.server.web.Problem;

/**
 * A stable position in a list, unaffected by papers added or removed: a paper's sort key and row
 * number.
 */
public record Cursor(String key, long paper) {
  private static final Pattern FORM = Pattern.compile("([0-9TZ:.E-]{1,40})_([0-9]{1,18})");

  /**
   * @param parameter name, for the message
   * @throws Problem if it is not a cursor
   */
  public static Cursor parse(String parameter, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw invalid(parameter, text);
    }
    return new Cursor(matcher.group(1), Long.parseLong(matcher.group(2)));
  }

  static Cursor of(SortKey sortKey) {
    double key = sortKey.key();
    boolean whole = key == Math.rint(key) && Math.abs(key) < 1e15;
    return new Cursor(whole ? Long.toString((long) key) : Double.toString(key), sortKey.paper());
  }

  /** The position as a sort key. */
  SortKey mark() {
    try {
      return new SortKey(Double.parseDouble(key), paper);
    } catch (NumberFormatException _) {
      throw invalid("after or before", toString());
    }
  }

  private static Problem invalid(String parameter, String text) {
    return Problem.invalid(
        List.of(
            new Fault(
                parameter,
                "%s must be as the links from page to page have it: got %s"
                    .formatted(parameter, text))));
  }

  /** The form used in addresses. */
  @Override
  public String toString() {
    return key + "_" + paper;
  }
}
