package offprint.engine;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A parameter as help texts show it, read from its schema.
 *
 * @param label words a person uses
 * @param group the section of the form, "" for none
 * @param kind "integer", "number", "true|false", "text", "file", or the choices "a|b"; a list ends
 *     in ",…"
 * @param range "1 to 10", "at least 0", or ""
 * @param standard the default as text
 */
public record Parameter(
    String name,
    String label,
    String group,
    String kind,
    String help,
    String symbol,
    String unit,
    String range,
    String standard) {

  public static List<Parameter> all(ObjectNode schema) {
    return schema.at("/properties").properties().stream()
        .map(p -> of(p.getKey(), p.getValue()))
        .toList();
  }

  public static Parameter of(String name, JsonNode property) {
    return new Parameter(
        name,
        property.path("x-label").asString(name),
        property.path("x-group").asString(""),
        kind(property),
        property.path("description").asString(""),
        property.path("x-symbol").asString(""),
        property.path("x-unit").asString(""),
        range(property.path("items").isObject() ? property.path("items") : property),
        text(property.path("default")));
  }

  private static String kind(JsonNode property) {
    if (property.has("enum")) {
      return property
          .path("enum")
          .valueStream()
          .map(JsonNode::asString)
          .collect(Collectors.joining("|"));
    }
    return switch (property.path("type").asString("string")) {
      case "integer" -> "integer";
      case "number" -> "number";
      case "boolean" -> "true|false";
      case "array" -> kind(property.path("items")) + ",…";
      default -> property.path("format").asString("").equals("source") ? "file" : "text";
    };
  }

  private static String range(JsonNode property) {
    boolean openLow = property.has("exclusiveMinimum");
    boolean openHigh = property.has("exclusiveMaximum");
    JsonNode low = property.path(openLow ? "exclusiveMinimum" : "minimum");
    JsonNode high = property.path(openHigh ? "exclusiveMaximum" : "maximum");
    String from = low.isNumber() ? (openLow ? "above " : "") + shown(low) : "";
    String to = high.isNumber() ? (openHigh ? "below " : "") + shown(high) : "";
    if (from.isEmpty() || to.isEmpty()) {
      return !from.isEmpty()
          ? (openLow ? from : "at least " + from)
          : !to.isEmpty() ? (openHigh ? to : "at most " + to) : "";
    }
    return from + " to " + to;
  }

  private static String shown(JsonNode limit) {
    double value = limit.asDouble();
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : limit.asString();
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
        : value.asString("");
  }

  /** "Length of the input window (L, steps; 8 to 4096; default 96)". */
  public String sentence() {
    String about =
        Stream.of(symbol, unit).filter(s -> !s.isEmpty()).collect(Collectors.joining(", "));
    String rules =
        Stream.of(about, range, standard.isEmpty() ? "" : "default " + standard)
            .filter(s -> !s.isEmpty())
            .collect(Collectors.joining("; "));
    return rules.isEmpty() ? help : help + " (" + rules + ")";
  }
}
