package offprint.server.api;

import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.engine.Json;
import offprint.server.web.Summary;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes one route: parameters, body and answers, read from the method that handles it. */
final class Operation {
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z]+)[^}]*}");

  private final HandlerMethod handler;
  private final TypeSchemas types;

  Operation(HandlerMethod handler, TypeSchemas types) {
    this.handler = handler;
    this.types = types;
  }

  /** "/runs/{id:…}" is written "/runs/{id}". */
  static String path(String pattern) {
    return VARIABLE.matcher(pattern).replaceAll("{$1}");
  }

  ObjectNode json(String pattern) {
    Summary summary = handler.getMethodAnnotation(Summary.class);
    if (summary == null) {
      throw new IllegalStateException(handler + " has no @Summary");
    }
    ObjectNode node = Json.MAPPER.createObjectNode();
    String type = handler.getBeanType().getSimpleName();
    node.put("operationId", type.replaceFirst("Api$", "") + "." + handler.getMethod().getName());
    node.put("summary", summary.value());
    addParameters(node.putArray("parameters"), pattern);
    addBody(node);
    ObjectNode responses = node.putObject("responses");
    addAnswer(responses.putObject(Integer.toString(summary.status())));
    responses
        .putObject("default")
        .put("description", "What went wrong, one entry a fault")
        .putObject("content")
        .putObject("application/problem+json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/Problem");
    return node;
  }

  private void addParameters(ArrayNode parameters, String pattern) {
    Matcher variable = VARIABLE.matcher(pattern);
    while (variable.find()) {
      Type type = String.class;
      for (Parameter parameter : handler.getMethod().getParameters()) {
        if (parameter.isAnnotationPresent(PathVariable.class)
            && parameter.getName().equals(variable.group(1))) {
          type = parameter.getType();
        }
      }
      parameters
          .addObject()
          .put("name", variable.group(1))
          .put("in", "path")
          .put("required", true)
          .set("schema", types.of(type));
    }
    for (Parameter parameter : handler.getMethod().getParameters()) {
      RequestParam query = parameter.getAnnotation(RequestParam.class);
      if (query != null && parameter.getType() != MultipartFile.class) {
        ObjectNode schema = types.of(parameter.getType());
        if (!query.defaultValue().equals(ValueConstants.DEFAULT_NONE)) {
          schema.put("default", query.defaultValue());
        }
        parameters
            .addObject()
            .put("name", parameter.getName())
            .put("in", "query")
            .set("schema", schema);
      }
    }
  }

  /** Of the JSON that the route is sent. */
  static List<Class<?>> bodies(HandlerMethod route) {
    return Arrays.stream(route.getMethod().getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
        .<Class<?>>map(Parameter::getType)
        .toList();
  }

  private void addBody(ObjectNode node) {
    for (Parameter parameter : handler.getMethod().getParameters()) {
      if (parameter.getType() == MultipartFile.class) {
        ObjectNode schema = content(node, "multipart/form-data").put("type", "object");
        schema
            .putObject("properties")
            .putObject(parameter.getName())
            .put("type", "string")
            .put("contentMediaType", "application/octet-stream");
        schema.putArray("required").add(parameter.getName());
      } else if (parameter.getType() == InputStream.class) {
        content(node, "application/octet-stream").put("type", "string").put("format", "binary");
      } else if (parameter.isAnnotationPresent(RequestBody.class)) {
        content(node, "application/json")
            .put("$ref", "#/components/schemas/" + parameter.getType().getSimpleName());
      }
    }
  }

  private static ObjectNode content(ObjectNode node, String mediaType) {
    ObjectNode body = node.putObject("requestBody").put("required", true);
    return body.putObject("content").putObject(mediaType).putObject("schema");
  }

  private void addAnswer(ObjectNode answer) {
    answer.put("description", "Done");
    Type type = handler.getMethod().getGenericReturnType();
    if (type instanceof ParameterizedType wrapped && wrapped.getRawType() == ResponseEntity.class) {
      type = wrapped.getActualTypeArguments()[0];
    }
    ObjectNode content = answer.putObject("content");
    if (type == void.class) {
      content.putObject("text/event-stream").putObject("schema").put("type", "string");
    } else if (type == Resource.class) {
      content.putObject("*/*").putObject("schema").put("type", "string").put("format", "binary");
    } else {
      content.putObject("application/json").set("schema", types.of(type));
    }
  }
}
