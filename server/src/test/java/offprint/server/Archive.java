package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import offprint.engine.Json;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import tools.jackson.databind.node.ObjectNode;

/** Lines of an archive, made by hand, and a way to bring them into a data folder. */
final class Archive {
  private Archive() {}

  /** A paper on a day's list; more fields may be put. */
  static ObjectNode line(String day, int rank, String id, String title) {
    ObjectNode line =
        Json.MAPPER
            .createObjectNode()
            .put("date", day)
            .put("rank", rank)
            .put("id", id)
            .put("title", title)
            .put("summary", "The abstract of " + title + ".")
            .put("publishedAt", day + "T00:00:00.000Z")
            .put("upvotes", 0);
    line.putArray("authors").addObject().put("name", "Ada Author");
    return line;
  }

  /** Stores lines, which all must be right. */
  static void add(Path home, ObjectNode... lines) throws IOException {
    try (Home opened = TestDatabase.open(home)) {
      addTo(opened, lines);
    }
  }

  /** The same where the data folder is open. */
  static void addTo(Home home, ObjectNode... lines) throws IOException {
    addTo(new Papers(home), lines);
  }

  /** The same through a running site's own service, as an import by its administrator. */
  static void addTo(Papers papers, ObjectNode... lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (ObjectNode line : lines) {
      text.append(line).append('\n');
    }
    assertThat(
            papers
                .importLines(
                    new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)))
                .faults())
        .isEmpty();
  }
}
