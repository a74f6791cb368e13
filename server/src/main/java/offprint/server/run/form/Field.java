package offprint.server.run.form;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import offprint.engine.Parameter;
import tools.jackson.databind.JsonNode;

/**
 * One field of a form.
 *
 * @param about the parameter in words
 * @param value as text; lists joined by ", "
 * @param least least value of a number as text, "" for none; so {@code greatest}
 * @param choices of a choice
 * @param accepts kinds of data that a source may be; empty: any
 * @param columnOf the source whose columns this names, "" for none
 * @param advanced whether few readers change it
 * @param fault "" where there is none
 */
record Field(
    Parameter about,
    Kind kind,
    String value,
    String least,
    String greatest,
    List<String> choices,
    List<String> accepts,
    String columnOf,
    boolean advanced,
    String fault) {

  enum Kind {
    WHOLE,
    NUMBER,
    SWITCH,
    CHOICE,
    SOURCE,
    SOURCES,
    LIST,
    TEXT
  }

  static Field of(String name, JsonNode property, JsonNode value, String fault) {
    return new Field(
        Parameter.of(name, property),
        kind(property),
        text(value),
        bound(property, "minimum", "exclusiveMinimum"),
        bound(property, "maximum", "exclusiveMaximum"),
        property.path("enum").valueStream().map(JsonNode::asString).toList(),
        property.path("x-accepts").valueStream().map(JsonNode::asString).toList(),
        property.path("x-column-of").asString(""),
        property.path("x-advanced").asBoolean(false),
        fault);
  }

  static Kind kind(JsonNode property) {
    if (property.has("enum")) {
      return Kind.CHOICE;
    }
    boolean isSource = property.path("format").asString("").equals("source");
    return switch (property.path("type").asString("")) {
      case "integer" -> Kind.WHOLE;
      case "number" -> Kind.NUMBER;
      case "boolean" -> Kind.SWITCH;
      case "array" ->
          property.at("/items/format").asString("").equals("source") ? Kind.SOURCES : Kind.LIST;
      default -> isSource ? Kind.SOURCE : Kind.TEXT;
    };
  }

  /** The label with a capital, as a form has it. */
  public String label() {
    String label = about.label();
    return label.isEmpty() || label.length() == 1
        ? label
        : Character.toUpperCase(label.charAt(0)) + label.substring(1);
  }

  /** True for a source that the form can show the beginning of. */
  public boolean isTable() {
    return kind == Kind.SOURCE && (accepts.contains("table") || accepts.contains("series"));
  }

  private static String bound(JsonNode property, String inclusive, String exclusive) {
    return text(property.has(inclusive) ? property.path(inclusive) : property.path(exclusive));
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }
    String text = value.asString("");
    return value.isFloatingPointNumber() ? text.replaceFirst("\\.0$", "") : text;
  }

  public static String words(String camelCase) {
    String words = camelCase.replaceAll("(?<=[a-z0-9])([A-Z])", " $1").toLowerCase(Locale.ROOT);
    return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
