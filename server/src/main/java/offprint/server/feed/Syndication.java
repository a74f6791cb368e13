package offprint.server.feed;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers a list as a feed. */
final class Syndication {
  private Syndication() {}

  /** What an address asks for. */
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
   * @param site its address as the reader has it, without a slash at the end
   */
  static ResponseEntity<byte[]> answer(Ending ending, Listing listing, String site) {
    byte[] body =
        ending == Ending.ATOM ? AtomFeed.write(listing, site) : JsonFeed.write(listing, site);
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.parseMediaType(ending.type), StandardCharsets.UTF_8))
        .body(body);
  }
}
