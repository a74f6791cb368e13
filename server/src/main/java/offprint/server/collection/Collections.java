package offprint.server.collection;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import offprint.engine.Fault;
import offprint.server.account.Accounts;
import offprint.server.account.Audit;
import offprint.server.account.Viewer;
import offprint.server.collection.CollectionTable.Head;
import offprint.server.collection.CollectionTable.Held;
import offprint.server.follow.Notices;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.web.Problem;
import offprint.server.web.RateLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Collections and access to them. One that the viewer may not read is answered as one that does not
 * exist.
 */
@Component
public final class Collections {
  static final int MOST = 200;
  static final int MOST_PAPERS = 1_000;
  static final int TITLE = 120;
  static final int DESCRIPTION = 2_000;
  static final int NOTE = 1_000;
  private static final int CHANGES = 600; // per account in ten minutes
  private static final int WORD_BYTES = 32;

  private final CollectionTable table;
  private final Papers papers;
  private final Accounts accounts;
  private final Audit audit;
  private final Notices notices;
  private final TransactionTemplate transaction;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();
  private final RateLimit limit =
      new RateLimit("changes to collections", CHANGES, Duration.ofMinutes(10), clock);

  Collections(Home home, Papers papers, Accounts accounts, Audit audit, Notices notices) {
    this.notices = notices;
    this.table = new CollectionTable(JdbcClient.create(home.dataSource()));
    this.papers = papers;
    this.accounts = accounts;
    this.audit = audit;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
  }

  /** A paper of a collection and its owner's note. */
  record Entry(StoredPaper paper, String note) {}

  /** Public collections, last changed first. */
  List<CollectionSummary> everybodys(int limit, int offset) {
    return table.everybodys(limit, offset);
  }

  /** An account's public collections, last changed first. */
  public List<CollectionSummary> publicOf(long account) {
    return table.ofAccount(account).stream()
        .filter(each -> each.visibility() == Visibility.PUBLIC && each.papers() > 0)
        .toList();
  }

  /** The viewer's collections, last changed first; none without an account. */
  List<CollectionSummary> own() {
    Viewer viewer = accounts.viewer();
    return viewer.isSignedIn() ? table.ofAccount(viewer.id()) : List.of();
  }

  /** Numbers of the viewer's collections that contain a paper. */
  List<Long> containing(StoredPaper paper) {
    return table.containing(accounts.member().id(), paper.id());
  }

  /** A collection that is public or the viewer's own. */
  CollectionSummary readable(long id) {
    Viewer viewer = accounts.viewer();
    return table
        .find(id)
        .filter(
            each ->
                each.visibility() == Visibility.PUBLIC
                    || (viewer.isSignedIn() && each.owner() == viewer.id()))
        .orElseThrow(() -> gone(id));
  }

  /** The collection that a link opens. */
  CollectionSummary shared(String word) {
    return table
        .byWord(word)
        .orElseThrow(() -> Problem.notFound("this link opens no collection, or not any more"));
  }

  /** A collection of the viewer. */
  CollectionSummary own(long id) {
    Viewer viewer = accounts.member();
    return table.find(id).filter(each -> each.owner() == viewer.id()).orElseThrow(() -> gone(id));
  }

  private static Problem gone(long id) {
    return Problem.notFound("there is no collection " + id);
  }

  boolean isOwn(CollectionSummary collection) {
    Viewer viewer = accounts.viewer();
    return viewer.isSignedIn() && viewer.id() == collection.owner();
  }

  List<Entry> entries(CollectionSummary collection) {
    List<Held> held = table.papers(collection.id());
    Map<Long, String> notes = held.stream().collect(Collectors.toMap(Held::paper, Held::note));
    return papers.withIds(held.stream().map(Held::paper).toList()).stream()
        .map(paper -> new Entry(paper, notes.getOrDefault(paper.id(), "")))
        .toList();
  }

  boolean has(CollectionSummary collection, String address) {
    long paper = paper(address).id();
    return table.papers(collection.id()).stream().anyMatch(each -> each.paper() == paper);
  }

  StoredPaper paper(String address) {
    return papers
        .find(address)
        .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(address)));
  }

  CollectionSummary create(String title, String description, String visibility) {
    Viewer viewer = accounts.member();
    Head head = head(title, description, visibility);
    limit.take(Long.toString(viewer.id()));
    if (table.count(viewer.id()) >= MOST) {
      throw Problem.conflict("an account can have at most %d collections".formatted(MOST));
    }
    return own(table.insert(viewer.id(), head, word(), clock.millis()));
  }

  CollectionSummary change(long id, String title, String description, String visibility) {
    CollectionSummary collection = own(id);
    Head head = head(title, description, visibility);
    work(collection, () -> table.update(id, head));
    return own(id);
  }

  void delete(long id) {
    CollectionSummary collection = own(id);
    table.delete(collection.id());
  }

  /** Replaces the link; the old one stops working. */
  CollectionSummary relink(long id) {
    CollectionSummary collection = own(id);
    work(collection, () -> table.word(id, word()));
    return own(id);
  }

  /** Makes a public collection private. */
  void withdraw(long id) {
    if (!accounts.viewer().isModerator()) {
      throw Problem.refused("this needs a moderator's account");
    }
    CollectionSummary collection = readable(id);
    table.update(id, new Head(collection.title(), collection.description(), Visibility.PRIVATE));
    notices.decision(
        collection.owner(),
        "collection:%d:%d".formatted(id, clock.millis()),
        null,
        null,
        "A moderator has made your collection “%s” private".formatted(collection.title()));
    audit.note("make collection private", "%d of %s".formatted(id, collection.ownerName()));
  }

  /** Adds a paper at the end, or changes the note of one that is there. */
  void put(long id, String address, String note) {
    CollectionSummary collection = own(id);
    StoredPaper paper = paper(address);
    List<Fault> faults = new ArrayList<>();
    String said = text("note", note, 0, NOTE, faults);
    check(faults);
    work(
        collection,
        () -> {
          List<Held> held = table.papers(id);
          if (held.size() >= MOST_PAPERS
              && held.stream().noneMatch(each -> each.paper() == paper.id())) {
            throw Problem.conflict(
                "a collection can have at most %,d papers".formatted(MOST_PAPERS));
          }
          table.put(id, paper.id(), said, clock.millis());
        });
  }

  void remove(long id, String address) {
    CollectionSummary collection = own(id);
    StoredPaper paper = paper(address);
    work(
        collection,
        () -> {
          if (!table.remove(id, paper.id())) {
            throw notIn(id, address);
          }
        });
  }

  /**
   * Moves a paper to another place.
   *
   * @param to from 1; beyond the end means the last place
   */
  void place(long id, String address, int to) {
    move(id, address, to, false);
  }

  /**
   * @param by places down, below 0 for up
   */
  void shift(long id, String address, int by) {
    move(id, address, by, true);
  }

  private void move(long id, String address, int to, boolean relative) {
    CollectionSummary collection = own(id);
    StoredPaper paper = paper(address);
    work(
        collection,
        () -> {
          List<Long> order = new ArrayList<>(table.papers(id).stream().map(Held::paper).toList());
          int from = order.indexOf(paper.id());
          if (from < 0) {
            throw notIn(id, address);
          }
          order.remove(from);
          int wanted = relative ? from + to : to - 1;
          order.add(Math.clamp(wanted, 0, order.size()), paper.id());
          for (int i = 0; i < order.size(); i++) {
            table.place(id, order.get(i), i + 1);
          }
        });
  }

  private static Problem notIn(long id, String address) {
    return Problem.notFound("the paper '%s' is not in collection %d".formatted(address, id));
  }

  private void work(CollectionSummary collection, Runnable change) {
    limit.take(Long.toString(collection.owner()));
    transaction.executeWithoutResult(
        _ -> {
          table.touch(collection.id(), clock.millis());
          change.run();
        });
  }

  private String word() {
    byte[] bytes = new byte[WORD_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Head head(String title, String description, String visibility) {
    List<Fault> faults = new ArrayList<>();
    String named = text("title", title, 1, TITLE, faults);
    String described = text("description", description, 0, DESCRIPTION, faults);
    Visibility seen = null;
    try {
      seen = Visibility.of(visibility);
    } catch (Problem problem) {
      faults.addAll(problem.faults());
    }
    check(faults);
    return new Head(named, described, Objects.requireNonNull(seen));
  }

  private static String text(
      String name, @Nullable String given, int least, int most, List<Fault> faults) {
    String text = given == null ? "" : given.strip().replace("\r\n", "\n");
    if (text.length() < least || text.length() > most) {
      faults.add(
          new Fault(
              name,
              "%s must have from %,d to %,d characters: got %,d"
                  .formatted(name, least, most, text.length())));
    }
    boolean lines = most > TITLE;
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && !(lines && c == '\n'))) {
      faults.add(new Fault(name, name + " must have no control characters"));
    }
    return text;
  }

  private static void check(List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
  }
}
