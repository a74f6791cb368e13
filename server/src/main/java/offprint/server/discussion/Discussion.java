package offprint.server.discussion;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import offprint.engine.Fault;
import offprint.server.account.AccountConfig;
import offprint.server.account.Accounts;
import offprint.server.account.Audit;
import offprint.server.account.Viewer;
import offprint.server.discussion.CommentTable.Row;
import offprint.server.discussion.CommentTable.State;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.web.Moment;
import offprint.server.web.Problem;
import offprint.server.web.RateLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Votes and comments. Each is stored in one transaction with the counts it changes. */
@Component
public final class Discussion {
  static final int LONGEST = 10_000;
  static final int MOST_SHOWN = 1_000;
  static final int PAGE = 50;
  private static final int NAMES = 2_000;
  private static final int SQLITE_CONSTRAINT = 19; // which Spring has no name for

  private final VoteTable votes;
  private final CommentTable comments;
  private final Papers papers;
  private final Accounts accounts;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Authorship authorship;
  private final TransactionTemplate transaction;
  private final RateLimit voteLimit;
  private final RateLimit commentLimit;
  private final Markdown markdown = new Markdown();
  private final Clock clock = Clock.systemUTC();

  Discussion(
      Home home,
      Papers papers,
      Accounts accounts,
      Audit audit,
      AccountConfig config,
      ApplicationEventPublisher events,
      Authorship authorship) {
    this.events = events;
    this.authorship = authorship;
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.votes = new VoteTable(sql);
    this.comments = new CommentTable(sql);
    this.papers = papers;
    this.accounts = accounts;
    this.audit = audit;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    this.voteLimit = new RateLimit("votes", config.limits().votes(), Duration.ofMinutes(1), clock);
    this.commentLimit =
        new RateLimit("comments", config.limits().comments(), Duration.ofMinutes(10), clock);
  }

  /** The count of a paper's votes, and whether the viewer gave one. */
  public record Standing(int upvotes, boolean voted) {}

  /**
   * What a paper's page shows.
   *
   * @param address arXiv id or slug
   */
  public Talk of(String address) {
    StoredPaper paper = paper(address);
    Viewer viewer = accounts.viewer();
    Standing standing = standing(paper);
    List<Row> rows = comments.ofPaper(paper.id(), MOST_SHOWN + 1);
    List<Row> given = rows.subList(0, Math.min(MOST_SHOWN, rows.size()));
    return new Talk(
        standing.upvotes(),
        standing.voted(),
        viewer.isSignedIn(),
        viewer.isModerator(),
        new Threads(markdown, viewer, accounts, authorship.of(paper.id())).views(given),
        given.stream().filter(row -> row.state() == State.SHOWN).count(),
        rows.size() > MOST_SHOWN);
  }

  StoredPaper paper(String address) {
    return papers
        .find(address)
        .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(address)));
  }

  /** How a paper's votes stand; for templates, too. */
  public Standing standing(String address) {
    return standing(paper(address));
  }

  private Standing standing(StoredPaper paper) {
    Viewer viewer = accounts.viewer();
    return new Standing(
        papers.upvotes(paper.id()), viewer.isSignedIn() && votes.has(viewer.id(), paper.id()));
  }

  /** Gives or takes back the viewer's vote; a second time changes nothing. */
  Standing vote(String address, boolean up) {
    Viewer viewer = accounts.member();
    StoredPaper paper = paper(address);
    voteLimit.take(Long.toString(viewer.id()));
    store(
        () -> {
          boolean changed =
              up
                  ? votes.give(viewer.id(), paper.id(), clock.millis())
                  : votes.take(viewer.id(), paper.id());
          if (changed) {
            papers.count(paper.id(), up ? 1 : -1, 0);
          }
          return changed;
        });
    return standing(paper);
  }

  /**
   * Stores what the viewer says.
   *
   * @param parent what it answers, null for nothing
   */
  Row say(String address, @Nullable Long parent, String text) {
    Viewer viewer = accounts.member();
    StoredPaper paper = paper(address);
    String said = checked(text);
    long answers = 0;
    if (parent != null) {
      Row answered = shown(parent);
      answers = answered.account();
      if (answered.paper() != paper.id()) {
        throw Problem.notFound("there is no comment %d on this paper".formatted(parent));
      }
    }
    commentLimit.take(Long.toString(viewer.id()));
    List<Long> named = named(said, viewer.id());
    long whom = answers;
    long id =
        store(
            () -> {
              long made = comments.insert(paper.id(), parent, viewer.id(), said, clock.millis());
              events.publishEvent( // before the counts: it may wait for an account's deletion
                  new CommentSaid(made, paper.id(), viewer.id(), whom, named, false));
              papers.count(paper.id(), 0, 1);
              return made;
            });
    return get(id);
  }

  /** In a transaction; of an account that is being deleted nothing is stored. */
  private <T> T store(Supplier<T> change) {
    try {
      return Objects.requireNonNull(transaction.execute(_ -> change.get()));
    } catch (DataAccessException e) {
      if (isReferenceMissing(e)) {
        throw Problem.unknown("this account has just been deleted");
      }
      throw e;
    }
  }

  /** SQLite's complaint is not translated; extended codes end in that of their kind. */
  private static boolean isReferenceMissing(DataAccessException e) {
    return e instanceof DataIntegrityViolationException
        || (e.getRootCause() instanceof SQLException cause
            && (cause.getErrorCode() & 0xff) == SQLITE_CONSTRAINT);
  }

  private static String checked(String text) {
    String said = text.strip().replace("\r\n", "\n");
    if (said.isEmpty() || said.length() > LONGEST) {
      throw wrong("from 1 to %,d characters: got %,d".formatted(LONGEST, said.length()));
    }
    if (said.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      throw wrong("no control characters");
    }
    return said;
  }

  private static Problem wrong(String rule) {
    return Problem.invalid(List.of(new Fault("text", "a comment must have " + rule)));
  }

  private Row get(long id) {
    return comments.find(id).orElseThrow(() -> gone(id));
  }

  private static Problem gone(long id) {
    return Problem.notFound("there is no comment " + id);
  }

  /** A comment that everybody may read. */
  Row shown(long id) {
    return comments
        .find(id)
        .filter(row -> row.state() == State.SHOWN && papers.find(row.address()).isPresent())
        .orElseThrow(() -> gone(id));
  }

  /** A comment that is shown and the viewer's own. */
  Row own(long id) {
    Viewer viewer = accounts.member();
    Row row = shown(id);
    if (row.account() != viewer.id()) {
      throw Problem.refused("comment %d is somebody else's".formatted(id));
    }
    return row;
  }

  /** What it said before is kept and can be read. */
  Row edit(long id, String text) {
    Row row = own(id);
    String said = checked(text);
    if (!said.equals(row.text())) {
      commentLimit.take(Long.toString(row.account()));
      List<Long> named = named(said, row.account());
      Boolean changed =
          transaction.execute(
              _ -> {
                boolean edited = comments.edit(id, row.text(), said, clock.millis());
                if (edited) {
                  events.publishEvent(
                      new CommentSaid(id, row.paper(), row.account(), 0, named, true));
                }
                return edited;
              });
      if (!Boolean.TRUE.equals(changed)) {
        throw Problem.conflict("comment %d has just been changed elsewhere".formatted(id));
      }
    }
    return get(id);
  }

  /** The texts, the last last, each until when it stood. */
  List<CommentTable.Version> history(long id) {
    return comments.versions(readable(id).id());
  }

  /** A comment that the viewer may read: moderators read hidden ones, too. */
  Row readable(long id) {
    return accounts.viewer().isModerator()
        ? comments.find(id).filter(row -> row.state() != State.DELETED).orElseThrow(() -> gone(id))
        : shown(id);
  }

  /** Its text is gone; its place stays for what answers it. */
  Row delete(long id) {
    Row row = own(id);
    transaction.executeWithoutResult(
        _ -> {
          if (comments.move(id, State.SHOWN, State.DELETED)) {
            comments.blank(id);
            papers.count(row.paper(), 0, -1);
          }
        });
    return get(id);
  }

  /** Hides a comment from all but moderators, or shows it again. */
  Row moderate(long id, boolean hide) {
    if (!accounts.viewer().isModerator()) {
      throw Problem.refused("this needs a moderator's account");
    }
    Row row = get(id);
    long me = accounts.viewer().id();
    boolean changed =
        Boolean.TRUE.equals(
            transaction.execute(
                _ -> {
                  boolean moved =
                      hide
                          ? comments.move(id, State.SHOWN, State.HIDDEN)
                          : comments.move(id, State.HIDDEN, State.SHOWN);
                  if (moved) {
                    events.publishEvent(
                        new CommentJudged(
                            id, row.paper(), row.account(), hide, me, clock.millis()));
                    papers.count(row.paper(), 0, hide ? -1 : 1);
                  }
                  return moved;
                }));
    if (changed) {
      audit.note(hide ? "hide comment" : "show comment", "%d by %s".formatted(id, row.author()));
    }
    return row;
  }

  /** The last comments on all papers, hidden ones too, before a number. */
  List<Row> latest(long before) {
    return comments.before(before, PAGE);
  }

  String html(CommentTable.Version version) {
    return markdown.html(version.text(), names(List.of(version.text()), accounts));
  }

  /** Of the accounts that texts name, by key. */
  static Map<String, String> names(List<String> texts, Accounts accounts) {
    Set<String> keys = new HashSet<>();
    for (String text : texts) {
      if (keys.size() < NAMES) { // a database takes so many parameters and no more
        keys.addAll(Mentions.candidates(text));
      }
    }
    Map<String, String> names = new HashMap<>();
    accounts.people(keys).forEach((key, person) -> names.put(key, person.name()));
    return names;
  }

  private List<Long> named(String text, long author) {
    Map<String, Accounts.Person> people = accounts.people(Mentions.candidates(text));
    Map<String, String> names = new HashMap<>();
    people.forEach((key, person) -> names.put(key, person.name()));
    return markdown.named(text, names).stream()
        .map(key -> Objects.requireNonNull(people.get(key)).id())
        .filter(id -> id != author)
        .toList();
  }

  /** As moderators see it, also where nothing of it is left. */
  CommentView plainView(Row row) {
    return new Threads(markdown, accounts.viewer(), accounts, authorship.of(row.paper()))
        .plainView(row);
  }

  /** A comment in any state. */
  Row any(long id) {
    return get(id);
  }

  /** What an account says on papers in everybody's sight, the last first. */
  public List<Utterance> saidBy(long account, int most) {
    List<Row> rows = comments.shownOf(account, most);
    Map<String, String> known = names(rows.stream().map(Row::text).toList(), accounts);
    return rows.stream()
        .map(
            row ->
                new Utterance(
                    row.id(),
                    row.address(),
                    row.title(),
                    markdown.html(row.text(), known),
                    Moment.of(row.createdMillis())))
        .toList();
  }

  Optional<CommentView> view(Row row) {
    return new Threads(markdown, accounts.viewer(), accounts, authorship.of(row.paper()))
        .views(List.of(row)).stream().findFirst();
  }
}
