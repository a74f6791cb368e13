package offprint.server.paper;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.StreamSupport;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes lines that {@link LineParser} reads back to the same: archive form where listed, else
 * ours.
 */
final class LineWriter {
  private final Writer out;
  private long lines;

  LineWriter(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  long lines() {
    return lines;
  }

  void write(PaperLine line) {
    write(line, "");
  }

  /**
   * @param note "" for none
   */
  void write(PaperLine line, String note) {
    try {
      ObjectNode node = json(line);
      if (!note.isEmpty()) {
        node.put("note", note);
      }
      out.write(node.toString());
      out.write('\n');
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  private static ObjectNode json(PaperLine line) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    PaperLine.Place place = line.place();
    boolean listed = place != null;
    if (place != null) {
      node.put("date", place.day()).put("rank", place.rank());
    }
    put(node, "slug", line.slug());
    put(node, listed ? "id" : "arxiv", line.arxiv());
    node.put("title", line.title());
    node.put("summary", line.summary());
    node.set("authors", listed ? line.authors() : names(line.authors()));
    if (line.authorCount() != line.authors().size() || !listed) {
      node.put("authorCount", line.authorCount());
    }
    node.put(line.published().length() == 10 ? "published" : "publishedAt", line.published());
    put(node, listed ? "githubRepo" : "code", line.code());
    put(node, "projectPage", line.projectPage());
    if (!line.keywords().isEmpty()) {
      node.set("keywords", line.keywords());
    }
    if (place != null) {
      node.put("upvotes", place.upvotes());
    }
    line.extra().properties().forEach(p -> node.set(p.getKey(), p.getValue()));
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  /** Plain names if only the names of the authors are known. */
  private static ArrayNode names(ArrayNode authors) {
    if (StreamSupport.stream(authors.spliterator(), false).anyMatch(a -> a.size() != 1)) {
      return authors;
    }
    ArrayNode names = Json.MAPPER.createArrayNode();
    for (JsonNode author : authors) {
      names.add(author.path("name"));
    }
    return names;
  }
}
