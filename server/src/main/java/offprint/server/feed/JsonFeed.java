package offprint.server.feed;

import java.nio.charset.StandardCharsets;
import offprint.engine.Json;
import offprint.server.paper.PaperView;
import offprint.server.prose.Prose;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A list in JSON Feed 1.1. */
final class JsonFeed {
  private JsonFeed() {}

  static byte[] write(Listing listing, String site) {
    ObjectNode feed = Json.MAPPER.createObjectNode();
    feed.put("version", "https://jsonfeed.org/version/1.1")
        .put("title", listing.title() + " · Offprint")
        .put("home_page_url", site + listing.url())
        .put("feed_url", site + listing.jsonFeed());
    if (!listing.lead().isEmpty()) {
      feed.put("description", listing.lead());
    }
    if (!listing.next().isEmpty()) {
      feed.put("next_url", site + nextFeed(listing));
    }
    ArrayNode items = feed.putArray("items");
    listing.entries().forEach(entry -> item(items.addObject(), entry, site));
    return feed.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The next page's address with the ending of the feed. */
  private static String nextFeed(Listing listing) {
    return listing.jsonFeed()
        + (listing.jsonFeed().contains("?") ? '&' : '?')
        + listing.next().substring(listing.url().length() + 1);
  }

  private static void item(ObjectNode item, Entry entry, String site) {
    PaperView paper = entry.paper();
    item.put("id", AtomFeed.id(paper, site))
        .put("url", site + paper.url())
        .put("title", Prose.plain(paper.title()))
        .put("content_html", Prose.paragraphs(paper.summary()))
        .put("date_published", paper.published() + "T00:00:00Z")
        .put("date_modified", AtomFeed.updated(entry));
    if (!paper.arxiv().isEmpty()) {
      item.put("external_url", "https://arxiv.org/abs/" + paper.arxiv());
    }
    ArrayNode authors = item.putArray("authors");
    paper.authors().forEach(name -> authors.addObject().put("name", name));
    ArrayNode tags = item.putArray("tags");
    paper.keywords().forEach(tags::add);
  }
}
