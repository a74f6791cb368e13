package offprint.method;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A named set of parameters: the declared defaults ({@link Param#value}) and what differs from
 * them.
 *
 * @param name lower-case word, e.g. "paper"
 * @param values text by parameter name, each written as a form field is
 */
public record Preset(String name, Map<String, String> values) {
  /** The first preset of every method: the declared defaults. */
  public static final Preset QUICK = new Preset("quick", Map.of());

  public Preset {
    values = Map.copyOf(values);
  }

  /**
   * @param settings each "name=value", e.g. "epochs=10", "columns=a,b"
   * @throws IllegalArgumentException if one has no "=" or a name comes twice
   */
  public static Preset of(String name, String... settings) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "preset %s: a setting must be name=value: got %s".formatted(name, setting));
      }
      if (values.put(setting.substring(0, equals), setting.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            "preset %s: %s is set twice".formatted(name, setting.substring(0, equals)));
      }
    }
    return new Preset(name, values);
  }
}
