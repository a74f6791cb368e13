package offprint.server.api;

import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.Type;
import java.time.Instant;
import offprint.engine.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas of the records that REST answers with. */
final class TypeSchemas {
  private final SchemaGenerator generator = generator();

  private static SchemaGenerator generator() {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(
                Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .without(Option.SCHEMA_VERSION_INDICATOR)
            .with(Option.INLINE_ALL_SCHEMAS);
    builder.forTypesInGeneral().withPropertySorter((_, _) -> 0);
    builder
        .forTypesInGeneral()
        .withCustomDefinitionProvider(
            (type, context) -> {
              ObjectNode node = context.getGeneratorConfig().createObjectNode();
              if (JsonNode.class.isAssignableFrom(type.getErasedType())) {
                return new CustomDefinition(node.put("type", "object"), true);
              }
              return type.getErasedType() == Instant.class
                  ? new CustomDefinition(
                      node.put("type", "string").put("format", "date-time"), true)
                  : null;
            });
    return new SchemaGenerator(builder.build());
  }

  ObjectNode of(Type type) {
    return generator.generateSchema(type);
  }
}
