package offprint.server.prose;

import java.util.List;
import offprint.server.prose.Formula.Symbol;
import org.jspecify.annotations.Nullable;

/** Writes a formula as MathML Core. */
final class MathMl {
  private static final String THIN = "<mspace width=\"0.17em\"></mspace>";
  private static final String DELIMITERS = "()[]{}|‖⟨⟩⌊⌋⌈⌉";
  private static final Symbol OPEN = new Symbol(Symbol.Kind.OPERATOR, "(");
  private static final Symbol CLOSE = new Symbol(Symbol.Kind.OPERATOR, ")");

  private final StringBuilder out = new StringBuilder();

  private MathMl() {}

  static String write(Formula formula) {
    MathMl writer = new MathMl();
    writer.out.append("<math>");
    writer.add(formula);
    return writer.out.append("</math>").toString();
  }

  private void add(Formula formula) {
    switch (formula) {
      case Formula.Row row -> {
        if (row.parts().size() == 1) {
          add(row.parts().getFirst());
        } else {
          out.append("<mrow>");
          addAll(row.parts());
          out.append("</mrow>");
        }
      }
      case Symbol symbol -> add(symbol);
      case Formula.Space space ->
          out.append("<mspace width=\"").append(space.width()).append("\"></mspace>");
      case Formula.Scripts scripts ->
          scripted("sub", "sup", scripts.base(), scripts.lower(), scripts.upper(), "");
      case Formula.Stack stack ->
          scripted(
              "under",
              "over",
              stack.base(),
              stack.below(),
              stack.above(),
              stack.accent() ? " accent=\"true\"" : "");
      case Formula.Fraction fraction -> {
        out.append(fraction.line() ? "<mfrac>" : "<mfrac linethickness=\"0\">");
        add(fraction.top());
        add(fraction.bottom());
        out.append("</mfrac>");
      }
      case Formula.Root root -> {
        Formula degree = root.degree();
        out.append(degree == null ? "<msqrt>" : "<mroot>");
        add(root.of());
        if (degree != null) {
          add(degree);
        }
        out.append(degree == null ? "</msqrt>" : "</mroot>");
      }
      case Formula.Grid grid -> {
        out.append("<mtable>");
        for (var row : grid.rows()) {
          out.append("<mtr>");
          for (Formula cell : row) {
            out.append("<mtd>");
            add(cell);
            out.append("</mtd>");
          }
          out.append("</mtr>");
        }
        out.append("</mtable>");
      }
    }
  }

  /** Adds the parts, spaced around functions and operators as TeX does. */
  private void addAll(List<Formula> parts) {
    for (int i = 0; i < parts.size(); i++) {
      Formula part = parts.get(i);
      Formula before = i == 0 ? OPEN : parts.get(i - 1);
      Formula after = i == parts.size() - 1 ? CLOSE : parts.get(i + 1);
      if (isFunction(part) && isOperand(before) && !isFunction(before)) {
        out.append(THIN);
      }
      if (part instanceof Symbol symbol && symbol.kind() == Symbol.Kind.OPERATOR) {
        operator(symbol.text(), before, after);
      } else {
        add(part);
      }
      if (isFunction(part) && isOperand(after)) {
        out.append(THIN);
      }
    }
  }

  private static boolean isFunction(Formula part) {
    return switch (part) {
      case Symbol symbol -> symbol.kind() == Symbol.Kind.FUNCTION;
      case Formula.Scripts scripts -> isFunction(scripts.base());
      case Formula.Stack stack -> !stack.accent() && isFunction(stack.base());
      default -> false;
    };
  }

  private static boolean isOperand(Formula part) {
    return !(part instanceof Formula.Space)
        && !(part instanceof Symbol symbol && symbol.kind() == Symbol.Kind.OPERATOR)
        && !(part instanceof Formula.Row row && startsWithFence(row));
  }

  private static boolean startsWithFence(Formula.Row row) {
    return row.parts().isEmpty()
        || (row.parts().getFirst() instanceof Symbol symbol && symbol.kind() == Symbol.Kind.FENCE);
  }

  /** Writes an operator; one that lacks an operand on a side is a prefix or postfix. */
  private void operator(String text, Formula before, Formula after) {
    boolean bar = text.equals("|") || text.equals("‖");
    boolean sign =
        "+−±∓".contains(text)
            && before instanceof Symbol symbol
            && symbol.kind() == Symbol.Kind.OPERATOR
            && ")]}⟩|".indexOf(symbol.text().charAt(0)) < 0;
    boolean alone = "×⋅∗∘•÷".contains(text) && (before.equals(OPEN) || after.equals(CLOSE));
    String attributes =
        bar || alone ? " lspace=\"0\" rspace=\"0\"" : sign ? " form=\"prefix\"" : "";
    mo(text, attributes + (DELIMITERS.contains(text) ? " stretchy=\"false\"" : ""));
  }

  private void mo(String text, String attributes) {
    out.append("<mo").append(attributes).append('>');
    Prose.escape(text, out);
    out.append("</mo>");
  }

  private void add(Symbol symbol) {
    if (symbol.kind() == Symbol.Kind.OPERATOR) {
      mo(symbol.text(), DELIMITERS.contains(symbol.text()) ? " stretchy=\"false\"" : "");
      return;
    }
    String element = symbol.kind().element;
    boolean upright =
        symbol.kind() == Symbol.Kind.UPRIGHT
            && symbol.text().codePointCount(0, symbol.text().length()) == 1;
    out.append('<').append(element).append(upright ? " mathvariant=\"normal\">" : ">");
    Prose.escape(
        symbol.kind() == Symbol.Kind.TEXT ? symbol.text().replace(' ', '\u00a0') : symbol.text(),
        out);
    out.append("</").append(element).append('>');
  }

  private void scripted(
      String low,
      String high,
      Formula base,
      @Nullable Formula lower,
      @Nullable Formula upper,
      String attribute) {
    String element = "m" + (lower == null ? "" : low) + (upper == null ? "" : high);
    out.append('<').append(element).append(attribute).append('>');
    add(base);
    if (lower != null) {
      add(lower);
    }
    if (upper != null) {
      add(upper);
    }
    out.append("</").append(element).append('>');
  }
}
