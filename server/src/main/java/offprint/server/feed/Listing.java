package offprint.server.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list to be shown.
 *
 * @param kind for menus: day, week, month, trending, newest, topic, author, submitter, founding,
 *     runnable
 * @param lead a sentence under the title, "" for none
 * @param url address of its first page
 * @param feed address of its Atom feed, "" for none; JSON beside it
 * @param span what it covers, null for lists across time
 * @param earlier the span before it that has papers, null where there is none
 * @param later the span after it that has papers, null where there is none
 * @param shown the papers of this page
 * @param total of all pages
 * @param previous address of the page before, "" for none
 * @param next address of the page after, "" for none
 */
record Listing(
    String kind,
    String title,
    String lead,
    String url,
    String feed,
    @Nullable Period span,
    @Nullable Period earlier,
    @Nullable Period later,
    Entries shown,
    long total,
    String previous,
    String next) {

  /** Address of the JSON feed, "" for none. */
  public String jsonFeed() {
    return feed.replaceFirst("\\.atom(\\?|$)", ".json$1");
  }

  /** Whether the requested page is beyond the end. */
  public boolean isPastEnd() {
    return total > 0 && shown.standings().isEmpty();
  }

  /** The papers. */
  public List<Entry> entries() {
    return shown.all();
  }

  Listing with(@Nullable Period earlier, Period span, @Nullable Period later) {
    return new Listing(
        kind, title, lead, url, feed, span, earlier, later, shown, total, previous, next);
  }

  Listing at(String url, String feed) {
    return new Listing(
        kind, title, lead, url, feed, span, earlier, later, shown, total, previous, next);
  }
}
