package offprint.server.paper;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of papers in addresses. */
public final class PaperName {
  private static final Pattern OF_ARXIV =
      Pattern.compile(
          "(?:(?i:arxiv):)?([0-9]{4}\\.[0-9]{4,5}|[a-z-]+(?:\\.[A-Z]{2})?/[0-9]{7})"
              + "(?:[vV][0-9]+)?(?:\\.pdf)?");

  private PaperName() {}

  /** An arXiv id without its prefix, version and ending; all else as given. */
  public static String plain(String given) {
    Matcher ofArxiv = OF_ARXIV.matcher(given);
    return ofArxiv.matches() ? ofArxiv.group(1) : given;
  }
}
