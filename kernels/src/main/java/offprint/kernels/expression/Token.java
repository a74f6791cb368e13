package offprint.kernels.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One word of a formula. */
record Token(Kind kind, String text, Place at) {
  enum Kind {
    NUMBER,
    NAME,
    SYMBOL,
    END
  }

  private static final Pattern WORD =
      Pattern.compile(
          "(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)"
              + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_]*|`[^`\\n]+`)"
              + "|(?<symbol><=|>=|==|!=|[-+*/^<>(),;=])");

  /**
   * @throws IllegalArgumentException at the first character that begins no word
   */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    int at = 0;
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      Place place = Place.of(text, at);
      if (at == text.length()) {
        tokens.add(new Token(Kind.END, "", place));
        return tokens;
      }
      if (!matcher.region(at, text.length()).lookingAt()) {
        throw place.fault("a formula cannot have '%s'".formatted(text.substring(at, at + 1)));
      }
      Kind kind =
          matcher.group("number") != null
              ? Kind.NUMBER
              : matcher.group("name") != null ? Kind.NAME : Kind.SYMBOL;
      tokens.add(new Token(kind, matcher.group().replace("`", ""), place));
      at = matcher.end();
    }
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** As a message quotes it. */
  String quoted() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
