package offprint.engine;

import java.util.List;
import offprint.method.Report;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The result of a finished run: manifest, report, verdicts on the claims, files. */
public record Outcome(
    Manifest manifest, Report report, List<Verdict> verdicts, List<Artifact> artifacts) {

  /**
   * Reads a {@code report.json}, also one of an older version, without answers, legends and tasks
   * of claims.
   *
   * @throws tools.jackson.core.JacksonException if it is none
   */
  public static Outcome parse(byte[] json) {
    JsonNode outcome = Json.MAPPER.readTree(json);
    String method = outcome.at("/manifest/method").asString("");
    complete(outcome.path("report"), "answer", "");
    for (JsonNode block : outcome.at("/report/blocks")) {
      if (block.path("block").asString("").equals("picture") && !block.has("legend")) {
        ((ObjectNode) block).putArray("legend");
      }
    }
    for (JsonNode verdict : outcome.path("verdicts")) {
      complete(verdict.path("claim"), "task", method.substring(method.indexOf('/') + 1));
    }
    return Json.MAPPER.treeToValue(outcome, Outcome.class);
  }

  private static void complete(JsonNode node, String name, String value) {
    if (node instanceof ObjectNode object && !object.has(name)) {
      object.put(name, value);
    }
  }
}
