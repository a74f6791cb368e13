package offprint.engine;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Source;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a method's parameters, from which command line, forms, REST and docs are made.
 * Names are flat: the components of a group appear beside the others.
 */
public final class ParameterSchema<P extends Record> {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Components<P> components;
  private final ObjectNode json;
  private final Schema validator;
  private final Map<String, ObjectNode> presets = new LinkedHashMap<>();

  /**
   * @throws IllegalStateException if a component of the record has no {@link Param}, or none that
   *     gives it a value, two have one name, or a preset names a parameter that is not there
   */
  public ParameterSchema(Method<P> method) {
    this.components = Components.of(method);
    this.json = SchemaWriter.schema(components);
    for (Components.Component component : components.all()) {
      ObjectNode property = json.withObject("/properties/" + component.name());
      property.set("default", standard(property, component));
    }
    this.validator = REGISTRY.getSchema(rules(json));
    method.presets().forEach(preset -> presets.put(preset.name(), complete(preset)));
  }

  private JsonNode standard(ObjectNode property, Components.Component component) {
    String type = property.path("type").asString("");
    String value = component.value();
    if (value.isEmpty()
        && (property.has("enum") || !(type.equals("string") || type.equals("array")))) {
      throw new IllegalStateException(
          "%s.%s has no value in its @Param"
              .formatted(components.type().getName(), component.name()));
    }
    return TextValues.parse(property, value);
  }

  private ObjectNode complete(Preset preset) {
    preset.values().keySet().stream()
        .filter(name -> !names().contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalStateException(
                  "preset %s of %s: there is no parameter %s%s"
                      .formatted(
                          preset.name(),
                          components.type().getName(),
                          name,
                          Nearest.hint(name, names())));
            });
    ObjectNode values = Json.MAPPER.createObjectNode();
    json.withObject("/properties")
        .properties()
        .forEach(p -> values.set(p.getKey(), p.getValue().path("default")));
    values.setAll(parse(preset.values()));
    return values;
  }

  /** The schema without labels and other annotations for people. */
  private static ObjectNode rules(ObjectNode schema) {
    ObjectNode rules = schema.deepCopy();
    for (JsonNode property : rules.withObject("/properties")) {
      List<String> forPeople =
          property.propertyNames().stream().filter(name -> name.startsWith("x-")).toList();
      ((ObjectNode) property).remove(forPeople);
    }
    return rules;
  }

  /**
   * The schema: {@code properties} in the record's order, each with description, default, bounds,
   * x-label, x-group, and, where there is one, x-symbol, x-unit, x-column-of, x-accepts,
   * x-advanced.
   */
  public ObjectNode json() {
    return json.deepCopy();
  }

  public Set<String> names() {
    return Set.copyOf(json.withObject("/properties").propertyNames());
  }

  /** Names of the presets, in the method's order. */
  public List<String> presets() {
    return List.copyOf(presets.keySet());
  }

  /**
   * Complete parameters of a preset as JSON.
   *
   * @throws InvalidParameters if there is no such preset
   */
  public ObjectNode defaults(String preset) {
    ObjectNode values = presets.get(preset);
    if (values == null) {
      throw new InvalidParameters(
          List.of(
              new Fault(
                  "preset",
                  "preset must be one of %s: got %s"
                      .formatted(String.join(", ", presets.keySet()), preset))));
    }
    return values.deepCopy();
  }

  /**
   * The parameters of a preset.
   *
   * @throws InvalidParameters if there is no such preset
   */
  public P read(String preset) {
    return read(preset, Json.MAPPER.createObjectNode());
  }

  /**
   * Fills {@code given} up from the preset and reads the record, in the same way for flags, form
   * fields and JSON. Column names of the preset are dropped if other data is given.
   *
   * @throws InvalidParameters with every fault at once
   */
  public P read(String preset, ObjectNode given) {
    ObjectNode all = defaults(preset);
    forgetColumnsOfOtherData(all, given);
    given.properties().forEach(p -> all.set(p.getKey(), p.getValue()));
    List<Fault> faults =
        Faults.of(validator.validate(all), json.withObject("/properties"), names());
    if (!faults.isEmpty()) {
      throw new InvalidParameters(faults);
    }
    try {
      return components.read(all);
    } catch (JacksonException e) {
      throw refused(e.getOriginalMessage());
    } catch (RuntimeException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private InvalidParameters refused(String message) {
    String first = message.split("[ :,]", 2)[0];
    return new InvalidParameters(List.of(new Fault(names().contains(first) ? first : "", message)));
  }

  private void forgetColumnsOfOtherData(ObjectNode preset, ObjectNode given) {
    json.withObject("/properties")
        .properties()
        .forEach(
            p -> {
              String source = p.getValue().path("x-column-of").asString("");
              if (given.has(source) && !given.path(source).equals(preset.path(source))) {
                preset.set(p.getKey(), TextValues.parse(p.getValue(), ""));
              }
            });
  }

  /**
   * JSON of parameters given as text (flags, form fields). What does not read as the parameter's
   * type stays text, so that {@link #read} reports it beside the other faults.
   */
  public ObjectNode parse(Map<String, String> given) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    given.forEach(
        (name, text) ->
            node.set(name, TextValues.parse(json.at("/properties/" + name), text.strip())));
    return node;
  }

  /**
   * The values a reader changed in a form, which submits every field. Column names that equal the
   * preset's are left out, so that {@link #read} can drop them for other data.
   *
   * @throws InvalidParameters if there is no such preset
   */
  public ObjectNode given(String preset, ObjectNode form) {
    ObjectNode standard = defaults(preset);
    ObjectNode given = form.deepCopy();
    json.withObject("/properties")
        .properties()
        .forEach(
            p -> {
              boolean isColumn = p.getValue().has("x-column-of");
              if (isColumn && standard.path(p.getKey()).equals(form.path(p.getKey()))) {
                given.remove(p.getKey());
              }
            });
    return given;
  }

  /** The parameters as flat JSON. */
  public ObjectNode write(P params) {
    return components.write(params);
  }

  /**
   * The parameters that name input data, of type {@link Source} or a list of it, with their
   * references.
   */
  public List<Source> sources(P params) {
    List<Source> sources = new ArrayList<>();
    ObjectNode values = write(params);
    json.withObject("/properties")
        .properties()
        .forEach(
            p -> {
              JsonNode value = values.path(p.getKey());
              if (p.getValue().path("format").asString("").equals("source")) {
                sources.add(new Source(value.asString()));
              } else if (p.getValue().at("/items/format").asString("").equals("source")) {
                value.forEach(item -> sources.add(new Source(item.asString())));
              }
            });
    return sources;
  }

  /** The name of the preset that these parameters are, "" if they are none. */
  public String presetOf(P params) {
    return presets.keySet().stream()
        .filter(name -> read(name).equals(params))
        .findFirst()
        .orElse("");
  }
}
