package offprint.server.prose;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Titles and abstracts with the LaTeX that authors leave in them, as HTML without scripts:
 * mathematics between dollars as MathML, emphasis, quotes, dashes, accents, addresses as links. All
 * else is text and escaped; what is not understood stays as it was written.
 */
public final class Prose {
  private static final int WRAPPED = 100;

  private Prose() {}

  /** A title as HTML without links, so that it can stand inside one. */
  public static String title(String text) {
    return new Typesetter(Typesetter.Form.TITLE).set(joined(text));
  }

  /** An abstract as HTML, in one piece. */
  public static String html(String text) {
    return new Typesetter(Typesetter.Form.HTML).set(joined(text));
  }

  /** An abstract as HTML, one {@code <p>} per paragraph. */
  public static String paragraphs(String text) {
    return Arrays.stream(split(text))
        .filter(paragraph -> !paragraph.isBlank())
        .map(paragraph -> "<p dir=\"auto\">" + html(paragraph) + "</p>")
        .collect(Collectors.joining());
  }

  /** Plain text on one line, for places that take no HTML. */
  public static String plain(String text) {
    return new Typesetter(Typesetter.Form.PLAIN).set(joined(text));
  }

  /** The text on one line, with single spaces. */
  private static String joined(String text) {
    String stripped = text.strip();
    StringBuilder line = new StringBuilder(stripped.length());
    boolean space = false;
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      boolean isSpace = c == ' ' || (c >= '\t' && c <= '\r');
      if (!isSpace || !space) {
        line.append(isSpace ? ' ' : c);
      }
      space = isSpace;
    }
    return line.toString();
  }

  /** Splits at blank and indented lines; a text with an overlong line is split at every line. */
  private static String[] split(String text) {
    String stripped = text.strip().replace("\r\n", "\n");
    boolean wrapped = stripped.lines().allMatch(line -> line.length() <= WRAPPED);
    return stripped.split(wrapped ? "\n[ \t]*\n\\s*|\n(?=[ \t]{2})" : "\n\\s*");
  }

  static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      escape(text.charAt(i), out);
    }
  }

  static void escape(char c, StringBuilder out) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
    }
  }
}
