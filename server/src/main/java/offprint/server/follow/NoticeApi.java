package offprint.server.follow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.server.web.Summary;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/notifications")
final class NoticeApi {
  private final Notices notices;

  NoticeApi(Notices notices) {
    this.notices = notices;
  }

  /**
   * A notice.
   *
   * @param subject title of the paper, or name of the run, that it is about, "" for none
   * @param url path of what it is about
   * @param said start of the comment, "" for none
   */
  record NoticeJson(
      long id,
      String kind,
      String sentence,
      String subject,
      String url,
      String said,
      String created,
      boolean unread) {}

  /**
   * Marks notices as read.
   *
   * @param upTo greatest number to mark; all if absent
   */
  record ReadUpTo(@Nullable Long upTo) {}

  /** Delivery of each kind of notice: off, inbox or mail; absent kinds stay as they are. */
  record NoticeWays(
      @Nullable String reply,
      @Nullable String mention,
      @Nullable String run,
      @Nullable String comment,
      @Nullable String paper,
      @Nullable String decision) {}

  @Summary("Your notices, the last first, 50 at most before a number")
  @GetMapping
  List<NoticeJson> inbox(
      @RequestParam(defaultValue = "false") boolean unread,
      @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
    return notices.inbox(unread, before).stream()
        .map(
            n ->
                new NoticeJson(
                    n.id(),
                    n.kind(),
                    n.sentence(),
                    n.subject(),
                    n.url(),
                    n.said(),
                    n.at().iso(),
                    n.unread()))
        .toList();
  }

  @Summary("Marks your notices as read")
  @PostMapping("/read")
  List<NoticeJson> read(@RequestBody ReadUpTo read) {
    Long upTo = read.upTo();
    notices.readAll(upTo == null ? Long.MAX_VALUE : upTo);
    return inbox(true, Long.MAX_VALUE);
  }

  @Summary("Notification settings")
  @GetMapping("/choices")
  NoticeWays choices() {
    Map<String, String> ways = new LinkedHashMap<>();
    notices.choices().forEach(choice -> ways.put(choice.kind().word(), choice.way().word()));
    return new NoticeWays(
        ways.get("reply"),
        ways.get("mention"),
        ways.get("run"),
        ways.get("comment"),
        ways.get("paper"),
        ways.get("decision"));
  }

  @Summary("Changes how you are told of what")
  @PutMapping("/choices")
  NoticeWays choose(@RequestBody NoticeWays ways) {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, "reply", ways.reply());
    put(given, "mention", ways.mention());
    put(given, "run", ways.run());
    put(given, "comment", ways.comment());
    put(given, "paper", ways.paper());
    put(given, "decision", ways.decision());
    notices.choose(given);
    return choices();
  }

  private static void put(Map<String, String> given, String kind, @Nullable String way) {
    if (way != null) {
      given.put(kind, way);
    }
  }
}
