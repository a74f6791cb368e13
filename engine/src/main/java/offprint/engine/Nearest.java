package offprint.engine;

import java.util.Collection;
import java.util.Comparator;

/** Guesses which name was meant by a mistyped one. */
public final class Nearest {
  private Nearest() {}

  /** "; did you mean X?", or "" where no candidate is near. */
  public static String hint(String given, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(c -> distance(given, c)))
        .filter(c -> distance(given, c) <= Math.max(2, given.length() / 3))
        .map(c -> "; did you mean " + c + "?")
        .orElse("");
  }

  /** Levenshtein distance, ignoring case. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int value = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
        diagonal = row[j];
        row[j] = value;
      }
    }
    return row[b.length()];
  }
}
