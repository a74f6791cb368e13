package offprint.server.method;

import java.util.List;
import offprint.engine.InvalidParameters;
import offprint.engine.Json;
import offprint.engine.ParameterSchema;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Preset;
import tools.jackson.databind.node.ObjectNode;

/** A method that readers can run, with the schema of its parameters. */
public record MethodEntry<P extends Record>(Method<P> method, ParameterSchema<P> schema) {
  static <P extends Record> MethodEntry<P> of(Method<P> method) {
    return new MethodEntry<>(method, new ParameterSchema<>(method));
  }

  public Card card() {
    return method.card();
  }

  public List<String> presets() {
    return method.presets().stream().map(Preset::name).toList();
  }

  /**
   * The preset's parameters, complete.
   *
   * @throws InvalidParameters if there is no such preset
   */
  public ObjectNode defaults(String preset) {
    return schema.defaults(schema.preset(preset));
  }

  /**
   * Completes what a reader gave from the preset and checks it.
   *
   * @throws InvalidParameters with every fault
   */
  public ObjectNode complete(String preset, ObjectNode given) {
    return Json.MAPPER.valueToTree(schema.read(preset, given));
  }
}
