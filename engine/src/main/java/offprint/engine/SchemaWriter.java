package offprint.engine;

import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import java.util.Locale;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON Schema of a parameter record, its groups unfolded. */
final class SchemaWriter {
  private SchemaWriter() {}

  /** The schema without defaults. */
  static ObjectNode schema(Components<?> components) {
    SchemaGenerator generator = generator();
    ObjectNode found = Json.MAPPER.createObjectNode();
    for (Class<?> record : components.records()) {
      JsonNode properties = generator.generateSchema(record).path("properties");
      properties.properties().forEach(p -> found.set(p.getKey(), p.getValue()));
    }
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (Components.Component component : components.all()) {
      ObjectNode property = (ObjectNode) found.path(component.name());
      describe(property, component);
      properties.set(component.name(), property);
      schema.withArray("/required").add(component.name());
    }
    return schema.put("additionalProperties", false);
  }

  private static SchemaGenerator generator() {
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
        .withIgnoreCheck(
            field ->
                !field.isFakeContainerItemScope()
                    && Components.isGroup(field.getType().getErasedType()));
    return new SchemaGenerator(builder.build());
  }

  private static void describe(ObjectNode property, Components.Component component) {
    Param param = component.param();
    property.put("description", param.help());
    property.put("x-label", component.label());
    property.put("x-group", component.group());
    put(property, "x-symbol", param.symbol());
    put(property, "x-unit", param.unit());
    put(property, "x-column-of", param.columnOf());
    if (param.advanced()) {
      property.put("x-advanced", true);
    }
    for (Kind kind : param.accepts()) {
      property.withArray("/x-accepts").add(kind.name().toLowerCase(Locale.ROOT));
    }
  }

  private static void put(ObjectNode property, String key, String text) {
    if (!text.isEmpty()) {
      property.put(key, text);
    }
  }
}
