package offprint.server.digest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import offprint.engine.Json;
import offprint.server.web.Address;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A section of a mail.
 *
 * @param name topic, author or search; "" for trending papers
 * @param papers row numbers; of notices where the kind says so
 * @param more number of papers left out for lack of space
 */
record Section(Kind kind, String name, List<Long> papers, int more) {

  /** Kind of a section. */
  enum Kind {
    AUTHOR,
    /** The account's list "For you". */
    FOR_YOU,
    /** Not of papers: the numbers are those of notices. */
    NOTICES,
    SEARCH,
    TOPIC,
    TRENDING
  }

  Section {
    papers = List.copyOf(papers);
  }

  /** Path of the page with all papers of the section. */
  String path() {
    return switch (kind) {
      case AUTHOR -> Address.author(name);
      case TOPIC -> Address.topic(name);
      case SEARCH -> "/search?q=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
      case TRENDING -> "/papers/trending";
      case FOR_YOU -> "/papers/for-you";
      case NOTICES -> "/notifications";
    };
  }

  String title() {
    return switch (kind) {
      case AUTHOR -> "By " + name;
      case TOPIC -> name;
      case SEARCH -> "Search: " + name;
      case TRENDING -> "Trending";
      case FOR_YOU -> "For you";
      case NOTICES -> "Notices";
    };
  }

  static String json(List<Section> sections) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (Section section : sections) {
      ObjectNode node =
          list.addObject()
              .put("kind", section.kind.name().toLowerCase(Locale.ROOT))
              .put("name", section.name)
              .put("more", section.more);
      section.papers.forEach(node.putArray("papers")::add);
    }
    return list.toString();
  }

  static List<Section> parse(String json) {
    List<Section> sections = new ArrayList<>();
    for (JsonNode node : Json.MAPPER.readTree(json)) {
      List<Long> papers = new ArrayList<>();
      node.path("papers").forEach(paper -> papers.add(paper.asLong()));
      sections.add(
          new Section(
              Kind.valueOf(node.path("kind").asString().toUpperCase(Locale.ROOT)),
              node.path("name").asString(),
              papers,
              node.path("more").asInt()));
    }
    return List.copyOf(sections);
  }
}
