package offprint.server.run.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import offprint.engine.Json;
import offprint.server.method.MethodEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The run of a form, written as a command, as a call of the REST interface and in Java. */
record SameRun(String command, String curl, String java) {
  private static final int MOST_OF_MAP = 10;

  /**
   * @param given what differs from the preset
   * @param site address of the site, without a slash at its end
   * @param fileName name of the reader's own file by its reference; other references stay
   */
  static SameRun of(
      MethodEntry<?> method,
      String preset,
      ObjectNode given,
      long seed,
      String site,
      UnaryOperator<String> fileName) {
    Map<String, String> texts = new LinkedHashMap<>();
    given.properties().forEach(p -> texts.put(p.getKey(), text(p.getValue(), fileName)));
    boolean isFirst = preset.equals(method.presets().getFirst());
    return new SameRun(
        command(method.id(), isFirst ? "" : preset, texts, seed),
        curl(method.id(), isFirst ? "" : preset, given, seed, site),
        java(method, preset, texts, seed));
  }

  private static String text(JsonNode value, UnaryOperator<String> fileName) {
    return value.isArray()
        ? value
            .valueStream()
            .map(item -> fileName.apply(item.asString("")))
            .collect(Collectors.joining(","))
        : fileName.apply(value.asString(""));
  }

  private static String command(
      String method, String preset, Map<String, String> values, long seed) {
    List<String> words = new ArrayList<>(List.of("offprint run " + method));
    if (!preset.isEmpty()) {
      words.add("--preset " + quoted(preset));
    }
    values.forEach(
        (name, value) -> {
          String flag = "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
          boolean isPlain = !value.isEmpty() && !value.startsWith("-") && !isSwitch(value);
          words.add(flag + (isPlain ? " " : "=") + quoted(value));
        });
    if (seed != 1) {
      words.add(seed < 0 ? "--seed=" + seed : "--seed " + seed);
    }
    return String.join(" \\\n  ", words);
  }

  private static boolean isSwitch(String value) {
    return value.equals("true") || value.equals("false");
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9._:/,+=-]*") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static String curl(
      String method, String preset, ObjectNode given, long seed, String site) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("method", method);
    if (!preset.isEmpty()) {
      body.put("preset", preset);
    }
    body.set("params", given);
    body.put("seed", seed);
    return "curl -X POST %s/api/v1/runs -H 'Content-Type: application/json' \\\n  -d '%s'"
        .formatted(site, body.toString().replace("'", "'\\''"));
  }

  private static String java(
      MethodEntry<?> method, String preset, Map<String, String> values, long seed) {
    List<String> entries =
        values.entrySet().stream()
            .map(e -> "%s, %s".formatted(literal(e.getKey()), literal(e.getValue())))
            .toList();
    String map =
        entries.size() <= MOST_OF_MAP
            ? "Map.of(%s)".formatted(String.join(", ", entries))
            : "Map.ofEntries(%s)"
                .formatted(
                    entries.stream()
                        .map("Map.entry(%s)"::formatted)
                        .collect(Collectors.joining(", ")));
    return """
    var method = PaperMethod.of(new %s());
    var schema = new ParameterSchema<>(method.method());
    var params = schema.read(%s, schema.parse(%s));
    var sources = new Sources(Path.of("offprint-home"), false);
    var outcome =
        new Runner(sources, Listener.SILENT).run(method, params, %d, Path.of("result"));
    System.out.println(outcome.report().answer());
    """
        .formatted(method.method().method().getClass().getName(), literal(preset), map, seed)
        .strip();
  }

  private static String literal(String text) {
    return Json.MAPPER.writeValueAsString(text);
  }
}
