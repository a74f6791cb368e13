package offprint.engine;

import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Arrays;
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
 * The JSON Schema of a method's parameter record: the pivot between the record and every surface.
 * The only class that looks inside a record.
 */
public final class ParameterSchema<P extends Record> {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Method<P> method;
  private final Class<P> type;
  private final ObjectNode json;
  private final Schema validator;

  /**
   * @throws IllegalStateException if a component of the record has no {@link Param}
   */
  public ParameterSchema(Method<P> method) {
    this.method = method;
    this.type = typeOf(method);
    this.json = generate(type);
    ObjectNode defaults = defaults(method.presets().getFirst());
    json.withObject("/properties")
        .properties()
        .forEach(p -> ((ObjectNode) p.getValue()).set("default", defaults.get(p.getKey())));
    this.validator = REGISTRY.getSchema(rules(json));
  }

  @SuppressWarnings("unchecked")
  private static <P extends Record> Class<P> typeOf(Method<P> method) {
    return (Class<P>) method.presets().getFirst().params().getClass();
  }

  private static ObjectNode generate(Class<?> type) {
    var builder =
        new SchemaGeneratorConfigBuilder(
                Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
    builder.forTypesInGeneral().withPropertySorter((_, _) -> 0);
    builder
        .forTypesInGeneral()
        .withCustomDefinitionProvider(
            (javaType, context) -> {
              ObjectNode node = context.getGeneratorConfig().createObjectNode();
              Class<?> raw = javaType.getErasedType();
              if (raw == Source.class) {
                return new CustomDefinition(
                    node.put("type", "string").put("format", "source"), true);
              }
              if (!raw.isEnum()) {
                return null;
              }
              node.put("type", "string");
              for (Object constant : raw.getEnumConstants()) {
                node.withArray("/enum").add(Json.camelCase(((Enum<?>) constant).name()));
              }
              return new CustomDefinition(node, true);
            });
    builder
        .forFields()
        .withRequiredCheck(field -> true)
        .withInstanceAttributeOverride(
            (node, field, context) -> {
              Param param = field.getAnnotation(Param.class);
              if (param == null && !field.isFakeContainerItemScope()) {
                throw new IllegalStateException(
                    "%s.%s has no @Param".formatted(type.getName(), field.getName()));
              }
              if (param != null && !field.isFakeContainerItemScope()) {
                node.put("description", param.help());
                if (!param.symbol().isEmpty()) {
                  node.put("x-symbol", param.symbol());
                }
                if (!param.unit().isEmpty()) {
                  node.put("x-unit", param.unit());
                }
              }
            });
    ObjectNode schema = new SchemaGenerator(builder.build()).generateSchema(type);
    return schema.put("additionalProperties", false);
  }

  /** The schema without what only people read. */
  private static ObjectNode rules(ObjectNode schema) {
    ObjectNode rules = schema.deepCopy();
    rules
        .withObject("/properties")
        .properties()
        .forEach(p -> ((ObjectNode) p.getValue()).remove(List.of("x-symbol", "x-unit")));
    return rules;
  }

  /**
   * The schema: {@code properties} in the record's order, each with description, default, bounds,
   * x-symbol, x-unit.
   */
  public ObjectNode json() {
    return json.deepCopy();
  }

  public Set<String> names() {
    return Set.copyOf(json.withObject("/properties").propertyNames());
  }

  /** Complete parameters of a preset as JSON. */
  public ObjectNode defaults(Preset<P> preset) {
    return Json.MAPPER.valueToTree(preset.params());
  }

  /**
   * @throws InvalidParameters if there is no such preset
   */
  public Preset<P> preset(String name) {
    List<String> names = method.presets().stream().map(Preset::name).toList();
    return method.presets().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidParameters(
                    List.of(
                        new Fault(
                            "preset",
                            "preset must be one of %s: got %s"
                                .formatted(String.join(", ", names), name)))));
  }

  /**
   * Completes {@code given} from the preset and reads the record: the same road for flags, form
   * fields and JSON.
   *
   * @throws InvalidParameters with every fault at once
   */
  public P read(String preset, ObjectNode given) {
    ObjectNode all = defaults(preset(preset));
    given.properties().forEach(p -> all.set(p.getKey(), p.getValue()));
    List<Fault> faults =
        Faults.of(validator.validate(all), json.withObject("/properties"), names());
    if (!faults.isEmpty()) {
      throw new InvalidParameters(faults);
    }
    try {
      return Json.MAPPER.treeToValue(all, type);
    } catch (JacksonException e) {
      Throwable cause = e;
      while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
        cause = cause.getCause();
      }
      String message =
          cause instanceof JacksonException j ? j.getOriginalMessage() : "" + cause.getMessage();
      String first = message.split("[ :,]", 2)[0];
      throw new InvalidParameters(
          List.of(new Fault(names().contains(first) ? first : "", message)));
    }
  }

  /**
   * JSON of parameters given as text (flags, form fields). What does not read as the parameter's
   * type stays text, so that {@link #read} reports it beside the other faults.
   */
  public ObjectNode parse(Map<String, String> given) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    given.forEach(
        (name, text) -> {
          JsonNode property = json.at("/properties/" + name);
          node.set(name, parse(property, text.strip()));
        });
    return node;
  }

  private static JsonNode parse(JsonNode property, String text) {
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

  /**
   * The parameters that name input data, of type {@link Source} or a list of it, with their
   * references.
   */
  public List<Source> sources(P params) {
    List<Source> sources = new ArrayList<>();
    ObjectNode values = Json.MAPPER.valueToTree(params);
    json.withObject("/properties")
        .properties()
        .forEach(
            p -> {
              JsonNode value = values.get(p.getKey());
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
    return method.presets().stream()
        .filter(p -> p.params().equals(params))
        .map(Preset::name)
        .findFirst()
        .orElse("");
  }
}
