package offprint.server.hub;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A row in the hub's JSON: its fields in its order, unknown ones omitted. */
final class EntryJson {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final HubTable.Row row;

  EntryJson(HubTable.Row row) {
    this.row = row;
  }

  /** An entry of a list, with the paper nested. */
  ObjectNode entry(String site) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.set("paper", paper());
    node.put("publishedAt", listPublished());
    node.put("title", row.extra().path("listTitle").asString(row.title()));
    node.put("summary", row.summary());
    copy(node, "mediaUrls");
    node.put("thumbnail", site + "/papers/" + row.id() + "/thumbnail.svg");
    node.put("numComments", row.comments());
    ObjectNode submitter = submitter();
    if (submitter != null) {
      node.set("submittedBy", submitter);
    }
    copy(node, "organization");
    copy(node, "isAuthorParticipating");
    return node;
  }

  /** A single paper, with the list's fields in the paper. */
  ObjectNode alone(String site) {
    ObjectNode node = paper();
    node.put("numComments", row.comments());
    copy(node, "isAuthorParticipating");
    node.put("thumbnail", site + "/papers/" + row.id() + "/thumbnail.svg");
    for (String kind : new String[] {"Models", "Datasets", "Spaces"}) {
      node.putArray("linked" + kind);
      node.put("numTotal" + kind, 0);
    }
    return node;
  }

  private ObjectNode paper() {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("id", row.id());
    ArrayNode authors = node.putArray("authors");
    row.authors().forEach(author -> authors.add(author(author)));
    copy(node, "mediaUrls");
    node.put("publishedAt", instant(row.published()));
    if (!row.day().isEmpty()) {
      node.put("submittedOnDailyAt", INSTANT.format(Instant.ofEpochMilli(row.listedAt())));
    }
    node.put("title", row.title());
    ObjectNode submitter = submitter();
    if (submitter != null) {
      node.set("submittedOnDailyBy", user(submitter));
    }
    node.put("summary", row.summary());
    node.put("upvotes", row.upvotes());
    copy(node, "discussionId");
    put(node, "projectPage", row.projectPage());
    put(node, "githubRepo", row.code());
    copy(node, "githubRepoAddedBy");
    copy(node, "ai_summary");
    copy(node, "ai_keywords");
    copy(node, "ai_summary_model");
    copy(node, "githubStars");
    copy(node, "organization");
    if (!row.extra().has("ai_keywords") && !row.keywords().isEmpty()) {
      node.set("keywords", row.keywords());
    }
    return node;
  }

  private static ObjectNode author(JsonNode stored) {
    ObjectNode author = Json.MAPPER.createObjectNode();
    if (stored.path("user") instanceof ObjectNode user) {
      author.set("user", user);
    }
    author.put("name", stored.path("name").asString());
    for (String field : new String[] {"status", "statusLastChangedAt"}) {
      if (stored.has(field)) {
        author.set(field, stored.path(field));
      }
    }
    return author.put("hidden", stored.path("hidden").asBoolean(false));
  }

  private @Nullable ObjectNode submitter() {
    if (row.extra().path("submittedBy") instanceof ObjectNode person) {
      return person;
    }
    return row.submitter() == null
        ? null
        : Json.MAPPER.createObjectNode().put("name", row.submitter()).put("type", "user");
  }

  /** The submitter in the form used inside papers. */
  private static ObjectNode user(ObjectNode submitter) {
    ObjectNode user = Json.MAPPER.createObjectNode();
    for (String field : new String[] {"isPro", "fullname"}) {
      if (submitter.has(field)) {
        user.set(field, submitter.path(field));
      }
    }
    JsonNode name = submitter.path("name");
    user.set("user", name);
    user.put("type", submitter.path("type").asString("user"));
    user.set("name", name);
    return user;
  }

  private String listPublished() {
    String given = row.extra().path("listPublishedAt").asString("");
    try {
      return given.isEmpty() ? listed() : instant(given);
    } catch (DateTimeException _) {
      return listed();
    }
  }

  private String listed() {
    return row.day().isEmpty()
        ? instant(row.published())
        : INSTANT.format(Instant.ofEpochMilli(row.listedAt()));
  }

  /** A stored time as an instant with milliseconds; a day means its start. */
  static String instant(String stored) {
    Instant instant =
        stored.length() == 10
            ? LocalDate.parse(stored).atStartOfDay(ZoneOffset.UTC).toInstant()
            : Instant.parse(stored);
    return INSTANT.format(instant);
  }

  private void copy(ObjectNode node, String field) {
    if (row.extra().hasNonNull(field)) {
      node.set(field, row.extra().path(field));
    }
  }

  private static void put(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }
}
