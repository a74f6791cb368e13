package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
  @TempDir static Path folder;
  private static TestSite site;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    site = TestSite.start(folder);
    document = site.json("/api/v1/openapi.json");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void namesEveryRoute() {
    assertThat(document.path("openapi").asString()).startsWith("3.1");
    assertThat(document.path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/api/v1/openapi.json",
            "/api/v1/papers",
            "/api/v1/papers/{id}",
            "/api/v1/papers/{id}/similar",
            "/api/v1/papers/{id}/vote",
            "/api/v1/papers/{id}/comments",
            "/api/v1/comments/{id}",
            "/api/v1/comments/{id}/reports",
            "/api/v1/following",
            "/api/v1/notifications",
            "/api/v1/notifications/read",
            "/api/v1/notifications/choices",
            "/api/v1/people/{name}",
            "/api/v1/claims",
            "/api/v1/claims/{id}",
            "/api/v1/collections",
            "/api/v1/collections/{id}",
            "/api/v1/collections/{id}/link",
            "/api/v1/collections/{id}/papers",
            "/api/v1/search",
            "/api/v1/vectors",
            "/api/v1/ingests",
            "/api/v1/methods",
            "/api/v1/methods/{slug}",
            "/api/v1/methods/{slug}/{task}",
            "/api/v1/uploads",
            "/api/v1/uploads/{name}",
            "/api/v1/uploads/{id}",
            "/api/v1/uploads/{id}/content",
            "/api/v1/runs",
            "/api/v1/runs/{id}",
            "/api/v1/runs/{id}/comments",
            "/api/v1/runs/{id}/comments/{comment}",
            "/api/v1/runs/{id}/comments/{comment}/reports",
            "/api/v1/runs/{id}/events",
            "/api/v1/runs/{id}/stop",
            "/api/v1/runs/{id}/visibility",
            "/api/v1/runs/{id}/report.json",
            "/api/v1/runs/{id}/files/{name}");
  }

  @Test
  void everyOperationHasItsPathParametersAnAnswerAndAnIdOfItsOwn() {
    Set<String> ids = new HashSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          JsonNode node = operation.getValue();
                          assertThat(ids.add(node.path("operationId").asString())).isTrue();
                          assertThat(node.path("summary").asString()).isNotBlank();
                          assertThat(node.path("responses").propertyNames())
                              .contains("default")
                              .hasSize(2);
                          assertThat(inPath(node)).isEqualTo(variables(path.getKey()));
                        }));
  }

  private static List<String> inPath(JsonNode operation) {
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asString().equals("path")) {
        names.add(parameter.path("name").asString());
      }
    }
    return names;
  }

  private static List<String> variables(String path) {
    List<String> names = new ArrayList<>();
    Matcher matcher = Pattern.compile("\\{([a-z]+)}").matcher(path);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  @Test
  void everyReferenceLeadsSomewhereAndEverySchemaIsOne() {
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asString().substring(1)).isMissingNode())
          .as(reference.asString())
          .isFalse();
    }
    var meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));
    List<JsonNode> schemas = new ArrayList<>(document.findValues("schema"));
    document.at("/components/schemas").forEach(schemas::add);
    assertThat(schemas).hasSizeGreaterThan(20);
    for (JsonNode schema : schemas) {
      assertThat(meta.validate(schema)).as(schema.toString()).isEmpty();
    }
  }

  @Test
  void theBodyOfARunIsDescribedByTheParameterRecords() {
    assertThat(document.at("/components/schemas/srrw.walk/properties/nodes/maximum").asInt())
        .isEqualTo(10_000);
    assertThat(document.at("/components/schemas/Request/oneOf").findValuesAsString("const"))
        .contains("srrw/walk", "srrw/read-visits");
  }
}
