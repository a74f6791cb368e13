package offprint.server.run;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * One field of a form.
 *
 * @param value as text; lists joined by ", "
 * @param least greatest allowed values of a number as text, "" for none
 * @param options of a choice or a source
 * @param fault "" where there is none
 */
record Field(
    String name,
    String help,
    String symbol,
    String unit,
    Kind kind,
    String value,
    String least,
    String greatest,
    List<String> choices,
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
        name,
        property.path("description").asString(""),
        property.path("x-symbol").asString(""),
        property.path("x-unit").asString(""),
        kind(property),
        text(value),
        bound(property, "minimum", "exclusiveMinimum"),
        bound(property, "maximum", "exclusiveMaximum"),
        StreamSupport.stream(property.path("enum").spliterator(), false)
            .map(JsonNode::asString)
            .toList(),
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

  private static String bound(JsonNode property, String inclusive, String exclusive) {
    return text(property.has(inclusive) ? property.path(inclusive) : property.path(exclusive));
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(JsonNode::asString)
          .collect(Collectors.joining(", "));
    }
    String text = value.asString("");
    return value.isFloatingPointNumber() ? text.replaceFirst("\\.0$", "") : text;
  }

  /** "contextLength" is read "Context length". */
  String label() {
    return words(name);
  }

  static String words(String camelCase) {
    String words = camelCase.replaceAll("(?<=[a-z0-9])([A-Z])", " $1").toLowerCase(Locale.ROOT);
    return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  boolean isFile() {
    return kind == Kind.SOURCE || kind == Kind.SOURCES;
  }

  /** "from 1 to 200", "at least 1", "at most 9", "" */
  String range() {
    if (least.isEmpty()) {
      return greatest.isEmpty() ? "" : "at most " + greatest;
    }
    return greatest.isEmpty() ? "at least " + least : least + " to " + greatest;
  }
}
