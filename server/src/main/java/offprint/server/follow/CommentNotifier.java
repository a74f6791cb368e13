package offprint.server.follow;

import java.util.HashSet;
import java.util.Set;
import offprint.server.discussion.CommentModerated;
import offprint.server.discussion.CommentPosted;
import offprint.server.discussion.ReportsDecided;
import offprint.server.discussion.Subject;
import offprint.server.follow.NoticeTable.News;
import offprint.server.home.Home;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notifies accounts of a comment in the transaction that stores it. Each account gets one notice:
 * as the author answered, else as mentioned, else as owner of the run or follower of the paper.
 */
@Component
final class CommentNotifier {
  private final Notices notices;
  private final FollowTable follows;

  CommentNotifier(Home home, Notices notices) {
    this.notices = notices;
    this.follows = new FollowTable(JdbcClient.create(home.dataSource()));
  }

  @EventListener
  void said(CommentPosted said) {
    Set<Long> told = new HashSet<>(Set.of(said.author(), 0L));
    if (told.add(said.answered())) {
      notices.tell(said.answered(), news(NoticeKind.REPLY, said));
    }
    for (long named : said.named()) {
      if (told.add(named)) {
        notices.tell(named, news(NoticeKind.MENTION, said));
      }
    }
    if (told.add(said.on().owner()) && !said.edited()) {
      notices.tell(said.on().owner(), news(NoticeKind.RUN, said));
    }
    if (!said.edited()) {
      for (long follower : follows.followers(said.on().paper())) {
        if (told.add(follower)) {
          notices.tell(follower, news(NoticeKind.COMMENT, said));
        }
      }
    }
  }

  private static News news(NoticeKind kind, CommentPosted said) {
    return new News(
        kind, "comment:" + said.comment(), paper(said.on()), said.comment(), said.author(), "");
  }

  private static @Nullable Long paper(Subject on) {
    return on.paper() == 0 ? null : on.paper();
  }

  @EventListener
  void decided(ReportsDecided decided) {
    for (long reporter : decided.reporters()) {
      notices.decision(
          reporter,
          "report:%d:%d".formatted(decided.comment(), decided.atMillis()),
          paper(decided.on()),
          decided.comment(),
          decided.upheld()
              ? "A moderator has hidden the comment you reported"
              : "A moderator has looked at the comment you reported and left it");
    }
  }

  @EventListener
  void judged(CommentModerated judged) {
    if (judged.author() > 0 && judged.author() != judged.moderator()) {
      notices.decision(
          judged.author(),
          "judged:%d:%d".formatted(judged.comment(), judged.atMillis()),
          paper(judged.on()),
          judged.comment(),
          judged.hidden()
              ? "A moderator has hidden your comment"
              : "A moderator shows your comment again");
    }
  }
}
