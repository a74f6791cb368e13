package offprint.server.ingest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An arXiv id without version. Only the id is taken from typed text, never an address to call. */
public record ArxivId(String id) {
  private static final Pattern PREFIX =
      Pattern.compile(
          "(?i)[(<\\[]*(?:arxiv:\\s*"
              + "|(?:https?://)?(?:www\\.|export\\.|browse\\.)?arxiv\\.org/(?:abs|pdf|html|format|ps|src)/(?:arxiv:)?"
              + "|(?:https?://)?(?:www\\.)?(?:alphaxiv|ar5iv|ar5iv\\.labs\\.arxiv)\\.org/(?:abs|pdf|html|overview)/"
              + "|(?:https?://)?[^/\\s]+/papers/"
              + "|(?:https?://)?(?:dx\\.)?doi\\.org/10\\.48550/arxiv\\.|10\\.48550/arxiv\\.)");
  private static final Pattern ID =
      Pattern.compile(
          "(?<id>[0-9]{2}(?:0[1-9]|1[0-2])\\.[0-9]{4,5}"
              + "|(?<archive>[a-z]+(?:-[a-z]+)*)(?:\\.[A-Z]{2})?/(?<number>[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}))"
              + "(?:[vV][1-9][0-9]{0,2})?(?:\\.pdf|\\.md)?/?(?:[?#].*|[.,;:)>\\]]+"
              + "|\\s*\\[[a-z-]+(?:\\.[A-Z]{2})?].*)?", // the last form is printed on a paper's
          // margin
          Pattern.DOTALL);

  /**
   * Reads an id, with version or without, or an address of the paper here, at arXiv, the hub or a
   * reader of arXiv; empty if it is none of these.
   */
  public static Optional<ArxivId> parse(String typed) {
    String text = typed.strip();
    Matcher prefix = PREFIX.matcher(text);
    if (prefix.lookingAt()) {
      text = text.substring(prefix.end());
    }
    Matcher id = ID.matcher(text);
    if (text.length() > 500 || !id.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ArxivId(
            id.group("archive") == null
                ? id.group("id")
                : id.group("archive") + "/" + id.group("number")));
  }
}
