package offprint.server.discussion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import offprint.engine.Fault;
import offprint.engine.Json;
import offprint.server.account.AccountData;
import offprint.server.account.Accounts;
import offprint.server.account.Audit;
import offprint.server.account.Viewer;
import offprint.server.discussion.CommentTable.Row;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import offprint.server.web.RateLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Reports of comments to moderators. */
@Component
final class Reports implements AccountData {
  static final int LONGEST = 500;
  static final int MOST = 10; // per account in an hour
  private static final int SHOWN = 200;

  private final ReportTable table;
  private final Discussion discussion;
  private final Accounts accounts;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock = Clock.systemUTC();
  private final RateLimit limit = new RateLimit("reports", MOST, Duration.ofHours(1), clock);

  Reports(
      Home home,
      Discussion discussion,
      Accounts accounts,
      Audit audit,
      ApplicationEventPublisher events) {
    this.table = new ReportTable(JdbcClient.create(home.dataSource()));
    this.discussion = discussion;
    this.accounts = accounts;
    this.audit = audit;
    this.events = events;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
  }

  /**
   * Reports a visible comment; reporting it again changes nothing. Moderators then see the comment
   * even on a run that they may not see.
   *
   * @param run key of the run in the address, null for comments on papers
   */
  Row report(@Nullable String run, long comment, String reason) {
    Viewer viewer = accounts.member();
    Row row = discussion.shown(run, comment);
    if (row.on().isPrivate()) {
      throw Problem.conflict(
          "run %d is private: while it is, moderators do not look at it".formatted(row.on().run()));
    }
    String text = reason.strip().replaceAll("\\s+", " ");
    if (text.isEmpty() || text.length() > LONGEST) {
      throw Problem.invalid(
          List.of(
              new Fault(
                  "reason",
                  "reason must have from 1 to %d characters: got %d"
                      .formatted(LONGEST, text.length()))));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw Problem.invalid(List.of(new Fault("reason", "reason must have no control characters")));
    }
    limit.take(Long.toString(viewer.id()));
    table.insert(comment, viewer.id(), text, clock.millis());
    return row;
  }

  /** Open reports by comment, first reported first. */
  Map<Long, List<ReportTable.Reason>> open() {
    return table.open(SHOWN);
  }

  /** Decides the open reports of a comment. */
  void decide(long comment, boolean hide) {
    discussion.moderator();
    Row row = discussion.any(comment);
    if (row.on().isPrivate() || (!row.on().isPublic() && !table.isOpen(comment))) {
      throw Problem.notFound("there is no comment " + comment);
    }
    if (hide) {
      discussion.judge(row, true); // which closes the reports
    }
    close(comment, row.on(), hide);
    audit.note(
        hide ? "uphold reports" : "dismiss reports",
        "comment %d by %s".formatted(comment, row.author()));
  }

  /** Closes the reports of a comment that a moderator hid without looking at them. */
  @EventListener
  void judged(CommentModerated judged) {
    if (judged.hidden()) {
      close(judged.comment(), judged.on(), true);
    }
  }

  private void close(long comment, Subject on, boolean upheld) {
    transaction.executeWithoutResult(
        _ -> {
          List<Long> reporters = table.reporters(comment);
          long now = clock.millis();
          if (table.decide(comment, upheld, now) > 0) {
            events.publishEvent(new ReportsDecided(comment, on, reporters, upheld, now));
          }
        });
  }

  @Override
  public String name() {
    return "reports";
  }

  @Override
  public JsonNode export(long account) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (ReportTable.Given given : table.of(account)) {
      list.addObject()
          .put("comment", given.comment())
          .put("reason", given.reason())
          .put("state", given.state())
          .put("created", Instant.ofEpochMilli(given.createdMillis()).toString());
    }
    return list;
  }

  @Override
  public void release(long account) {
    table.deleteAll(account);
  }
}
