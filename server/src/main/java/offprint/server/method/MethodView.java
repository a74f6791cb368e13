package offprint.server.method;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import offprint.engine.Claim;
import offprint.engine.PaperMethod;
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

  static MethodView brief(PaperMethod<?> method) {
    return of(method, null, null);
  }

  static MethodView full(MethodEntry<?> methodEntry) {
    return of(methodEntry.method(), methodEntry.method().claims(), methodEntry.schema().json());
  }

  private static MethodView of(
      PaperMethod<?> method, @Nullable List<Claim> claims, @Nullable ObjectNode schema) {
    return new MethodView(
        method.id(),
        method.paper().slug(),
        method.task(),
        method.summary(),
        method.method().presets().stream().map(Preset::name).toList(),
        claims,
        schema);
  }
}
