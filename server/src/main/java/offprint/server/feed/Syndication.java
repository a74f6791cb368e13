package offprint.server.feed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import offprint.server.paper.PaperView;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers a list as a feed. */
public final class Syndication {
  private Syndication() {}

  /** Format by the ending of an address. */
  enum Ending {
    PAGE("", ""),
    ATOM(".atom", "application/atom+xml"),
    JSON(".json", "application/feed+json");

    private final String suffix;
    private final String type;

    Ending(String suffix, String type) {
      this.suffix = suffix;
      this.type = type;
    }

    static Ending of(String address) {
      return address.endsWith(ATOM.suffix) ? ATOM : address.endsWith(JSON.suffix) ? JSON : PAGE;
    }

    String without(String address) {
      return address.substring(0, address.length() - suffix.length());
    }
  }

  /**
   * @param site address of this site as the reader sees it, without trailing slash
   */
  static ResponseEntity<byte[]> answer(Ending ending, Listing listing, String site) {
    byte[] body =
        ending == Ending.ATOM ? AtomFeed.write(listing, site) : JsonFeed.write(listing, site);
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.parseMediaType(ending.type), StandardCharsets.UTF_8))
        .body(body);
  }

  /**
   * Papers as a feed: JSON where the path that was asked for ends in {@code .json}, else Atom.
   *
   * @param asked path that was asked for
   * @param page address of the page that shows them
   * @param atom address of the Atom feed, from which that in JSON differs by its ending
   * @param site its address as the reader has it, without a slash at the end
   */
  public static ResponseEntity<byte[]> answer(
      String asked, String title, String page, String atom, List<PaperView> papers, String site) {
    Listing listing =
        new Listing(
            "search",
            title,
            "",
            page,
            atom,
            null,
            null,
            null,
            Entries.of(papers),
            papers.size(),
            "",
            "");
    return answer(Ending.of(asked) == Ending.JSON ? Ending.JSON : Ending.ATOM, listing, site);
  }
}
