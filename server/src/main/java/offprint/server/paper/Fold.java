package offprint.server.paper;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that differ in case, accents or spaces only are one key. */
public final class Fold {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private Fold() {}

  /** "Émile Borel" is "emile borel". */
  public static String key(String name) {
    String parts = Normalizer.normalize(name, Normalizer.Form.NFKD);
    String plain = MARKS.matcher(parts).replaceAll("");
    return SPACES.matcher(plain).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }
}
