package offprint.server.follow;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import offprint.server.web.Address;

/**
 * Something that an account follows.
 *
 * @param name author, topic, search text, or title of the paper
 * @param address of the paper: arXiv id or slug; else ""
 */
public record Followed(FollowKind kind, String name, String address) {
  /** Address of its page. */
  public String url() {
    return switch (kind) {
      case AUTHOR -> Address.author(name);
      case TOPIC -> Address.topic(name);
      case SEARCH -> "/search?q=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
      case PAPER -> "/papers/" + address;
    };
  }

  /** Value that forms send to unfollow it. */
  public String handle() {
    return kind == FollowKind.PAPER ? address : name;
  }
}
