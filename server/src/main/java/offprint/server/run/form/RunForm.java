package offprint.server.run.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    /** True if a folded field is at fault, so that it must be seen. */
    public boolean isOpen() {
      return folded.stream().anyMatch(field -> !field.fault().isEmpty());
    }

    /** What the folded fields are called. */
    public String more() {
      return title.isEmpty() ? "More settings" : "More settings: " + title.toLowerCase(Locale.ROOT);
    }
  }

  /** The basic fields of no group, a section a group, last what of no group is folded. */
  public List<Section> sections() {
    Map<String, List<Field>> groups = new LinkedHashMap<>();
    List<Field> single = fields.stream().filter(f -> f.about().group().isEmpty()).toList();
    for (Field field : fields) {
      if (!field.about().group().isEmpty()) {
        groups.computeIfAbsent(field.about().group(), _ -> new ArrayList<>()).add(field);
      }
    }
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("", basic(single), List.of()));
    groups.forEach(
        (title, group) -> sections.add(new Section(title, basic(group), advanced(group))));
    sections.add(new Section("", List.of(), advanced(single)));
    return sections.stream()
        .filter(section -> !section.shown().isEmpty() || !section.folded().isEmpty())
        .toList();
  }

  private static List<Field> basic(List<Field> fields) {
    return fields.stream().filter(field -> !field.advanced()).toList();
  }

  private static List<Field> advanced(List<Field> fields) {
    return fields.stream().filter(Field::advanced).toList();
  }

  public boolean hasFaults() {
    return !general.isEmpty() || hasMarked();
  }

  /** Whether a field is at fault. */
  public boolean hasMarked() {
    return !seedFault.isEmpty() || fields.stream().anyMatch(field -> !field.fault().isEmpty());
  }
}
