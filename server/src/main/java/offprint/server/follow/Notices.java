package offprint.server.follow;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import offprint.engine.Fault;
import offprint.server.account.Accounts;
import offprint.server.account.Viewer;
import offprint.server.follow.NoticeTable.News;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What accounts are told, in their inbox and, where they want it, by mail. */
@Component
public final class Notices {
  static final int PAGE = 50;
  private static final int COUNTED = 100;
  private static final int OF_A_MAIL = 50;
  private static final Duration MAILED_WITHIN = Duration.ofDays(2);

  private final NoticeTable table;
  private final Accounts accounts;
  private final Clock clock = Clock.systemUTC();

  Notices(Home home, Accounts accounts) {
    this.table = new NoticeTable(JdbcClient.create(home.dataSource()));
    this.accounts = accounts;
  }

  /** How many of the viewer's are unread, in words for templates: "", "3", "99+". */
  public String unread() {
    Viewer viewer = accounts.viewer();
    int count = viewer.isSignedIn() && viewer.session() ? table.unseen(viewer.id(), COUNTED) : 0;
    return count == 0 ? "" : count < COUNTED ? Integer.toString(count) : COUNTED - 1 + "+";
  }

  /** The viewer's, the last first, before a number. */
  List<Notice> inbox(boolean unreadOnly, long before) {
    return table.of(accounts.member().id(), unreadOnly, before, PAGE).stream()
        .map(Notice::of)
        .toList();
  }

  void readAll(long upTo) {
    table.seeAll(accounts.member().id(), upTo, clock.millis());
  }

  void read(long id) {
    if (!table.see(accounts.member().id(), id, clock.millis())) {
      throw Problem.notFound("there is no notice %d of yours".formatted(id));
    }
  }

  /** A kind and how the viewer is told of it. */
  record Choice(NoticeKind kind, NoticeKind.Way way) {}

  List<Choice> choices() {
    Map<NoticeKind, NoticeKind.Way> chosen = table.choices(accounts.member().id());
    List<Choice> choices = new ArrayList<>();
    for (NoticeKind kind : NoticeKind.values()) {
      choices.add(new Choice(kind, chosen.getOrDefault(kind, kind.usual())));
    }
    return choices;
  }

  /**
   * @param ways words by the words of kinds; kinds that are missing stay as they are
   */
  void choose(Map<String, String> ways) {
    Viewer viewer = accounts.member();
    List<Fault> faults = new ArrayList<>();
    List<Choice> chosen = new ArrayList<>();
    for (NoticeKind kind : NoticeKind.values()) {
      String word = ways.get(kind.word());
      if (word != null) {
        NoticeKind.Way way = way(word);
        if (way == null) {
          faults.add(
              new Fault(
                  kind.word(),
                  "%s must be off, inbox or mail: got '%s'".formatted(kind.word(), word)));
        } else {
          chosen.add(new Choice(kind, way));
        }
      }
    }
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
    chosen.forEach(choice -> table.choose(viewer.id(), choice.kind(), choice.way()));
  }

  private static NoticeKind.@Nullable Way way(String word) {
    for (NoticeKind.Way way : NoticeKind.Way.values()) {
      if (way.word().equals(word)) {
        return way;
      }
    }
    return null;
  }

  /**
   * Tells somebody of a decision. Belongs into the transaction that makes it.
   *
   * @param cause tells it from others, such as "claim:12"
   * @param text a sentence
   */
  public void decision(
      long account, String cause, @Nullable Long paper, @Nullable Long comment, String text) {
    tell(account, new News(NoticeKind.DECISION, cause, paper, comment, null, text));
  }

  void tell(long account, News news) {
    table.add(account, news, clock.millis());
  }

  /** Accounts beyond one with unread notices of the last two days that are to be mailed. */
  public List<Long> accountsToMail(long after, int limit) {
    return table.accountsToMail(clock.millis() - MAILED_WITHIN.toMillis(), after, limit);
  }

  /** Of an account, the first first. */
  public List<Long> toMail(long account) {
    return table.toMail(account, clock.millis() - MAILED_WITHIN.toMillis(), OF_A_MAIL);
  }

  /** Notes that notices are in a mail. Belongs into the transaction that queues the mail. */
  public void inMail(List<Long> ids) {
    table.mailed(ids, 2);
  }

  /** Notes that nothing more is to be mailed of these: nobody wants the mail. */
  public void notForMail(List<Long> ids) {
    table.mailed(ids, 0);
  }

  /** As a mail tells them, the first first. */
  public List<Notice> withIds(List<Long> ids) {
    return table.withIds(ids).stream().map(Notice::of).filter(Objects::nonNull).toList();
  }
}
