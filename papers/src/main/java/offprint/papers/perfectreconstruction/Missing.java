package offprint.papers.perfectreconstruction;

import java.util.Locale;
import java.util.Set;

/** What a missing cell means: a value of its own, or that its row is left out. */
enum Missing {
  AS_VALUE,
  DROP_ROW;

  private static final Set<String> TOKENS = Set.of("", "na", "nan", "null", "?");

  /** Blank, NA, NaN, null and ? mean missing. */
  static boolean is(String cell) {
    return cell.length() <= 4 && TOKENS.contains(cell.toLowerCase(Locale.ROOT));
  }
}
