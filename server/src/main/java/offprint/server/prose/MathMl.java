package offprint.server.prose;

import org.jspecify.annotations.Nullable;

/** Writes a formula as MathML Core. */
final class MathMl {
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
          row.parts().forEach(this::add);
          out.append("</mrow>");
        }
      }
      case Formula.Symbol symbol -> add(symbol);
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

  private void add(Formula.Symbol symbol) {
    String element = symbol.kind().element;
    boolean upright =
        symbol.kind() == Formula.Symbol.Kind.UPRIGHT
            && symbol.text().codePointCount(0, symbol.text().length()) == 1;
    out.append('<').append(element).append(upright ? " mathvariant=\"normal\">" : ">");
    Prose.escape(symbol.text(), out);
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
