package offprint.server.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import offprint.engine.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Topics, authors, searches and lists that a subscriber wants in the mail.
 *
 * @param forYou the list "For you" of the account that the mail belongs to
 * @param following what that account follows
 * @param notices notices to that account
 */
public record DigestPreferences(
    boolean trending,
    List<String> topics,
    List<String> authors,
    List<String> searches,
    boolean forYou,
    boolean following,
    boolean notices) {
  public static final DigestPreferences DEFAULT =
      new DigestPreferences(true, List.of(), List.of(), List.of());
  static final int MOST = 20;
  private static final int LONGEST = 200;

  /**
   * @throws IllegalArgumentException for more than {@value #MOST} of a kind, or a long one
   */
  public DigestPreferences {
    topics = checked("topics", topics);
    authors = checked("authors", authors);
    searches = checked("searches", searches);
  }

  /** Preferences of a subscriber without account. */
  public DigestPreferences(
      boolean trending, List<String> topics, List<String> authors, List<String> searches) {
    this(trending, topics, authors, searches, false, false, false);
  }

  DigestPreferences withPersonal(boolean forYou, boolean following, boolean notices) {
    return new DigestPreferences(trending, topics, authors, searches, forYou, following, notices);
  }

  private static List<String> checked(String name, List<String> given) {
    List<String> texts =
        given.stream()
            .map(text -> text.replaceAll("[\\s\\p{Z}\\p{Cntrl}]+", " ").strip())
            .filter(text -> !text.isEmpty())
            .distinct()
            .toList();
    if (texts.size() > MOST) {
      throw new IllegalArgumentException(
          "%s must be at most %d: got %d".formatted(name, MOST, texts.size()));
    }
    for (String text : texts) {
      if (text.length() > LONGEST) {
        throw new IllegalArgumentException(
            "%s must have at most %d characters each: got %d"
                .formatted(name, LONGEST, text.length()));
      }
    }
    return texts;
  }

  /** Whether every mail would be empty. */
  public boolean isEmpty() {
    return !trending
        && topics.isEmpty()
        && authors.isEmpty()
        && searches.isEmpty()
        && !(forYou || following || notices);
  }

  /** Splits a text field into one entry per line. */
  public static List<String> lines(String typed) {
    return typed.lines().toList();
  }

  String json() {
    ObjectNode json = Json.MAPPER.createObjectNode().put("trending", trending);
    topics.forEach(json.putArray("topics")::add);
    authors.forEach(json.putArray("authors")::add);
    searches.forEach(json.putArray("searches")::add);
    json.put("forYou", forYou).put("following", following).put("notices", notices);
    return json.toString();
  }

  static DigestPreferences parse(String json) {
    JsonNode node = Json.MAPPER.readTree(json);
    return new DigestPreferences(
        node.path("trending").asBoolean(),
        texts(node.path("topics")),
        texts(node.path("authors")),
        texts(node.path("searches")),
        node.path("forYou").asBoolean(false),
        node.path("following").asBoolean(false),
        node.path("notices").asBoolean(false));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  /** "what trends, 2 topics and 1 author". */
  public String words() {
    List<String> parts = new ArrayList<>();
    if (trending) {
      parts.add("what trends");
    }
    if (forYou) {
      parts.add("your list For you");
    }
    if (following) {
      parts.add("what you follow");
    }
    if (notices) {
      parts.add("notices");
    }
    count("topic", topics, parts);
    count("author", authors, parts);
    count("search", searches, parts);
    if (parts.isEmpty()) {
      return "nothing";
    }
    String last = parts.removeLast();
    return parts.isEmpty() ? last : String.join(", ", parts) + " and " + last;
  }

  private static void count(String name, List<String> wishes, List<String> parts) {
    if (!wishes.isEmpty()) {
      String plural = name.endsWith("ch") ? name + "es" : name + "s";
      parts.add(
          "%d %s"
              .formatted(wishes.size(), wishes.size() == 1 ? name : plural)
              .toLowerCase(Locale.ROOT));
    }
  }
}
