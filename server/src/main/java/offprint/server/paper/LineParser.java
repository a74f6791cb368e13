package offprint.server.paper;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a line of JSON: our own form ({@code slug, title, arxiv, published, authors, authorCount,
 * code, summary, keywords}) and that of the Daily Papers archive ({@code date, rank, id, title,
 * summary, authors, publishedAt, upvotes, githubRepo, projectPage}); collects every fault.
 */
final class LineParser {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern ARXIV =
      Pattern.compile("[0-9]{4}\\.[0-9]{4,5}|[a-z-]+(\\.[A-Z]{2})?/[0-9]{7}");
  private static final Set<String> READ =
      Set.of(
          "slug",
          "arxiv",
          "id",
          "title",
          "authors",
          "authorCount",
          "published",
          "publishedAt",
          "summary",
          "code",
          "githubRepo",
          "projectPage",
          "keywords",
          "date",
          "rank",
          "upvotes");

  private final long number;
  private final List<LineFault> faults = new ArrayList<>();

  LineParser(long number) {
    this.number = number;
  }

  List<LineFault> faults() {
    return faults;
  }

  /** The line, null where there are {@link #faults()}. */
  @Nullable PaperLine parse(String json) {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(json);
    } catch (JacksonException e) {
      fault("", "the line must be JSON: " + Json.reason(e));
      return null;
    }
    if (!(node instanceof ObjectNode object)) {
      fault("", "the line must be a JSON object: got " + node.getNodeType());
      return null;
    }
    if (json.contains("\\u") && !isWhole(node.toString())) {
      fault("", "the line must be Unicode: got half of a surrogate pair");
      return null;
    }
    PaperLine line = read(object);
    return faults.isEmpty() ? line : null;
  }

  /** Whether all surrogates are paired. */
  private static boolean isWhole(String json) {
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < json.length()
              && Character.isLowSurrogate(json.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private PaperLine read(ObjectNode node) {
    String slug = text(node, "slug", 100);
    if (slug != null && !SLUG.matcher(slug).matches()) {
      fault("slug", "slug must be lower-case words joined by hyphens: got " + slug);
    }
    String idField = node.hasNonNull("arxiv") ? "arxiv" : "id";
    String arxiv = text(node, idField, 40);
    if (arxiv != null && !ARXIV.matcher(arxiv).matches()) {
      fault(idField, "%s must be an arXiv id without version: got %s".formatted(idField, arxiv));
    }
    if (slug == null && arxiv == null) {
      fault("id", "id or slug must be given: got neither");
    }
    String title = text(node, "title", 1_000);
    if (title == null) {
      fault("title", "title must not be empty: got nothing");
    }
    ArrayNode authors = authors(node.path("authors"));
    String summary = text(node, "summary", 20_000);
    ObjectNode extra = Json.MAPPER.createObjectNode();
    node.properties().stream()
        .filter(p -> !READ.contains(p.getKey()))
        .forEach(p -> extra.set(p.getKey(), p.getValue()));
    return new PaperLine(
        slug,
        arxiv,
        title == null ? "" : title.replaceAll("\\s+", " "),
        authors,
        Math.max(whole(node, "authorCount", 0, 100_000), authors.size()),
        published(node),
        summary == null ? "" : summary,
        link(node, node.hasNonNull("code") ? "code" : "githubRepo"),
        link(node, "projectPage"),
        keywords(node, node.hasNonNull("keywords") ? "keywords" : "ai_keywords"),
        place(node),
        extra);
  }

  private PaperLine.@Nullable Place place(ObjectNode node) {
    String day = text(node, "date", 10);
    if (day == null) {
      return null;
    }
    long listedAt = 0;
    try {
      listedAt = LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      fault("date", "date must be a day like 2025-12-26: got " + day);
    }
    return new PaperLine.Place(
        day,
        whole(node, "rank", 1, 1_000_000),
        whole(node, "upvotes", 0, Integer.MAX_VALUE),
        whole(node, "numComments", 0, Integer.MAX_VALUE),
        submitter(node),
        instant(node, "submittedOnDailyAt", listedAt));
  }

  private @Nullable String submitter(ObjectNode node) {
    return node.path("submittedBy") instanceof ObjectNode person ? text(person, "name", 200) : null;
  }

  private long instant(ObjectNode node, String field, long otherwise) {
    String given = text(node, field, 40);
    if (given == null) {
      return otherwise;
    }
    try {
      return Instant.parse(given).toEpochMilli();
    } catch (DateTimeException e) {
      fault(field, "%s must be an instant in ISO 8601: got %s".formatted(field, given));
      return otherwise;
    }
  }

  private String published(ObjectNode node) {
    String field = node.hasNonNull("published") ? "published" : "publishedAt";
    String given = text(node, field, 40);
    if (given == null) {
      fault(field, field + " must be given: got nothing");
      return "";
    }
    try {
      if (given.startsWith("-") || given.startsWith("+")) {
        fault(field, "%s must be in a year of four digits: got %s".formatted(field, given));
      } else if (given.length() == 10) {
        LocalDate.parse(given);
      } else {
        Instant instant = Instant.parse(given);
        return given.endsWith("Z") ? given : instant.toString(); // lists are ordered as text
      }
    } catch (DateTimeException e) {
      fault(field, "%s must be a day or an instant in ISO 8601: got %s".formatted(field, given));
    }
    return given;
  }

  private ArrayNode authors(JsonNode given) {
    ArrayNode authors = Json.MAPPER.createArrayNode();
    if (!given.isArray()) {
      fault("authors", "authors must be a list: got " + shown(given));
      return authors;
    }
    for (JsonNode author : given) {
      JsonNode name = author.isObject() ? author.path("name") : author;
      if (!isName(name, 300)) {
        fault("authors", "each author must have a name: got " + shown(author));
      } else {
        authors.add(
            author.isObject()
                ? author
                : Json.MAPPER.createObjectNode().put("name", name.asString()));
      }
    }
    return authors;
  }

  private ArrayNode keywords(ObjectNode node, String field) {
    JsonNode given = node.path(field);
    ArrayNode keywords = Json.MAPPER.createArrayNode();
    if (given.isMissingNode() || given.isNull()) {
      return keywords;
    }
    if (!given.isArray()) {
      fault(field, field + " must be a list: got " + shown(given));
    }
    for (JsonNode keyword : given) {
      if (isName(keyword, 300)) {
        keywords.add(keyword);
      } else if (!keyword.isString()
          || !keyword.asString().isBlank()) { // the archive has blank names
        fault(field, "each keyword must be text: got " + shown(keyword));
      }
    }
    return keywords;
  }

  private static boolean isName(JsonNode value, int longest) {
    return value.isString()
        && !value.asString().isBlank()
        && value.asString().length() <= longest
        && value.asString().indexOf('\0') < 0;
  }

  /** An address; white space in it is removed as a line break of the source. */
  private @Nullable String link(ObjectNode node, String field) {
    String text = text(node, field, 2_000);
    if (text == null) {
      return null;
    }
    String given = text.replaceAll("\\s+", "");
    try {
      URI uri = URI.create(given);
      String scheme = String.valueOf(uri.getScheme());
      if ((scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null) {
        return given;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    fault(field, "%s must be an address that begins with https://: got %s".formatted(field, given));
    return null;
  }

  /** Text of a field, null where it is absent, null or blank. */
  private @Nullable String text(ObjectNode node, String field, int limit) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      fault(field, "%s must be text: got %s".formatted(field, shown(value)));
      return null;
    }
    String text = value.asString().strip();
    if (text.indexOf('\0') >= 0) {
      fault(field, field + " must not hold the character U+0000");
    }
    if (text.length() > limit) {
      fault(
          field,
          "%s must have at most %d characters: got %d".formatted(field, limit, text.length()));
    }
    return text.isEmpty() ? null : text;
  }

  private int whole(ObjectNode node, String field, int least, int greatest) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return least;
    }
    if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > greatest) {
      fault(
          field,
          "%s must be a whole number from %d to %d: got %s"
              .formatted(field, least, greatest, shown(value)));
      return least;
    }
    return value.asInt();
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "nothing" : value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  private void fault(String field, String message) {
    faults.add(new LineFault(number, field, message));
  }
}
