package offprint.server.follow;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import offprint.engine.Fault;
import offprint.server.account.Accounts;
import offprint.server.account.Viewer;
import offprint.server.home.Home;
import offprint.server.paper.NameFolding;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.search.Search;
import offprint.server.web.Problem;
import offprint.server.web.RateLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What accounts follow. */
@Component
public final class Following {
  static final int MOST = 200; // of a kind
  static final int MOST_SEARCHES = 20;
  static final int LONGEST = 200;
  private static final int SHOWN = 60;
  private static final int CHANGES = 300; // per account in ten minutes

  private final FollowTable table;
  private final Papers papers;
  private final Search search;
  private final Accounts accounts;
  private final Clock clock = Clock.systemUTC();
  private final RateLimit limit =
      new RateLimit("changes to what is followed", CHANGES, Duration.ofMinutes(10), clock);

  Following(Home home, Papers papers, Search search, Accounts accounts) {
    this.table = new FollowTable(JdbcClient.create(home.dataSource()));
    this.papers = papers;
    this.search = search;
    this.accounts = accounts;
  }

  /** What an account follows, by kind, latest first. */
  public List<Followed> of(long account) {
    return table.of(account);
  }

  /** Whether the viewer follows something; called by templates. */
  public boolean has(String kind, String name) {
    Viewer viewer = accounts.viewer();
    FollowKind of = FollowKind.of(kind);
    if (!viewer.isSignedIn() || name.isEmpty()) {
      return false;
    }
    return of == FollowKind.PAPER
        ? papers.find(name).map(p -> table.has(viewer.id(), of, "" + p.id())).orElse(false)
        : table.has(viewer.id(), of, key(of, name));
  }

  private static String key(FollowKind kind, String name) {
    return kind == FollowKind.TOPIC ? NameFolding.topic(name) : NameFolding.key(name);
  }

  /** The resolved target of a follow. */
  private record Meant(FollowKind kind, String key, String name, @Nullable Long paper) {}

  private Meant meant(String kind, String given) {
    FollowKind of = FollowKind.of(kind);
    String name = given.replaceAll("[\\s\\p{Z}\\p{Cntrl}]+", " ").strip();
    if (of == FollowKind.PAPER) {
      StoredPaper paper =
          papers
              .find(name)
              .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(name)));
      return new Meant(of, Long.toString(paper.id()), "", paper.id());
    }
    if (name.isEmpty() || name.length() > LONGEST) {
      throw Problem.invalid(
          List.of(
              new Fault(
                  "name",
                  "name must have from 1 to %d characters: got %d"
                      .formatted(LONGEST, name.length()))));
    }
    return new Meant(of, key(of, name), name, null);
  }

  /** Follows or unfollows something; repeating it changes nothing. */
  void follow(String kind, String name, boolean follow) {
    Viewer viewer = accounts.member();
    Meant meant = meant(kind, name);
    limit.take(Long.toString(viewer.id()));
    if (!follow) {
      table.remove(viewer.id(), meant.kind(), meant.key());
      return;
    }
    int most = meant.kind() == FollowKind.SEARCH ? MOST_SEARCHES : MOST;
    if (table.count(viewer.id(), meant.kind()) >= most
        && !table.has(viewer.id(), meant.kind(), meant.key())) {
      throw Problem.conflict(
          "an account can follow at most %d of a kind: it follows as many with kind %s"
              .formatted(most, meant.kind().word()));
    }
    table.add(viewer.id(), meant.kind(), meant.key(), meant.name(), meant.paper(), clock.millis());
  }

  /**
   * A paper and the follows that brought it.
   *
   * @param because follows that brought it
   */
  record Pick(StoredPaper paper, List<Followed> because) {}

  /** The newest papers of what the viewer follows, each once. */
  List<Pick> newest() {
    Map<Long, String> published = new LinkedHashMap<>();
    Map<Long, List<Followed>> because = new LinkedHashMap<>();
    for (Followed each : table.of(accounts.member().id())) {
      for (FollowTable.Published found : found(each)) {
        published.put(found.paper(), found.published());
        because.computeIfAbsent(found.paper(), _ -> new ArrayList<>()).add(each);
      }
    }
    List<Long> first =
        published.entrySet().stream()
            .sorted(
                Map.Entry.<Long, String>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey())
                    .reversed())
            .limit(SHOWN)
            .map(Map.Entry::getKey)
            .toList();
    return papers.withIds(first).stream()
        .map(paper -> new Pick(paper, Objects.requireNonNull(because.get(paper.id()))))
        .toList();
  }

  private List<FollowTable.Published> found(Followed each) {
    return switch (each.kind()) {
      case AUTHOR, TOPIC -> table.newest(each.kind(), key(each.kind(), each.name()), SHOWN);
      case SEARCH ->
          papers.withIds(answer(each.name(), SHOWN)).stream()
              .map(p -> new FollowTable.Published(p.id(), p.published().toString()))
              .toList();
      case PAPER -> List.of();
    };
  }

  private List<Long> answer(String question, int most) {
    return search.newest(question, most).hits().stream().map(Search.Hit::paper).toList();
  }
}
