package offprint.server.method;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import offprint.method.Claim;
import offprint.method.Method;
import offprint.method.Preset;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A method in REST.
 *
 * @param schema JSON Schema of its parameters; only where one method is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MethodView(
    String id,
    String paper,
    String task,
    String summary,
    List<String> presets,
    @Nullable List<Claim> claims,
    @Nullable ObjectNode schema) {

  static MethodView brief(Method<?> method) {
    return of(method, null, null);
  }

  static MethodView full(MethodEntry<?> methodEntry) {
    return of(methodEntry.method(), methodEntry.method().claims(), methodEntry.schema().json());
  }

  private static MethodView of(
      Method<?> method, @Nullable List<Claim> claims, @Nullable ObjectNode schema) {
    return new MethodView(
        method.card().id(),
        method.card().paper().slug(),
        method.card().task(),
        method.card().summary(),
        method.presets().stream().map(Preset::name).toList(),
        claims,
        schema);
  }
}
