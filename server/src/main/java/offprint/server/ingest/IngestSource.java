package offprint.server.ingest;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A source of papers. */
public sealed interface IngestSource {

  /** New papers of these arXiv categories, such as {@code cs.LG}. */
  record Arxiv(List<String> categories) implements IngestSource {
    private static final Pattern CATEGORY =
        Pattern.compile("[a-z]+(-[a-z]+)*(\\.[A-Za-z-]{2,20})?");

    public Arxiv {
      categories = categories.stream().map(String::strip).distinct().toList();
      if (categories.isEmpty()) {
        throw new IllegalArgumentException("categories must name at least one: got none");
      }
      for (String category : categories) {
        if (!CATEGORY.matcher(category).matches()) {
          throw new IllegalArgumentException(
              "categories must be arXiv's names like cs.LG, with commas: got " + category);
        }
      }
    }

    @Override
    public String toString() {
      return "arxiv:" + String.join(",", categories);
    }
  }

  /** The days of a server that speaks the Daily Papers API, such as another Offprint. */
  record Daily(URI server) implements IngestSource {
    public Daily {
      checkAddress("from", server);
      server = URI.create(server.toString().replaceFirst("/+$", ""));
    }

    @Override
    public String toString() {
      return "daily:" + server;
    }
  }

  /**
   * Reads {@code arxiv:cs.LG,stat.ML} or {@code daily:https://papers.example.org}.
   *
   * @throws IllegalArgumentException if it has neither form
   */
  static IngestSource parse(String text) {
    if (text.startsWith("arxiv:")) {
      return new Arxiv(Arrays.asList(text.substring("arxiv:".length()).split(",")));
    }
    if (text.startsWith("daily:")) {
      return new Daily(address("ingest", text.substring("daily:".length())));
    }
    throw new IllegalArgumentException(
        "ingest must be like arxiv:cs.LG,stat.ML or daily:https://papers.example.org: got " + text);
  }

  /**
   * Parses a web address.
   *
   * @param name of the parameter, for the message
   * @throws IllegalArgumentException if it is not a web address
   */
  static URI address(String name, String text) {
    try {
      URI address = URI.create(text.strip());
      checkAddress(name, address);
      return address;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s must be an address that begins with https:// or http://: got %s"
              .formatted(name, text),
          e);
    }
  }

  /** Refuses anything but a plain web address. */
  static void checkAddress(String name, URI address) {
    String scheme = String.valueOf(address.getScheme());
    if (!(scheme.equals("https") || scheme.equals("http"))
        || address.getHost() == null
        || address.getRawQuery() != null
        || address.getRawFragment() != null
        || address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "%s must be an address that begins with https:// or http://: got %s"
              .formatted(name, address));
    }
  }
}
