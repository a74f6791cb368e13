package offprint.server.run.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /**
   * Fields that belong together.
   *
   * @param title "" for those of no group
   * @param folded what few readers change
   */
  record Section(String title, List<Field> shown, List<Field> folded) {
    /** Whether a folded field is at fault, so that it must be seen. */
    public boolean isOpen() {
      return folded.stream().anyMatch(field -> !field.fault().isEmpty());
    }
  }

  /** The fields of no group first, then a section a group. */
  public List<Section> sections() {
    Map<String, List<Field>> groups = new LinkedHashMap<>();
    groups.put("", new ArrayList<>());
    for (Field field : fields) {
      groups.computeIfAbsent(field.about().group(), _ -> new ArrayList<>()).add(field);
    }
    return groups.entrySet().stream()
        .map(
            group ->
                new Section(
                    group.getKey(),
                    group.getValue().stream().filter(field -> !field.advanced()).toList(),
                    group.getValue().stream().filter(Field::advanced).toList()))
        .toList();
  }

  public boolean hasFaults() {
    return !general.isEmpty() || hasMarked();
  }

  /** Whether a field is at fault. */
  public boolean hasMarked() {
    return !seedFault.isEmpty() || fields.stream().anyMatch(field -> !field.fault().isEmpty());
  }
}
