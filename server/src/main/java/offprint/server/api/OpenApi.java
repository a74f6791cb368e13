package offprint.server.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import offprint.engine.Fault;
import offprint.engine.Json;
import offprint.engine.PaperMethod;
import offprint.engine.Platform;
import offprint.server.method.MethodEntry;
import offprint.server.method.Methods;
import offprint.server.web.Summary;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The REST interface in OpenAPI 3.1, made from the routes and the methods' parameter schemas. */
@RestController
public final class OpenApi {
  private static final String PREFIX = "/api/v1";

  private final ObjectProvider<RequestMappingHandlerMapping> routes;
  private final Methods methods;
  private final TypeSchemas types = new TypeSchemas();

  OpenApi(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> routes,
      Methods methods) {
    this.routes = routes;
    this.methods = methods;
  }

  @Summary("This description")
  @GetMapping("/api/v1/openapi.json")
  ObjectNode document() {
    ObjectNode document = Json.MAPPER.createObjectNode().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Offprint")
        .put("version", Platform.current().version())
        .put("description", "Papers, and runs of their methods.");
    document.putArray("servers").addObject().put("url", "/");
    ObjectNode paths = document.putObject("paths");
    sorted().forEach((path, operations) -> paths.set(path, operations));
    addComponents(document.putObject("components").putObject("schemas"));
    return document;
  }

  private Map<String, ObjectNode> sorted() {
    Map<String, ObjectNode> paths = new TreeMap<>();
    for (Map.Entry<RequestMappingInfo, HandlerMethod> route :
        routes.getObject().getHandlerMethods().entrySet()) {
      for (String pattern : route.getKey().getPatternValues()) {
        if (pattern.startsWith(PREFIX)) {
          ObjectNode path =
              paths.computeIfAbsent(Operation.path(pattern), _ -> Json.MAPPER.createObjectNode());
          for (RequestMethod verb : route.getKey().getMethodsCondition().getMethods()) {
            path.set(
                verb.asHttpMethod().name().toLowerCase(Locale.ROOT),
                new Operation(route.getValue(), types).json(pattern));
          }
        }
      }
    }
    return paths;
  }

  private void addComponents(ObjectNode schemas) {
    schemas.set("Problem", types.of(ProblemSchema.class));
    ArrayNode requests = schemas.putObject("Request").putArray("oneOf");
    for (PaperMethod<?> method : methods.all()) {
      MethodEntry<?> methodEntry = methods.get(method.id());
      String name = method.id().replace('/', '.');
      ObjectNode params = methodEntry.schema().json();
      params.remove(List.of("$schema", "required"));
      schemas.set(name, params);
      requests.add(request(methodEntry, name));
    }
    for (HandlerMethod route : routes.getObject().getHandlerMethods().values()) {
      for (Class<?> body : Operation.bodies(route)) {
        if (!schemas.has(body.getSimpleName())) {
          schemas.set(body.getSimpleName(), types.of(body));
        }
      }
    }
  }

  private static ObjectNode request(MethodEntry<?> methodEntry, String name) {
    ObjectNode request = Json.MAPPER.createObjectNode();
    request.put("type", "object").put("description", methodEntry.method().summary());
    request.putArray("required").add("method");
    ObjectNode properties = request.putObject("properties");
    properties.putObject("method").put("const", methodEntry.id());
    ArrayNode presets = properties.putObject("preset").put("type", "string").putArray("enum");
    methodEntry.presets().forEach(presets::add);
    properties
        .putObject("params")
        .put("$ref", "#/components/schemas/" + name)
        .put("description", "Completed from the preset");
    properties.putObject("seed").put("type", "integer").put("default", 1);
    return request;
  }

  /** The shape of problem+json. */
  private record ProblemSchema(
      String type, String title, int status, String detail, List<Fault> faults) {}
}
