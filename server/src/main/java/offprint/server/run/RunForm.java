package offprint.server.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import offprint.engine.Fault;
import offprint.server.method.MethodEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form as it is shown: the schema with values and faults beside the fields.
 *
 * @param general faults that belong to no field
 */
record RunForm(
    String preset,
    List<String> presets,
    String seed,
    List<Field> fields,
    String seedFault,
    List<String> general) {

  static RunForm of(MethodEntry<?> method, String preset, ObjectNode values, String seed) {
    return of(method, preset, values, seed, List.of());
  }

  static RunForm of(
      MethodEntry<?> method, String preset, ObjectNode values, String seed, List<Fault> faults) {
    ObjectNode properties = method.schema().json().withObject("/properties");
    Map<String, String> messages =
        faults.stream()
            .collect(
                Collectors.toMap(
                    Fault::parameter, Fault::message, (first, second) -> first + "; " + second));
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = property.getKey();
      String fault = messages.getOrDefault(name, "");
      messages.remove(name);
      fields.add(Field.of(name, property.getValue(), values.path(name), fault));
    }
    String seedFault = messages.getOrDefault("seed", "");
    messages.remove("seed");
    return new RunForm(
        preset, method.presets(), seed, fields, seedFault, List.copyOf(messages.values()));
  }

  public boolean hasFaults() {
    return !general.isEmpty() || hasMarked();
  }

  /** Whether a field is at fault. */
  public boolean hasMarked() {
    return !seedFault.isEmpty() || fields.stream().anyMatch(field -> !field.fault().isEmpty());
  }
}
