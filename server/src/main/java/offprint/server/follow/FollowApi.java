package offprint.server.follow;

import java.util.List;
import java.util.Objects;
import offprint.server.account.Accounts;
import offprint.server.web.Summary;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/following")
final class FollowApi {
  private final Following following;
  private final Accounts accounts;

  FollowApi(Following following, Accounts accounts) {
    this.following = following;
    this.accounts = accounts;
  }

  /**
   * Something to follow.
   *
   * @param kind author, topic, search or paper
   * @param name author, topic, search text, or a paper's arXiv id or slug
   */
  record Wanted(@Nullable String kind, @Nullable String name) {}

  /**
   * Something followed.
   *
   * @param name identifies it together with the kind
   * @param title the name, or the paper's title
   */
  record FollowedJson(String kind, String name, String title) {}

  @Summary("What you follow")
  @GetMapping
  List<FollowedJson> all() {
    return following.of(accounts.member().id()).stream()
        .map(each -> new FollowedJson(each.kind().word(), each.handle(), each.name()))
        .toList();
  }

  @Summary("Follows an author, a topic, a search or a paper; once more changes nothing")
  @PutMapping
  List<FollowedJson> follow(@RequestBody Wanted wanted) {
    following.follow(
        Objects.requireNonNullElse(wanted.kind(), ""),
        Objects.requireNonNullElse(wanted.name(), ""),
        true);
    return all();
  }

  @Summary("Follows something no more")
  @DeleteMapping
  List<FollowedJson> leave(
      @RequestParam(defaultValue = "") String kind, @RequestParam(defaultValue = "") String name) {
    following.follow(kind, name, false);
    return all();
  }
}
