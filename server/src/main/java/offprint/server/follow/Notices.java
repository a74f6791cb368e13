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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Notices to accounts, in their inbox and optionally by mail. */
@Component
public final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  static final int PAGE = 50;
  private static final int COUNTED = 100;
  private static final int OF_A_MAIL = 50;
  private static final Duration MAILED_WITHIN = Duration.ofDays(2);

  private final NoticeTable table;
  private final Accounts accounts;
  private final Clock clock = Clock.systemUTC();
  private final TransactionTemplate step;

  Notices(Home home, Accounts accounts) {
    this.table = new NoticeTable(JdbcClient.create(home.dataSource()));
    this.accounts = accounts;
    this.step = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    step.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** Number of the viewer's unread notices, for templates: "", "3", "99+". */
  public String unread() {
    Viewer viewer = accounts.viewer();
    int count = viewer.isSignedIn() && viewer.session() ? table.unseen(viewer.id(), COUNTED) : 0;
    return count == 0 ? "" : count < COUNTED ? Integer.toString(count) : COUNTED - 1 + "+";
  }

  /** The viewer's notices older than {@code before}, newest first. */
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

  /** A kind of notice and its way of delivery. */
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
   * @param ways ways by kind; absent kinds stay as they are
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
   * Notifies an account of a decision, in the transaction that makes it.
   *
   * @param cause identifies the decision, such as "claim:12"
   * @param text a sentence
   */
  public void decision(
      long account, String cause, @Nullable Long paper, @Nullable Long comment, String text) {
    tell(account, new News(NoticeKind.DECISION, cause, paper, comment, null, text));
  }

  /** Notifies an account; skips one that is being deleted, without failing the transaction. */
  void tell(long account, News news) {
    try {
      step.executeWithoutResult(_ -> table.add(account, news, clock.millis()));
    } catch (DataIntegrityViolationException e) {
      LOG.debug("account {} is gone and not told", account, e);
    }
  }

  /** Accounts after {@code after} with unread notices of the last two days to be mailed. */
  public List<Long> accountsToMail(long after, int limit) {
    return table.accountsToMail(clock.millis() - MAILED_WITHIN.toMillis(), after, limit);
  }

  /** Notices of an account to be mailed, oldest first. */
  public List<Long> toMail(long account) {
    return table.toMail(account, clock.millis() - MAILED_WITHIN.toMillis(), OF_A_MAIL);
  }

  /** Marks notices as mailed, in the transaction that queues the mail. */
  public void inMail(List<Long> ids) {
    table.mailed(ids, 2);
  }

  /** Marks notices as not to be mailed, because nobody wants the mail. */
  public void notForMail(List<Long> ids) {
    table.mailed(ids, 0);
  }

  /** Notices for a mail, oldest first. */
  public List<Notice> withIds(List<Long> ids) {
    return table.withIds(ids).stream().map(Notice::of).filter(Objects::nonNull).toList();
  }
}
