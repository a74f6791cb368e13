package offprint.server.method;

import java.util.List;
import offprint.engine.InvalidParameters;
import offprint.engine.PaperMethod;
import offprint.engine.ParameterSchema;
import tools.jackson.databind.node.ObjectNode;

/** A method that readers can run, with the schema of its parameters. */
public record MethodEntry<P extends Record>(PaperMethod<P> method, ParameterSchema<P> schema) {
  static <P extends Record> MethodEntry<P> of(PaperMethod<P> method) {
    return new MethodEntry<>(method, new ParameterSchema<>(method.method()));
  }

  public String id() {
    return method.id();
  }

  public List<String> presets() {
    return schema.presets();
  }

  /**
   * The preset's parameters, complete.
   *
   * @throws InvalidParameters if there is no such preset
   */
  public ObjectNode defaults(String preset) {
    return schema.defaults(preset);
  }

  /**
   * Completes given parameters from the preset and checks them.
   *
   * @throws InvalidParameters with every fault
   */
  public ObjectNode complete(String preset, ObjectNode given) {
    return schema.write(schema.read(preset, given));
  }
}
