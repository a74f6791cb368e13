package offprint.server.ingest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import offprint.engine.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A paper as arXiv describes it.
 *
 * @param id without version
 * @param published of the first version
 * @param updated of {@code version}
 * @param categories the primary one first
 * @param comment "" where there is none; so are {@code journal} and {@code doi}
 */
record ArxivEntry(
    String id,
    int version,
    String title,
    String summary,
    List<String> authors,
    Instant published,
    Instant updated,
    List<String> categories,
    String comment,
    String journal,
    String doi) {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * The paper as a line of an import.
   *
   * @param withAuthors false if the store has more than the authors' names
   */
  ObjectNode line(boolean withAuthors) {
    ObjectNode line = Json.MAPPER.createObjectNode();
    line.put("id", id).put("title", title).put("summary", summary);
    ArrayNode names = line.putArray("authors");
    if (withAuthors) {
      authors.forEach(name -> names.addObject().put("name", name));
    }
    line.put("publishedAt", INSTANT.format(published));
    line.put("updated", INSTANT.format(updated));
    line.put("version", version);
    ArrayNode named = line.putArray("categories");
    categories.forEach(named::add);
    put(line, "comment", comment);
    put(line, "journalRef", journal);
    put(line, "doi", doi);
    return line;
  }

  private static void put(ObjectNode line, String field, String value) {
    if (!value.isEmpty()) {
      line.put(field, value);
    }
  }
}
