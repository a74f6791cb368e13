package offprint.server.paper;

import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import offprint.server.prose.Prose;
import offprint.server.web.Address;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Details of a paper from lists and sources beyond title and abstract; "" or empty if unknown.
 *
 * @param appearances by day
 * @param authors every name that is known, with the page of its papers
 * @param stars of its code, -1 where nobody counted
 * @param aiSummary a sentence that a language model wrote
 * @param media addresses of pictures and films
 * @param facts other known things: version, journal, DOI, comment, categories
 */
record PaperDetails(
    List<Appearance> appearances,
    List<Author> authors,
    String organization,
    long stars,
    String aiSummary,
    List<Medium> media,
    List<Fact> facts) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

  /** An entry on a day's list. */
  record Appearance(
      String day, int place, int upvotes, int comments, String submitter, ObjectNode extra) {
    public String title() {
      return DAY.format(LocalDate.parse(day));
    }

    public String submitterUrl() {
      return Address.submitter(submitter);
    }

    /** Full name of the submitter, else the user name. */
    public String submitterName() {
      String name = extra.path("submittedBy").path("fullname").asString("");
      return name.isBlank() ? submitter : name;
    }
  }

  record Author(String name, String url) {}

  /** A picture or film elsewhere. */
  record Medium(String url, String label) {}

  record Fact(String label, String value, String url) {}

  static PaperDetails of(ArrayNode authors, ObjectNode extra, List<Appearance> appearances) {
    ObjectNode all = extra.deepCopy();
    appearances.forEach(
        a -> a.extra().properties().forEach(p -> all.set(p.getKey(), p.getValue())));
    return new PaperDetails(
        appearances,
        authors(authors),
        name(all.path("organization")),
        all.path("githubStars").asLong(-1),
        all.path("ai_summary").asString(""),
        media(all.path("mediaUrls")),
        facts(all));
  }

  /** The language model's summary in HTML. */
  public String gistHtml() {
    return Prose.title(aiSummary);
  }

  private static List<Author> authors(ArrayNode nodes) {
    List<Author> authors = new ArrayList<>();
    for (JsonNode node : nodes) {
      String name = node.path("name").asString("");
      authors.add(new Author(name, Address.author(name)));
    }
    return List.copyOf(authors);
  }

  private static String name(JsonNode node) {
    String full = node.path("fullname").asString("");
    return full.isBlank() ? node.path("name").asString("") : full;
  }

  private static List<Medium> media(JsonNode urls) {
    List<Medium> media = new ArrayList<>();
    for (JsonNode node : urls) {
      String url = node.asString("");
      if (isWeb(url)) {
        String ending = url.substring(url.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean film = ending.equals("mp4") || ending.equals("mov") || ending.equals("webm");
        String label = film ? "Film" : "Picture";
        long same = media.stream().filter(m -> m.label().startsWith(label)).count();
        media.add(new Medium(url, same == 0 ? label : label + " " + (same + 1)));
      }
    }
    return List.copyOf(media);
  }

  private static boolean isWeb(String url) {
    try {
      URI uri = URI.create(url);
      String scheme = String.valueOf(uri.getScheme());
      return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static List<Fact> facts(ObjectNode extra) {
    List<Fact> facts = new ArrayList<>();
    fact(facts, "Version", extra.path("version").asString(""));
    String updated = extra.path("updated").asString("");
    fact(facts, "Updated", updated.substring(0, Math.min(10, updated.length())));
    fact(facts, "Published in", extra.path("journalRef").asString(""));
    String doi = extra.path("doi").asString("");
    if (doi.matches("10\\.[0-9]{4,9}/\\S+")) {
      facts.add(new Fact("DOI", doi, "https://doi.org/" + doi));
    }
    fact(facts, "Comment", extra.path("comment").asString(""));
    List<String> categories = new ArrayList<>();
    extra.path("categories").forEach(node -> categories.add(node.asString("")));
    fact(facts, "Categories", categories.stream().collect(Collectors.joining(", ")));
    return List.copyOf(facts);
  }

  private static void fact(List<Fact> facts, String label, String value) {
    if (!value.isBlank()) {
      facts.add(new Fact(label, Prose.plain(value), ""));
    }
  }

  /** Greatest number of votes that a list reported. */
  public int upvotes() {
    return appearances.stream().mapToInt(Appearance::upvotes).max().orElse(0);
  }

  public int comments() {
    return appearances.stream().mapToInt(Appearance::comments).max().orElse(0);
  }

  /** "12,345 stars", "" if unknown. */
  public String starred() {
    return stars < 0
        ? ""
        : stars == 1 ? "1 star" : String.format(Locale.ENGLISH, "%,d stars", stars);
  }

  /** The authors shown unfolded. */
  public List<Author> firstAuthors() {
    return authors.size() <= 30 ? authors : authors.subList(0, 20);
  }

  public List<Author> otherAuthors() {
    return authors.size() <= 30 ? List.of() : authors.subList(20, authors.size());
  }
}
