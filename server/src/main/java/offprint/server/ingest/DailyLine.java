package offprint.server.ingest;

import java.time.LocalDate;
import java.util.Optional;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns an entry of the Daily Papers API into a line of an import. */
final class DailyLine {
  private DailyLine() {}

  /**
   * The line of an entry; empty if it holds no paper.
   *
   * @param day null if it is on no known list; {@code rank} is then ignored
   */
  static Optional<ObjectNode> of(JsonNode entry, @Nullable LocalDate day, int rank) {
    JsonNode paper = entry.path("paper");
    String id = paper.path("id").asString("");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode line = Json.MAPPER.createObjectNode();
    if (day != null) {
      line.put("date", day.toString()).put("rank", rank);
    }
    Optional<ArxivId> arxiv = ArxivId.parse(id);
    line.put(arxiv.isPresent() ? "id" : "slug", arxiv.map(ArxivId::id).orElse(id));
    String title = paper.path("title").asString(entry.path("title").asString(""));
    String listTitle = entry.path("title").asString(title);
    line.put("title", title);
    if (!listTitle.replaceAll("\\s+", "").equals(title.replaceAll("\\s+", ""))) {
      line.put("listTitle", listTitle);
    }
    line.put("summary", paper.path("summary").asString(entry.path("summary").asString("")));
    ArrayNode authors = line.putArray("authors");
    paper.path("authors").forEach(author -> authors.add(author(author)));
    copy(paper, line, "publishedAt");
    listPublished(entry, paper, day, line);
    copy(paper, line, "submittedOnDailyAt");
    copy(paper, line, "upvotes");
    copy(entry, line, "numComments");
    JsonNode submitter =
        entry.hasNonNull("submittedBy")
            ? entry.path("submittedBy")
            : paper.path("submittedOnDailyBy");
    if (submitter.isObject()) {
      line.set("submittedBy", only(submitter, "name", "fullname", "type", "isPro"));
    }
    copy(entry, line, "isAuthorParticipating");
    JsonNode organization =
        entry.hasNonNull("organization") ? entry.path("organization") : paper.path("organization");
    if (organization.isObject()) {
      line.set("organization", only(organization, "name", "fullname"));
    }
    for (String field :
        new String[] {
          "discussionId",
          "projectPage",
          "githubRepo",
          "githubRepoAddedBy",
          "githubStars",
          "ai_summary",
          "ai_keywords",
          "ai_summary_model",
          "keywords"
        }) {
      copy(paper, line, field);
    }
    copy(entry.has("mediaUrls") ? entry : paper, line, "mediaUrls");
    return Optional.of(line);
  }

  /** Omits the date if it only repeats when the paper was listed. */
  private static void listPublished(
      JsonNode entry, JsonNode paper, @Nullable LocalDate day, ObjectNode line) {
    String published = entry.path("publishedAt").asString("");
    String submitted = paper.path("submittedOnDailyAt").asString(day + "T00:00:00.000Z");
    if (!published.isEmpty() && !published.equals(submitted)) {
      line.put("listPublishedAt", published);
    }
  }

  private static ObjectNode author(JsonNode given) {
    ObjectNode author = Json.MAPPER.createObjectNode();
    copy(given, author, "name");
    if (given.path("hidden").asBoolean(false)) {
      author.put("hidden", true);
    }
    if (given.path("user").isObject()) {
      author.set("user", only(given.path("user"), "user", "fullname", "type", "isPro", "name"));
    }
    copy(given, author, "status");
    copy(given, author, "statusLastChangedAt");
    return author;
  }

  private static ObjectNode only(JsonNode from, String... fields) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    for (String field : fields) {
      copy(from, node, field);
    }
    return node;
  }

  private static void copy(JsonNode from, ObjectNode to, String field) {
    if (from.hasNonNull(field)) {
      to.set(field, from.path(field));
    }
  }
}
