package offprint.server.discussion;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
import offprint.server.web.DisplayTime;
import offprint.server.web.Problem;
import offprint.server.web.RateLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Comments on papers and runs, each stored in one transaction with the counts it changes. A comment
 * on a run is reached through the run, so that only those who may see the run see the comment.
 */
@Component
public final class Discussion {
  static final int LONGEST = 10_000;
  static final int MOST_SHOWN = 1_000;
  static final int PAGE = 50;
  private static final int NAMES = 2_000;

  private final CommentTable comments;
  private final Papers papers;
  private final DiscussedRuns runs;
  private final Accounts accounts;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Authorship authorship;
  private final ContributionTransaction contributionTransaction;
  private final RateLimit limit;
  private final Markdown markdown = new Markdown();
  private final Clock clock = Clock.systemUTC();

  Discussion(
      Home home,
      Papers papers,
      DiscussedRuns runs,
      Accounts accounts,
      Audit audit,
      AccountConfig config,
      ApplicationEventPublisher events,
      Authorship authorship) {
    this.comments = new CommentTable(JdbcClient.create(home.dataSource()));
    this.papers = papers;
    this.runs = runs;
    this.accounts = accounts;
    this.audit = audit;
    this.events = events;
    this.authorship = authorship;
    this.contributionTransaction = new ContributionTransaction(home);
    this.limit =
        new RateLimit("comments", config.limits().comments(), Duration.ofMinutes(10), clock);
  }

  /**
   * The discussion on a paper's page.
   *
   * @param address arXiv id or slug
   */
  public DiscussionView ofPaper(String address) {
    return of(paper(address));
  }

  /** The discussion on a run's page, as the viewer reached it. */
  public DiscussionView ofRun(String key) {
    return of(run(key));
  }

  private DiscussionView of(Subject on) {
    Viewer viewer = accounts.viewer();
    List<Row> rows = comments.on(on, MOST_SHOWN + 1);
    List<Row> given = rows.subList(0, Math.min(MOST_SHOWN, rows.size()));
    return new DiscussionView(
        on.comments(),
        on.isRun() ? "" : on.key(),
        on.path(),
        on.readers(),
        viewer.isSignedIn(),
        viewer.isModerator(),
        threads(on).views(given),
        given.stream().filter(row -> row.state() == State.SHOWN).count(),
        rows.size() > MOST_SHOWN);
  }

  private Threads threads(Subject on) {
    Set<Long> authors = on.isRun() ? Set.of() : authorship.of(on.paper());
    return new Threads(markdown, accounts.viewer(), accounts, authors);
  }

  /**
   * @throws Problem not found
   */
  Subject paper(String address) {
    StoredPaper paper =
        papers
            .find(address)
            .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(address)));
    return Subject.paper(paper.id(), paper.address(), paper.title());
  }

  /**
   * @throws Problem not found, also if the viewer may not see it
   */
  Subject run(String key) {
    return runs.readable(key);
  }

  /**
   * Stores a comment of the viewer.
   *
   * @param parent comment that it answers, null for none
   */
  Row say(Subject on, @Nullable Long parent, String text) {
    Viewer viewer = accounts.member();
    String said = checked(text);
    long answers = 0;
    if (parent != null) {
      Row answered =
          comments.find(parent).filter(row -> isShown(row, on)).orElseThrow(() -> gone(parent));
      answers = answered.account();
    }
    limit.take(Long.toString(viewer.id()));
    List<Long> named = named(said, viewer.id());
    long whom = answers;
    long id =
        contributionTransaction.store(
            () -> {
              long made = comments.insert(on, parent, viewer.id(), said, clock.millis());
              tell(
                  made,
                  on,
                  viewer.id(),
                  whom,
                  named,
                  false); // before the counts, because it may wait
              count(on, 1); // for an account's deletion
              return made;
            });
    return get(id).on(on);
  }

  /** Notifies the accounts that it answers or mentions, if they may read it. */
  private void tell(long id, Subject on, long author, long whom, List<Long> named, boolean edited) {
    if (!on.isRun()) {
      events.publishEvent(new CommentPosted(id, on, author, whom, named, edited));
      return;
    }
    Set<Long> asked = new HashSet<>(named);
    asked.add(whom);
    Set<Long> readers = comments.readers(on.run(), asked);
    List<Long> told = named.stream().filter(readers::contains).toList();
    long answered = readers.contains(whom) ? whom : 0;
    events.publishEvent(new CommentPosted(id, on, author, answered, told, edited));
  }

  /** Updates the count of a paper's comments; for a run checks that it still exists. */
  private void count(Subject on, int change) {
    if (!on.isRun()) {
      papers.count(on.paper(), 0, change);
    } else if (!comments.hasRun(on.run())) {
      throw Problem.notFound("there is no run " + on.key());
    }
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

  private static boolean isShown(Row row, Subject on) {
    return row.state() == State.SHOWN && isOn(row, on);
  }

  private static boolean isOn(Row row, Subject on) {
    return row.on().paper() == on.paper() && row.on().run() == on.run();
  }

  /**
   * A comment in any state, through its subject.
   *
   * @param run key of the run in the address, null for comments on papers
   */
  private Row reached(@Nullable String run, long id) {
    if (run != null) {
      Subject on = run(run);
      return comments.find(id).filter(row -> isOn(row, on)).orElseThrow(() -> gone(id)).on(on);
    }
    return comments.find(id).filter(row -> !row.on().isRun()).orElseThrow(() -> gone(id));
  }

  /** A comment readable by everybody who sees its subject. */
  Row shown(@Nullable String run, long id) {
    Row row = reached(run, id);
    if (row.state() != State.SHOWN
        || (run == null && papers.find(row.on().key()).isEmpty())) { // a hidden paper
      throw gone(id);
    }
    return row;
  }

  /** A visible comment of the viewer. */
  Row own(@Nullable String run, long id) {
    Viewer viewer = accounts.member();
    Row row = shown(run, id);
    if (row.account() != viewer.id()) {
      throw Problem.refused("comment %d is somebody else's".formatted(id));
    }
    return row;
  }

  /** Edits a comment; the earlier text is kept and can be read. */
  Row edit(@Nullable String run, long id, String text) {
    Row row = own(run, id);
    String said = checked(text);
    if (!said.equals(row.text())) {
      limit.take(Long.toString(row.account()));
      List<Long> named = named(said, row.account());
      boolean changed =
          contributionTransaction.store(
              () -> {
                boolean edited = comments.edit(id, row.text(), said, clock.millis());
                if (edited) {
                  tell(id, row.on(), row.account(), 0, named, true);
                }
                return edited;
              });
      if (!changed) {
        throw Problem.conflict("comment %d has just been changed elsewhere".formatted(id));
      }
    }
    return get(id).on(row.on());
  }

  /** Earlier texts in order, each with the time of its edit. */
  List<CommentTable.Version> history(Row readable) {
    return comments.versions(readable.id());
  }

  /** A comment that the viewer may read: moderators read hidden ones, too. */
  Row readable(@Nullable String run, long id) {
    if (!accounts.viewer().isModerator()) {
      return shown(run, id);
    }
    Row row = reached(run, id);
    if (row.state() == State.DELETED) {
      throw gone(id);
    }
    return row;
  }

  /** Deletes the text of a comment; its place stays for its answers. */
  Row delete(@Nullable String run, long id) {
    Row row = own(run, id);
    contributionTransaction.store(
        () -> {
          boolean moved = comments.move(id, State.SHOWN, State.DELETED);
          if (moved) {
            comments.blank(id);
            count(row.on(), -1);
          }
          return moved;
        });
    return get(id).on(row.on());
  }

  /** Hides a comment from all but moderators, or shows it again. */
  Row moderate(@Nullable String run, long id, boolean hide) {
    Row row = reached(run, id); // first, so that nobody learns of a run they may not see
    moderator();
    return judge(row, hide);
  }

  void moderator() {
    if (!accounts.viewer().isModerator()) {
      throw Problem.refused("this needs a moderator's account");
    }
  }

  /** Hides or shows a comment for a moderator who may see it. */
  Row judge(Row row, boolean hide) {
    long me = accounts.viewer().id();
    long id = row.id();
    boolean changed =
        contributionTransaction.store(
            () -> {
              boolean moved =
                  hide
                      ? comments.move(id, State.SHOWN, State.HIDDEN)
                      : comments.move(id, State.HIDDEN, State.SHOWN);
              if (moved) {
                events.publishEvent(
                    new CommentModerated(id, row.on(), row.account(), hide, me, clock.millis()));
                count(row.on(), hide ? -1 : 1);
              }
              return moved;
            });
    if (changed) {
      audit.note(hide ? "hide comment" : "show comment", "%d by %s".formatted(id, row.author()));
    }
    return row;
  }

  /** Comments on papers and public runs older than a number, hidden ones included, newest first. */
  List<Row> latest(long before) {
    return comments.before(before, PAGE);
  }

  String html(CommentTable.Version version) {
    return markdown.html(version.text(), names(List.of(version.text()), accounts));
  }

  /** Names of the accounts mentioned in texts, by key. */
  static Map<String, String> names(List<String> texts, Accounts accounts) {
    Set<String> keys = new HashSet<>();
    for (String text : texts) {
      if (keys.size() < NAMES) { // limit of parameters in a statement
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

  /** View of a comment for moderators, also of a deleted one. */
  CommentView plainView(Row row) {
    return threads(row.on()).plainView(row);
  }

  /** A comment in any state. */
  Row any(long id) {
    return get(id);
  }

  /** Comments of an account on papers and public runs, newest first. */
  public List<ProfileComment> saidBy(long account, int most) {
    List<Row> rows = comments.shownOf(account, most);
    Map<String, String> known = names(rows.stream().map(Row::text).toList(), accounts);
    return rows.stream()
        .map(
            row ->
                new ProfileComment(
                    row.on().path() + "#comment-" + row.id(),
                    row.on().title(),
                    markdown.html(row.text(), known),
                    DisplayTime.of(row.createdMillis())))
        .toList();
  }

  Optional<CommentView> view(Row row) {
    return threads(row.on()).views(List.of(row)).stream().findFirst();
  }
}
