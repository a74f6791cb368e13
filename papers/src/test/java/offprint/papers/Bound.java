package offprint.papers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The last allowed value of a parameter on one side, and the first one beyond (null where there is
 * no such number).
 */
record Bound(String name, JsonNode inside, @Nullable JsonNode outside) {

  static List<Bound> of(ObjectNode schema) {
    List<Bound> bounds = new ArrayList<>();
    schema
        .at("/properties")
        .properties()
        .forEach(
            property -> {
              String name = property.getKey();
              JsonNode rule = property.getValue();
              boolean whole = rule.path("type").asString("").equals("integer");
              for (String side : List.of("minimum", "maximum")) {
                if (rule.has(side)) {
                  double sign = side.equals("minimum") ? -1 : 1;
                  double limit = rule.path(side).asDouble();
                  double step = whole ? 1 : Math.max(1e-6, Math.abs(limit) * 1e-6);
                  bounds.add(
                      new Bound(name, number(whole, limit), number(whole, limit + sign * step)));
                }
              }
              rule.path("enum").forEach(value -> bounds.add(new Bound(name, value, null)));
            });
    return bounds;
  }

  private static JsonNode number(boolean whole, double value) {
    return whole
        ? JsonNodeFactory.instance.numberNode((long) value)
        : JsonNodeFactory.instance.numberNode(value);
  }
}
