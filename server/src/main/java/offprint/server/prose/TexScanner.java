package offprint.server.prose;

import java.util.Optional;

/** A cursor over LaTeX source. */
final class TexScanner {
  private final String source;
  private int at;

  TexScanner(String source) {
    this.source = source;
  }

  boolean atEnd() {
    return at >= source.length();
  }

  /** The next character, NUL at the end. */
  char peek() {
    return atEnd() ? '\0' : source.charAt(at);
  }

  char next() {
    if (atEnd()) {
      throw new UnknownTex("the end");
    }
    return source.charAt(at++);
  }

  /** Completes a surrogate pair whose first half has been read. */
  String rest(char first) {
    return Character.isLowSurrogate(peek()) ? "" + first + next() : "\ufffd";
  }

  void skipSpace() {
    while (!atEnd() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
  }

  boolean looksAt(String text) {
    return source.startsWith(text, at);
  }

  boolean take(String text) {
    if (!looksAt(text)) {
      return false;
    }
    at += text.length();
    return true;
  }

  void expect(String text) {
    if (!take(text)) {
      throw new UnknownTex("no " + text);
    }
  }

  boolean looksAtCommand(String name) {
    int end = at + 1 + name.length();
    return looksAt("\\" + name) && (end >= source.length() || !isAsciiLetter(source.charAt(end)));
  }

  boolean takeCommand(String name) {
    return looksAtCommand(name) && take("\\" + name);
  }

  /** True if an operator with limits, such as a sum, follows. */
  boolean looksAtRanged() {
    if (peek() != '\\') {
      return false;
    }
    int end = at + 1;
    while (end < source.length() && isAsciiLetter(source.charAt(end))) {
      end++;
    }
    String name = source.substring(at + 1, end);
    return Symbols.LARGE_OPERATOR.containsKey(name)
        || Symbols.isRanged(name)
        || name.equals("underbrace")
        || name.equals("overbrace")
        || (name.equals("operatorname") && source.startsWith("*", end));
  }

  /** Reads a command: a backslash followed by letters or by one other character. */
  String command() {
    expect("\\");
    int start = at;
    while (!atEnd() && isAsciiLetter(source.charAt(at))) {
      at++;
    }
    return at > start ? source.substring(start, at) : String.valueOf(next());
  }

  String number() {
    int start = at;
    while (!atEnd() && (Character.isDigit(peek()) || isInsideNumber())) {
      at++;
    }
    return source.substring(start, at);
  }

  private boolean isInsideNumber() {
    return (peek() == '.' || peek() == ',')
        && at + 1 < source.length()
        && Character.isDigit(source.charAt(at + 1));
  }

  /** Reads a braced group; the content keeps its inner braces. */
  String braced() {
    skipSpace();
    expect("{");
    int start = at;
    for (int open = 1; open > 0; at++) {
      if (atEnd()) {
        throw new UnknownTex("no }");
      }
      char c = source.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '{') {
        open++;
      } else if (c == '}') {
        open--;
      }
    }
    return source.substring(start, Math.min(at, source.length()) - 1);
  }

  /** Reads an optional argument in square brackets. */
  Optional<String> bracketed() {
    int end = source.indexOf(']', at);
    if (peek() != '[' || end < 0) {
      return Optional.empty();
    }
    String inner = source.substring(at + 1, end);
    at = end + 1;
    return Optional.of(inner);
  }

  /** Reads a delimiter; "" for the invisible one. */
  String delimiter() {
    skipSpace();
    if (peek() != '\\') {
      char c = next();
      return c == '.' ? "" : String.valueOf(c);
    }
    String name = command();
    if (name.equals("|")) {
      return "‖";
    }
    if (name.equals("{") || name.equals("}")) {
      return name;
    }
    String known = Symbols.OPERATOR.get(name);
    if (known == null) {
      throw new UnknownTex(name);
    }
    return known;
  }

  static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
