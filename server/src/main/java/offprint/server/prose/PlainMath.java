package offprint.server.prose;

import static offprint.server.prose.Formula.Symbol.Kind.FUNCTION;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a formula on one line of plain text: x², a_i, (a + b)/c. */
final class PlainMath {
  private static final String DIGITS = "0123456789+-=()n";
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ";
  private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ";

  private PlainMath() {}

  static String write(Formula formula) {
    return switch (formula) {
      case Formula.Row row -> joined(row.parts());
      case Formula.Symbol symbol -> symbol.text().equals("−") ? "-" : symbol.text();
      case Formula.Space _ -> " ";
      case Formula.Scripts scripts ->
          write(scripts.base())
              + script(scripts.lower(), LOWERED, "_")
              + script(scripts.upper(), RAISED, "^");
      case Formula.Stack stack ->
          write(stack.base())
              + script(stack.below(), LOWERED, "_")
              + (stack.accent() ? "" : script(stack.above(), RAISED, "^"));
      case Formula.Fraction fraction ->
          grouped(fraction.top()) + (fraction.line() ? "/" : ",") + grouped(fraction.bottom());
      case Formula.Root root -> "√" + grouped(root.of());
      case Formula.Grid grid ->
          grid.rows().stream().map(PlainMath::joined).collect(Collectors.joining("; "));
    };
  }

  private static String joined(List<Formula> parts) {
    StringBuilder line = new StringBuilder();
    boolean function = false;
    for (Formula part : parts) {
      boolean named = part instanceof Formula.Symbol symbol && symbol.kind() == FUNCTION;
      String text = write(part);
      if ((function || named) && endsWithLetter(line) && startsWithLetter(text)) {
        line.append(' ');
      }
      line.append(text);
      function = named;
    }
    return line.toString();
  }

  private static boolean endsWithLetter(StringBuilder line) {
    return !line.isEmpty() && Character.isLetterOrDigit(line.codePointBefore(line.length()));
  }

  private static boolean startsWithLetter(String text) {
    return !text.isEmpty() && Character.isLetterOrDigit(text.codePointAt(0));
  }

  private static String grouped(Formula formula) {
    String text = write(formula);
    return text.length() > 1 && !text.matches("[0-9.]+") ? "(" + text + ")" : text;
  }

  private static String script(@Nullable Formula formula, String shifted, String mark) {
    if (formula == null) {
      return "";
    }
    String text = write(formula);
    boolean small = !text.isEmpty() && text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
    if (!small) {
      return text.length() == 1 || text.startsWith("′")
          ? (text.startsWith("′") ? text : mark + text)
          : mark + "(" + text + ")";
    }
    return text.chars()
        .mapToObj(c -> String.valueOf(shifted.charAt(DIGITS.indexOf(c))))
        .collect(Collectors.joining());
  }
}
