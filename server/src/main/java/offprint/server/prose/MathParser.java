package offprint.server.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offprint.server.prose.Formula.Row;
import offprint.server.prose.Formula.Symbol;
import offprint.server.prose.Formula.Symbol.Kind;

/** Parses a LaTeX formula, the text between two dollar signs. */
final class MathParser {
  private static final int DEEPEST = 40;
  private static final int LONGEST = 2_000;

  private final TexScanner in;
  private int depth;

  private MathParser(String source) {
    this.in = new TexScanner(source);
  }

  /** The formula; empty if it holds a command that is not supported. */
  static Optional<Formula> parse(String source) {
    if (source.isBlank() || source.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      MathParser parser = new MathParser(source);
      Formula formula = parser.row(Alphabet.ITALIC);
      return parser.in.atEnd() ? Optional.of(formula) : Optional.empty();
    } catch (UnknownTex _) {
      return Optional.empty();
    }
  }

  /** Parses up to the end, a closing brace, or the end of a cell or group, which is left unread. */
  private Row row(Alphabet alphabet) {
    if (++depth > DEEPEST) {
      throw new UnknownTex("deeper than " + DEEPEST);
    }
    List<Formula> parts = new ArrayList<>();
    while (true) {
      in.skipSpace();
      if (in.atEnd()
          || in.peek() == '}'
          || in.peek() == '&'
          || in.looksAt("\\\\")
          || in.looksAtCommand("right")
          || in.looksAtCommand("end")) {
        depth--;
        return new Row(List.copyOf(parts));
      }
      if (in.takeCommand("choose")) {
        depth--;
        Formula top = new Row(List.copyOf(parts));
        return fenced("(", new Formula.Fraction(top, row(alphabet), false), ")");
      }
      parts.add(scripted(alphabet));
    }
  }

  private Formula scripted(Alphabet alphabet) {
    boolean bare = in.peek() == '^' || in.peek() == '_';
    boolean stacked = in.looksAtRanged();
    Formula base = bare ? new Row(List.of()) : atom(alphabet);
    Formula lower = null;
    Formula upper = null;
    StringBuilder primes = new StringBuilder();
    while (true) {
      in.skipSpace();
      if (in.take("'")) {
        primes.append('′');
      } else if (lower == null && in.take("_")) {
        lower = argument(alphabet);
      } else if (upper == null && in.take("^")) {
        upper = argument(alphabet);
      } else if (in.takeCommand("limits")) {
        stacked = true;
      } else if (in.takeCommand("nolimits")) {
        stacked = false;
      } else {
        break;
      }
    }
    if (!primes.isEmpty()) {
      Symbol prime = new Symbol(Kind.OPERATOR, primes.toString());
      upper = upper == null ? prime : new Row(List.of(prime, upper));
    }
    if (lower == null && upper == null) {
      return base;
    }
    return stacked
        ? new Formula.Stack(base, lower, upper, false)
        : new Formula.Scripts(base, lower, upper);
  }

  /** Parses a group in braces or a single atom. */
  private Formula argument(Alphabet alphabet) {
    in.skipSpace();
    if (in.atEnd()) {
      throw new UnknownTex("nothing where an argument belongs");
    }
    if (Character.isDigit(in.peek())) {
      return new Symbol(Kind.NUMBER, alphabet.of(in.next()));
    }
    return in.peek() == '{' ? group(alphabet) : atom(alphabet);
  }

  private Formula group(Alphabet alphabet) {
    in.expect("{");
    Formula inner = row(alphabet);
    in.expect("}");
    return inner;
  }

  private Formula atom(Alphabet alphabet) {
    char c = in.peek();
    if (c == '{') {
      return group(alphabet);
    }
    if (c == '\\') {
      return command(in.command(), alphabet);
    }
    if (Character.isDigit(c)) {
      return new Symbol(Kind.NUMBER, letters(in.number(), alphabet));
    }
    in.next();
    if (Character.isLetter(c)) {
      Kind kind = alphabet == Alphabet.ITALIC ? Kind.VARIABLE : Kind.UPRIGHT;
      return alphabet == Alphabet.ITALIC || alphabet == Alphabet.UPRIGHT
          ? new Symbol(kind, String.valueOf(c))
          : new Symbol(Kind.VARIABLE, alphabet.of(c));
    }
    if (Character.isSurrogate(c)) {
      return new Symbol(Kind.VARIABLE, in.rest(c));
    }
    return switch (c) {
      case '-' -> new Symbol(Kind.OPERATOR, "−");
      case '*' -> new Symbol(Kind.OPERATOR, "∗");
      case '~' -> new Formula.Space("0.3em");
      case '#', '$' -> throw new UnknownTex(String.valueOf(c));
      default -> new Symbol(Kind.OPERATOR, String.valueOf(c));
    };
  }

  /** A letter outside Latin, such as Greek; capitals are upright. */
  private static Symbol letter(String letter, Alphabet alphabet) {
    char c = letter.charAt(0);
    if (alphabet == Alphabet.BOLD) {
      return new Symbol(Kind.VARIABLE, alphabet.of(c));
    }
    boolean upright = (c >= 'Α' && c <= 'Ω') || c == '∇' || alphabet == Alphabet.UPRIGHT;
    return new Symbol(upright ? Kind.UPRIGHT : Kind.VARIABLE, letter);
  }

  private static String letters(String text, Alphabet alphabet) {
    StringBuilder letters = new StringBuilder();
    text.chars().forEach(c -> letters.append(alphabet.of((char) c)));
    return letters.toString();
  }

  private Formula command(String name, Alphabet alphabet) {
    String variable = Symbols.VARIABLE.get(name);
    if (variable != null) {
      return letter(variable, alphabet);
    }
    String operator = Symbols.OPERATOR.get(name);
    if (operator == null) {
      operator = Symbols.LARGE_OPERATOR.get(name);
    }
    if (operator != null) {
      return new Symbol(Kind.OPERATOR, operator);
    }
    String width = Symbols.SPACE.get(name);
    if (width != null) {
      return new Formula.Space(width);
    }
    String accent = Symbols.ACCENT.get(name);
    if (accent != null) {
      return new Formula.Stack(argument(alphabet), null, new Symbol(Kind.OPERATOR, accent), true);
    }
    if (Symbols.isFunction(name)) {
      return new Symbol(Kind.FUNCTION, name.equals("bmod") ? "mod" : name);
    }
    return structure(name, alphabet);
  }

  private Formula structure(String name, Alphabet alphabet) {
    return switch (name) {
      case "frac", "dfrac", "tfrac", "cfrac", "nicefrac" ->
          new Formula.Fraction(argument(alphabet), argument(alphabet), true);
      case "binom", "dbinom", "tbinom" ->
          fenced("(", new Formula.Fraction(argument(alphabet), argument(alphabet), false), ")");
      case "sqrt" -> {
        Formula degree = in.bracketed().flatMap(MathParser::parse).orElse(null);
        yield new Formula.Root(argument(alphabet), degree);
      }
      case "text",
          "textrm",
          "mbox",
          "hbox",
          "textnormal",
          "textbf",
          "textit",
          "emph",
          "textsc",
          "texttt",
          "textsf" ->
          new Symbol(Kind.TEXT, in.braced().replace("\\", "").replace("$", "").replace("~", " "));
      case "operatorname", "operatorname*", "mathop" -> operatorName();
      case "mathrm", "rm", "mathnormal", "mathup" -> upright(name, alphabet);
      case "mathbf", "boldsymbol", "bm", "bf", "pmb", "symbf" -> styled(name, Alphabet.BOLD);
      case "mathcal", "mathscr", "cal" -> styled(name, Alphabet.SCRIPT);
      case "mathbb", "mathbbm", "mathds", "Bbb" -> styled(name, Alphabet.DOUBLE);
      case "mathfrak" -> styled(name, Alphabet.FRAKTUR);
      case "mathsf", "sf" -> styled(name, Alphabet.SANS);
      case "mathtt", "tt" -> styled(name, Alphabet.MONO);
      case "mathit", "it" -> styled(name, Alphabet.ITALIC);
      case "underline", "underbrace" ->
          new Formula.Stack(
              argument(alphabet),
              new Symbol(Kind.OPERATOR, name.equals("underline") ? "_" : "⏟"),
              null,
              false);
      case "overset", "stackrel" -> {
        Formula above = argument(alphabet);
        yield new Formula.Stack(argument(alphabet), null, above, false);
      }
      case "underset" -> {
        Formula below = argument(alphabet);
        yield new Formula.Stack(argument(alphabet), below, null, false);
      }
      case "not" -> new Symbol(Kind.OPERATOR, PlainMath.write(argument(alphabet)) + "\u0338");
      case "xrightarrow", "xleftarrow" ->
          new Formula.Stack(
              new Symbol(Kind.OPERATOR, name.equals("xrightarrow") ? "→" : "←"),
              null,
              argument(alphabet),
              false);
      case "ket" -> fenced("|", argument(alphabet), "⟩");
      case "bra" -> fenced("⟨", argument(alphabet), "|");
      case "braket" -> fenced("⟨", argument(alphabet), "⟩");
      case "substack" -> grid(alphabet, "}");
      case "color", "hspace", "vspace", "label", "tag" -> {
        in.take("*");
        in.braced();
        yield new Row(List.of());
      }
      case "textcolor", "href" -> {
        in.braced();
        yield argument(alphabet);
      }
      case "mod" -> new Row(List.of(new Formula.Space("1em"), mod(), argument(alphabet)));
      case "pmod" -> fenced("(", new Row(List.of(mod(), argument(alphabet))), ")");
      case "left" -> leftRight(alphabet);
      case "big",
          "Big",
          "bigg",
          "Bigg",
          "bigl",
          "bigr",
          "Bigl",
          "Bigr",
          "biggl",
          "biggr",
          "Biggl",
          "Biggr",
          "middle" ->
          new Symbol(Kind.OPERATOR, in.delimiter());
      case "begin" -> environment(alphabet);
      case "displaystyle",
          "textstyle",
          "scriptstyle",
          "nonumber",
          "xspace",
          "mathstrut",
          "allowbreak",
          "boldmath",
          "notag" ->
          new Row(List.of());
      case "mathrel",
          "mathbin",
          "mathord",
          "ensuremath",
          "mathopen",
          "mathclose",
          "smash",
          "boxed",
          "cancel" ->
          argument(alphabet);
      case "|" -> new Symbol(Kind.OPERATOR, "‖");
      case "%", "&", "$", "#", "_" -> new Symbol(Kind.TEXT, name);
      case "{", "}" -> new Symbol(Kind.OPERATOR, name);
      case " " -> new Formula.Space("0.3em");
      default -> throw new UnknownTex(name);
    };
  }

  private static Formula mod() {
    return new Row(List.of(new Symbol(Kind.UPRIGHT, "mod"), new Formula.Space("0.3em")));
  }

  private Formula operatorName() {
    in.take("*");
    return new Symbol(Kind.UPRIGHT, PlainMath.write(group(Alphabet.UPRIGHT)));
  }

  /** Upright text; several letters form one word. */
  private Formula upright(String name, Alphabet alphabet) {
    Formula inner = styled(name, Alphabet.UPRIGHT);
    if (alphabet == Alphabet.UPRIGHT || !(inner instanceof Row row)) {
      return inner;
    }
    boolean word =
        !row.parts().isEmpty()
            && row.parts().stream()
                .allMatch(p -> p instanceof Symbol s && s.kind() == Kind.UPRIGHT);
    return word ? new Symbol(Kind.UPRIGHT, PlainMath.write(row)) : inner;
  }

  /** Styles the argument of {@code \mathbf{x}}, or the rest of the group after {@code \bf x}. */
  private Formula styled(String name, Alphabet style) {
    return (name.length() == 2 && !name.equals("bm")) || name.equals("cal")
        ? row(style)
        : argument(style);
  }

  private Formula leftRight(Alphabet alphabet) {
    String open = in.delimiter();
    Formula inner = row(alphabet);
    if (!in.takeCommand("right")) {
      throw new UnknownTex("left without right");
    }
    return fenced(open, inner, in.delimiter());
  }

  private static Row fenced(String open, Formula inner, String close) {
    List<Formula> parts = new ArrayList<>();
    if (!open.isEmpty()) {
      parts.add(new Symbol(Kind.FENCE, open));
    }
    parts.add(inner);
    if (!close.isEmpty()) {
      parts.add(new Symbol(Kind.FENCE, close));
    }
    return new Row(List.copyOf(parts));
  }

  private Formula environment(Alphabet alphabet) {
    String name = in.braced();
    String fences =
        switch (name.replace("*", "")) {
          case "matrix",
              "aligned",
              "align",
              "split",
              "gathered",
              "smallmatrix",
              "array",
              "equation" ->
              "  ";
          case "pmatrix" -> "()";
          case "bmatrix" -> "[]";
          case "vmatrix" -> "||";
          case "cases" -> "{ ";
          default -> throw new UnknownTex(name);
        };
    if (name.equals("array")) {
      in.braced();
    }
    Formula grid = grid(alphabet, "\\end{" + name + "}");
    return fenced(fences.substring(0, 1).strip(), grid, fences.substring(1).strip());
  }

  private Formula grid(Alphabet alphabet, String end) {
    if (end.equals("}")) {
      in.expect("{");
    }
    List<List<Formula>> rows = new ArrayList<>();
    List<Formula> cells = new ArrayList<>();
    while (true) {
      cells.add(row(alphabet));
      if (in.take("&")) {
        continue;
      }
      rows.add(List.copyOf(cells));
      cells.clear();
      if (!in.take("\\\\")) {
        in.expect(end);
        return new Formula.Grid(List.copyOf(rows));
      }
    }
  }
}
