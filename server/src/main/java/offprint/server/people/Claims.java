package offprint.server.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import offprint.engine.Fault;
import offprint.engine.Json;
import offprint.server.account.AccountData;
import offprint.server.account.Accounts;
import offprint.server.account.Audit;
import offprint.server.account.Viewer;
import offprint.server.discussion.Authorship;
import offprint.server.follow.Notices;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.people.ClaimTable.Row;
import offprint.server.people.ClaimTable.State;
import offprint.server.web.Problem;
import offprint.server.web.RateLimit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Claims to be an author of a paper; a moderator approves or refuses each. */
@Component
final class Claims implements Authorship, AccountData {
  static final int LONGEST = 1_000;
  static final int MOST_OPEN = 20;
  private static final int A_DAY = 40;
  private static final int SHOWN = 100;

  private final ClaimTable table;
  private final Papers papers;
  private final Accounts accounts;
  private final Audit audit;
  private final Notices notices;
  private final TransactionTemplate transaction;
  private final Clock clock = Clock.systemUTC();
  private final RateLimit limit = new RateLimit("claims", A_DAY, Duration.ofDays(1), clock);

  Claims(Home home, Papers papers, Accounts accounts, Audit audit, Notices notices) {
    this.table = new ClaimTable(JdbcClient.create(home.dataSource()));
    this.papers = papers;
    this.accounts = accounts;
    this.audit = audit;
    this.notices = notices;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
  }

  @Override
  public Set<Long> of(long paper) {
    return table.approved(paper);
  }

  StoredPaper paper(String address) {
    return papers
        .find(address)
        .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(address)));
  }

  /** The viewer's claims, newest first. */
  List<Row> own() {
    return table.ofAccount(accounts.member().id());
  }

  /** Approved claims of an account. */
  List<Row> approvedOf(long account) {
    return table.ofAccount(account).stream().filter(c -> c.state() == State.APPROVED).toList();
  }

  /** Open claims, oldest first. */
  List<Row> open() {
    moderator();
    return table.asked(SHOWN);
  }

  private void moderator() {
    if (!accounts.viewer().isModerator()) {
      throw Problem.refused("this needs a moderator's account");
    }
  }

  /**
   * Claims to be an author.
   *
   * @param place which one, from 1
   * @param evidence evidence for the moderator
   */
  Row claim(String address, int place, String evidence) {
    Viewer viewer = accounts.member();
    StoredPaper paper = paper(address);
    String text = evidence.strip().replace("\r\n", "\n");
    List<Fault> faults = new ArrayList<>();
    if (place < 1 || place > paper.authors().size()) {
      faults.add(
          new Fault(
              "place",
              "place must be from 1 to %d, the authors of the paper: got %d"
                  .formatted(paper.authors().size(), place)));
    }
    if (text.isEmpty() || text.length() > LONGEST) {
      faults.add(
          new Fault(
              "evidence",
              "evidence must have from 1 to %,d characters: got %,d"
                  .formatted(LONGEST, text.length())));
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      faults.add(new Fault("evidence", "evidence must have no control characters"));
    }
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
    limit.take(Long.toString(viewer.id()));
    if (table.countAsked(viewer.id()) >= MOST_OPEN) {
      throw Problem.conflict("an account can have at most %d claims waiting".formatted(MOST_OPEN));
    }
    if (table.isTaken(paper.id(), place)) {
      throw taken(place);
    }
    String author = paper.authors().get(place - 1);
    if (!table.insert(viewer.id(), paper.id(), place, author, text, clock.millis())) {
      throw Problem.conflict("you have a claim on this paper: withdraw it first");
    }
    return table.find(viewer.id(), paper.id()).orElseThrow();
  }

  /** Withdraws a claim, decided or not. */
  Row withdraw(long id) {
    Viewer viewer = accounts.member();
    Row row =
        table
            .find(id)
            .filter(claim -> claim.account() == viewer.id())
            .orElseThrow(() -> Problem.notFound("there is no claim %d of yours".formatted(id)));
    table.delete(id);
    return row;
  }

  void decide(long id, boolean approve) {
    moderator();
    Row row =
        table.find(id).orElseThrow(() -> Problem.notFound("there is no claim %d".formatted(id)));
    if (approve && table.isTaken(row.paper(), row.place())) {
      throw taken(row.place());
    }
    try {
      store(row, approve);
    } catch (DuplicateKeyException _) { // another moderator decided another claim first
      throw taken(row.place());
    }
    audit.note(
        approve ? "approve authorship" : "refuse authorship",
        "%s: author %d of %s".formatted(row.name(), row.place(), row.address()));
  }

  private static Problem taken(int place) {
    return Problem.conflict("another account is author %d of this paper".formatted(place));
  }

  private void store(Row row, boolean approve) {
    transaction.executeWithoutResult(
        _ -> {
          if (!table.decide(row.id(), approve ? State.APPROVED : State.REFUSED, clock.millis())) {
            throw Problem.conflict("claim %d has been decided or withdrawn".formatted(row.id()));
          }
          notices.decision(
              row.account(),
              "claim:" + row.id(),
              row.paper(),
              null,
              "A moderator has %s that you are %s"
                  .formatted(approve ? "confirmed" : "not accepted", row.author()));
        });
  }

  /** Revokes an approval. */
  void revoke(long id) {
    moderator();
    Row row =
        table.find(id).orElseThrow(() -> Problem.notFound("there is no claim %d".formatted(id)));
    transaction.executeWithoutResult(
        _ -> {
          table.delete(id);
          notices.decision(
              row.account(),
              "claim revoked:" + id,
              row.paper(),
              null,
              "A moderator has taken back that you are " + row.author());
        });
    audit.note(
        "revoke authorship",
        "%s: author %d of %s".formatted(row.name(), row.place(), row.address()));
  }

  @Override
  public String name() {
    return "claims";
  }

  @Override
  public JsonNode export(long account) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (Row row : table.ofAccount(account)) {
      list.addObject()
          .put("paper", row.address())
          .put("place", row.place())
          .put("author", row.author())
          .put("evidence", row.evidence())
          .put("state", row.state().word())
          .put("created", Instant.ofEpochMilli(row.createdMillis()).toString());
    }
    return list;
  }

  @Override
  public void release(long account) {
    table.deleteAll(account);
  }
}
