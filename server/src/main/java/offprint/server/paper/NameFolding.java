package offprint.server.paper;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Folds names that differ only in spelling details to one key. */
public final class NameFolding {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private static final Pattern JOINTS = Pattern.compile("[ _\\-\u2010-\u2015]+");
  private static final int SHORTEST_PLURAL = 4; // letters: "GANs", but not "GPS"

  private NameFolding() {}

  /** A keyword without case, accents, hyphens and plural: "KV-Caches" is "kv cache". */
  public static String topic(String keyword) {
    String key = key(keyword);
    String words = JOINTS.matcher(key).replaceAll(" ").strip();
    if (words.isEmpty()) {
      return key;
    }
    int last = words.length() - words.lastIndexOf(' ') - 1;
    if (last < SHORTEST_PLURAL || !words.endsWith("s") || words.endsWith("ss")) {
      return words;
    }
    return last > SHORTEST_PLURAL && words.endsWith("ies")
        ? words.substring(0, words.length() - 3) + "y"
        : words.substring(0, words.length() - 1);
  }

  /** A name without case and accents: "Émile Borel" is "emile borel". */
  public static String key(String name) {
    String parts = Normalizer.normalize(name, Normalizer.Form.NFKD);
    String plain = MARKS.matcher(parts).replaceAll("");
    return SPACES.matcher(plain).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }
}
