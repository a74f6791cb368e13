package offprint.engine;

import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/**
 * Values as a person writes them: in a form field, a flag, a {@link offprint.method.Param#value
 * declared default}.
 */
final class TextValues {
  private TextValues() {}

  /**
   * Parses a value as the type that its property declares; a text that does not parse stays text.
   */
  static JsonNode parse(JsonNode property, String text) {
    var factory = Json.MAPPER.getNodeFactory();
    try {
      return switch (property.path("type").asString("string")) {
        case "integer" -> factory.numberNode(Long.parseLong(text));
        case "number" -> number(text);
        case "boolean" ->
            text.equals("true") || text.equals("false")
                ? factory.booleanNode(Boolean.parseBoolean(text))
                : factory.stringNode(text);
        case "array" -> {
          var array = factory.arrayNode();
          boolean texts = property.at("/items/type").asString("").equals("string");
          Arrays.stream(text.split(texts ? "[,\\n\\r]+" : "[,\\s]+")) // a text may have blanks
              .map(String::strip)
              .filter(item -> !item.isEmpty())
              .forEach(item -> array.add(parse(property.path("items"), item)));
          yield array;
        }
        default -> factory.stringNode(text);
      };
    } catch (NumberFormatException e) {
      return factory.stringNode(text);
    }
  }

  private static JsonNode number(String text) {
    double value = Double.parseDouble(text);
    return Double.isFinite(value)
        ? Json.MAPPER.getNodeFactory().numberNode(value)
        : Json.MAPPER.getNodeFactory().stringNode(text);
  }
}
