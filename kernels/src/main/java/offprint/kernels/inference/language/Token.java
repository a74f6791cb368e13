package offprint.kernels.inference.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a model.
 *
 * @param end its end in the text
 */
record Token(Kind kind, String text, Place place, int start, int end) {
  enum Kind {
    NAME,
    NUMBER,
    QUOTED,
    SIGN,
    /** A new line or a semicolon. */
    BREAK,
    END
  }

  private static final Pattern WORD =
      Pattern.compile(
          "(?<blank>[ \\t\\r]+|[#][^\\n]*)|(?<break>[\\n;])"
              + "|(?<number>(?:\\d+(?:\\.(?!\\.)\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)"
              + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)|\"(?<quoted>[^\"\\n]*)\""
              + "|(?<sign>\\.\\.|==|!=|<=|>=|&&|\\|\\||[-+*/^%<>=!~(){}\\[\\],])");

  /**
   * The words of a text; comments begin with #.
   *
   * @throws ModelFault at a character that begins no word
   */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int at = 0;
    int line = 1;
    int lineStart = 0;
    while (at < text.length()) {
      Place place = new Place(line, at - lineStart + 1);
      if (!word.find(at) || word.start() != at) {
        throw new ModelFault(place, "unexpected character '%c'".formatted(text.charAt(at)));
      }
      if (word.group("name") != null) {
        tokens.add(new Token(Kind.NAME, word.group(), place, at, word.end()));
      } else if (word.group("number") != null) {
        tokens.add(new Token(Kind.NUMBER, word.group(), place, at, word.end()));
      } else if (word.group("quoted") != null) {
        tokens.add(new Token(Kind.QUOTED, word.group("quoted"), place, at, word.end()));
      } else if (word.group("sign") != null) {
        tokens.add(new Token(Kind.SIGN, word.group(), place, at, word.end()));
      } else if (word.group("break") != null) {
        tokens.add(new Token(Kind.BREAK, word.group(), place, at, word.end()));
      }
      at = word.end();
      if ("\n".equals(word.group("break"))) {
        line++;
        lineStart = at;
      }
    }
    Place place = new Place(line, at - lineStart + 1);
    tokens.add(new Token(Kind.END, "the end", place, at, at));
    return tokens;
  }

  boolean is(String sign) {
    return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(sign);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case BREAK -> "the end of the line";
      case END -> text;
      default -> "'" + text + "'";
    };
  }
}
