package offprint.server.prose;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts a text in one pass; supports the LaTeX found in arXiv's abstracts. */
final class Typesetter {
  private static final int DEEPEST = 20;
  private static final int LONGEST_GROUP = 4_000;
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[^\\s<>\"'`{}\\[\\]\\\\^|]*[^\\s<>\"'`{}\\[\\]\\\\^|.,;:!?)]");

  /** Formulas that lost their dollar signs: {@code L^2M}, {@code 10^{26}}, {@code 360^{circ}}. */
  private static final Pattern RAISED =
      Pattern.compile("\\^(?:\\{([^{}]{1,40})}|(-?[0-9]+|[*+]|circ|[A-Za-z](?![A-Za-z])))");

  private static final Pattern LOWERED = Pattern.compile("_\\{([^{}]{1,40})}");

  private static final Pattern TIE = Pattern.compile("[\\p{L}.]~\\S|[\\p{N})},%]~[\\p{L}(]");

  enum Form {
    TITLE,
    HTML,
    PLAIN
  }

  private final Form form;
  private final StringBuilder out = new StringBuilder();
  private String text = "";
  private int at;
  private int depth;

  Typesetter(Form form) {
    this.form = form;
  }

  String set(String source) {
    run(source);
    return out.toString();
  }

  /** Converts an inner text in place. */
  private void run(String source) {
    if (++depth > DEEPEST) {
      put(source);
      depth--;
      return;
    }
    String outer = text;
    int outerAt = at;
    text = source;
    at = 0;
    while (at < text.length()) {
      step();
    }
    text = outer;
    at = outerAt;
    depth--;
  }

  private void step() {
    char c = text.charAt(at);
    boolean done =
        switch (c) {
          case '\\' -> backslash();
          case '$' -> dollars();
          case '`', '\'' -> quote(c);
          case '-' -> dashes();
          case '~' -> tie();
          case '^' -> script(RAISED, "sup", "^");
          case '_' -> script(LOWERED, "sub", "_");
          case '{' -> group();
          case 'h' -> address();
          default -> false;
        };
    if (!done) {
      put(c);
      at++;
    }
  }

  private boolean dollars() {
    boolean display = text.startsWith("$$", at);
    int start = at + (display ? 2 : 1);
    int end = start;
    while (end < text.length() && text.charAt(end) != '$') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length() || end == start) {
      return false;
    }
    if (!display && isPrice(start, end)) {
      return false;
    }
    int after = Math.min(text.length(), end + (display ? 2 : 1));
    return formula(text.substring(start, end), after);
  }

  /** True for amounts of money: a space inside, or a number after the second dollar sign. */
  private boolean isPrice(int start, int end) {
    boolean spaceFirst = Character.isWhitespace(text.charAt(start));
    boolean spaceLast = Character.isWhitespace(text.charAt(end - 1));
    if (spaceFirst && spaceLast) {
      return text.substring(start, end).matches("[^\\\\^_]*");
    }
    boolean number =
        end + 1 < text.length()
            && Character.isDigit(text.charAt(end + 1))
            && text.charAt(start) != '\\';
    return spaceFirst || spaceLast || number;
  }

  private boolean formula(String source, int after) {
    Optional<Formula> formula = MathParser.parse(source);
    if (formula.isPresent()) {
      out.append(form == Form.PLAIN ? PlainMath.write(formula.get()) : MathMl.write(formula.get()));
    } else if (form == Form.PLAIN) {
      put(text.substring(at, after));
    } else {
      out.append("<code class=\"tex\">");
      put(text.substring(at, after));
      out.append("</code>");
    }
    at = after;
    return true;
  }

  private boolean backslash() {
    if (at + 1 == text.length()) {
      return false;
    }
    char next = text.charAt(at + 1);
    if (next == '(' || next == '[') {
      int end = text.indexOf(next == '(' ? "\\)" : "\\]", at + 2);
      return end > 0 && formula(text.substring(at + 2, end), end + 2);
    }
    if ("%&$#_{}".indexOf(next) >= 0) {
      put(next);
      at += 2;
      return true;
    }
    if (" ,;:/!".indexOf(next) >= 0) {
      put(next == '!' || next == '/' ? "" : " ");
      at += 2;
      return true;
    }
    if (next == '\\') {
      put(" ");
      at += 2;
      return true;
    }
    return accent(TextCommands.ACCENTS, next, false)
        || (TexScanner.isAsciiLetter(next) && command());
  }

  /** Reads an accented letter: {@code \"o}, {@code \'{e}}, {@code \c{c}}. */
  private boolean accent(String table, char mark, boolean braced) {
    int index = table.indexOf(mark);
    if (index < 0 || index % 2 == 1) {
      return false;
    }
    Matcher letter =
        Pattern.compile(braced ? "\\{\\\\?([A-Za-z])}" : "\\{\\\\?([A-Za-z])}|\\\\?([A-Za-z])")
            .matcher(text)
            .region(at + 2, text.length());
    if (!letter.lookingAt()) {
      return false;
    }
    String base = letter.group(1) == null ? letter.group(2) : letter.group(1);
    put(Normalizer.normalize(base + table.charAt(index + 1), Normalizer.Form.NFC));
    at = letter.end();
    return true;
  }

  private boolean command() {
    int end = at + 1;
    while (end < text.length() && TexScanner.isAsciiLetter(text.charAt(end))) {
      end++;
    }
    String name = text.substring(at + 1, end);
    if (name.length() == 1 && accent(TextCommands.LETTER_ACCENTS, name.charAt(0), true)) {
      return true;
    }
    if (end < text.length() && text.charAt(end) == '{') {
      Optional<String> inner = braced(end);
      if (inner.isPresent() && known(name, inner.get(), end)) {
        return true;
      }
    }
    String word = TextCommands.WORDS.getOrDefault(name, Symbols.character(name));
    if (word.isEmpty() && !TextCommands.WORDS.containsKey(name)) {
      return false;
    }
    put(word);
    at = end;
    if (text.startsWith("{}", at)) {
      at += 2;
    } else if (at < text.length() && text.charAt(at) == ' ' && word.isEmpty()) {
      at++;
    }
    return true;
  }

  private boolean known(String name, String inner, int brace) {
    int after = brace + inner.length() + 2;
    String element = TextCommands.ELEMENTS.get(name);
    if (element != null || TextCommands.UNWRAPPED.contains(" " + name + " ")) {
      wrapped(element, inner);
    } else if (name.equals("url")) {
      link(inner.strip(), inner.strip());
    } else if (name.equals("href")) {
      Optional<String> label =
          after < text.length() && text.charAt(after) == '{' ? braced(after) : Optional.empty();
      link(inner.strip(), label.orElse(inner).replaceAll("\\\\[a-z]+\\{([^{}]*)}", "$1"));
      after += label.map(words -> words.length() + 2).orElse(0);
    } else if (name.equals("footnote")) {
      put(" (");
      run(inner);
      put(")");
    } else {
      return false;
    }
    at = after;
    return true;
  }

  private void wrapped(@Nullable String element, String inner) {
    boolean marked = element != null && form != Form.PLAIN;
    if (marked) {
      out.append('<').append(element).append('>');
    }
    run(inner);
    if (marked) {
      out.append("</").append(element).append('>');
    }
  }

  /** The content of the braces that open at {@code brace}. */
  private Optional<String> braced(int brace) {
    int open = 0;
    for (int i = brace; i < Math.min(text.length(), brace + LONGEST_GROUP); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        open++;
      } else if (c == '}' && --open == 0) {
        return Optional.of(text.substring(brace + 1, i));
      }
    }
    return Optional.empty();
  }

  private boolean group() {
    Matcher old = TextCommands.GROUP.matcher(text).region(at, text.length());
    Optional<String> inner = old.lookingAt() ? braced(at) : Optional.empty();
    if (inner.isEmpty()) {
      return plainGroup();
    }
    int after = at + inner.get().length() + 2;
    wrapped(
        TextCommands.ELEMENTS.get(old.group(1)),
        text.substring(Math.min(old.end(), after - 1), after - 1));
    at = after;
    return true;
  }

  private boolean plainGroup() {
    Matcher group =
        TextCommands.BRACED.matcher(text).region(at, text.length()).useTransparentBounds(true);
    if (!group.lookingAt()) {
      return false;
    }
    String inner = group.group(1).replaceFirst("^\\\\?circ$", "°");
    run(inner.matches("times|sim|approx") ? "\\" + inner : inner);
    at = group.end();
    return true;
  }

  private boolean quote(char c) {
    boolean two = text.startsWith(c == '`' ? "``" : "''", at);
    if (two) {
      put(c == '`' ? "“" : "”");
      at += 2;
      return true;
    }
    boolean opens =
        c == '`'
            && at + 1 < text.length()
            && Character.isLetterOrDigit(text.charAt(at + 1))
            && text.indexOf('`', at + 1) < 0;
    if (opens) {
      put("‘");
      at++;
    }
    return opens;
  }

  private boolean dashes() {
    boolean option =
        (at == 0 || text.charAt(at - 1) == ' ')
            && at + 2 < text.length()
            && Character.isLetter(text.charAt(at + 2));
    if (!text.startsWith("--", at) || option) {
      return false;
    }
    boolean three = text.startsWith("---", at);
    put(three ? "—" : "–");
    at += three ? 3 : 2;
    return true;
  }

  /** A tie is a space, but "~10" is about ten and "5~10" a range. */
  private boolean tie() {
    Matcher tie = TIE.matcher(text).region(Math.max(0, at - 1), text.length());
    boolean between = at > 0 && tie.lookingAt();
    if (between) {
      put('\u00a0');
      at++;
    }
    return between;
  }

  private boolean script(Pattern pattern, String element, String mark) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    boolean after =
        at > 0
            && (Character.isLetterOrDigit(text.charAt(at - 1))
                || ")]}".indexOf(text.charAt(at - 1)) >= 0);
    if (!after || !matcher.lookingAt()) {
      return false;
    }
    String inner = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    if (inner.equals("circ") || inner.equals("\\circ")) {
      put("°");
    } else if (form == Form.PLAIN) {
      put(PlainMath.write(plainScript(inner, mark)));
    } else {
      out.append('<').append(element).append('>');
      run(inner);
      out.append("</").append(element).append('>');
    }
    at = matcher.end();
    return true;
  }

  private static Formula plainScript(String inner, String mark) {
    Formula script = new Formula.Symbol(Formula.Symbol.Kind.TEXT, inner);
    Formula nothing = new Formula.Row(java.util.List.of());
    return mark.equals("^")
        ? new Formula.Scripts(nothing, null, script)
        : new Formula.Scripts(nothing, script, null);
  }

  private boolean address() {
    if (form != Form.HTML || !text.startsWith("http", at)) {
      return false;
    }
    Matcher matcher = ADDRESS.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    at = matcher.end();
    Optional<String> label =
        at < text.length() && text.charAt(at) == '{' ? braced(at) : Optional.empty();
    boolean isName = label.isPresent() && label.get().matches("[^/{}]*[^\\s/{}][^/{}]*");
    link(matcher.group(), isName ? label.get() : matcher.group());
    at += label.map(words -> words.length() + 2).orElse(0);
    return true;
  }

  private void link(String address, String label) {
    if (form != Form.HTML || !address.matches("https?://[^\\s\"<>]+")) {
      put(label);
      return;
    }
    out.append("<a href=\"");
    put(address);
    out.append("\" rel=\"noreferrer nofollow\">");
    put(label);
    out.append("</a>");
  }

  private void put(String words) {
    for (int i = 0; i < words.length(); i++) {
      put(words.charAt(i));
    }
  }

  private void put(char c) {
    if (form == Form.PLAIN) {
      out.append(c < ' ' ? ' ' : c);
    } else {
      Prose.escape(c, out);
    }
  }
}
