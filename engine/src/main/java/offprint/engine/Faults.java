package offprint.engine;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Translates schema violations into sentences with name, rule and value. */
final class Faults {
  private Faults() {}

  static List<Fault> of(List<Error> errors, JsonNode properties, Set<String> names) {
    List<Fault> faults = new ArrayList<>();
    for (Error error : errors) {
      Fault fault = fault(error, properties, names);
      if (!faults.contains(fault)) {
        faults.add(fault);
      }
    }
    return faults;
  }

  private static Fault fault(Error error, JsonNode properties, Set<String> names) {
    if (error.getKeyword().equals("additionalProperties")) {
      String name = error.getProperty();
      return new Fault(name, "unknown parameter %s%s".formatted(name, Nearest.hint(name, names)));
    }
    String pointer = error.getInstanceLocation().toString();
    String[] path = pointer.replaceFirst("^[/$.]+", "").split("[/.\\[\\]]+");
    String name = path[0];
    String label = path.length > 1 ? name + ", item " + (Integer.parseInt(path[1]) + 1) : name;
    JsonNode property = properties.path(name);
    JsonNode value = error.getInstanceNode();
    String rule = rule(error, path.length > 1 ? property.path("items") : property);
    return new Fault(name, "%s must %s: got %s".formatted(label, rule, shown(value)));
  }

  private static String rule(Error error, JsonNode property) {
    String limit = text(property.path(error.getKeyword()));
    return switch (error.getKeyword()) {
      case "minimum" -> "be at least " + limit;
      case "maximum" -> "be at most " + limit;
      case "exclusiveMinimum" -> "be greater than " + limit;
      case "exclusiveMaximum" -> "be less than " + limit;
      case "minItems" -> "have at least " + limit + " items";
      case "maxItems" -> "have at most " + limit + " items";
      case "minLength" -> "have at least " + limit + " characters";
      case "maxLength" -> "have at most " + limit + " characters";
      case "pattern" -> "match " + limit;
      case "enum" ->
          "be one of "
              + StreamSupport.stream(property.path("enum").spliterator(), false)
                  .map(JsonNode::asString)
                  .collect(Collectors.joining(", "));
      case "type" ->
          switch (property.path("type").asString("")) {
            case "integer" -> "be a whole number";
            case "number" -> "be a number";
            case "boolean" -> "be true or false";
            case "array" -> "be a list";
            default -> "be text";
          };
      default -> "be valid (" + error.getMessage() + ")";
    };
  }

  private static String text(JsonNode limit) {
    return limit.isNumber()
            && limit.asDouble() == Math.rint(limit.asDouble())
            && Math.abs(limit.asDouble()) < 1e15
        ? Long.toString(limit.asLong())
        : limit.asString("");
  }

  private static String shown(JsonNode value) {
    return value.isString()
        ? (value.asString().isEmpty() ? "nothing" : value.asString())
        : value.isArray() ? value.size() + " items" : value.toString();
  }
}
