package offprint.server.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import offprint.engine.Json;
import offprint.server.home.Home;
import offprint.server.paper.ImportResult;
import offprint.server.paper.Papers;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ingests papers. Every step is a repeatable transaction, and the position is stored after the
 * papers, so that an ingest killed at any point resumes from there.
 */
@Component
public final class Ingest implements AutoCloseable, DisposableBean {
  /** Days that are read again, for late announcements and votes that still change. */
  private static final int OVERLAP_DAYS = 3;

  private static final int FIRST_DAYS = 7;
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration MIRROR_PAUSE = Duration.ofMillis(700);

  private final Papers papers;
  private final IngestTable table;
  private final IngestConfig config;
  private final PoliteClient arxivHost;
  private final ArxivClient arxiv;
  private final Clock clock = Clock.systemUTC();

  public Ingest(Home home, Papers papers, IngestConfig config) {
    this.papers = papers;
    this.table = new IngestTable(JdbcClient.create(home.dataSource()));
    this.config = config;
    this.arxivHost = client("arXiv", config.arxiv(), config.pause());
    this.arxiv = new ArxivClient(config.arxiv(), arxivHost);
  }

  private PoliteClient client(String name, URI server, Duration pause) {
    Duration lease = config.timeout().multipliedBy(4).dividedBy(3);
    HostLock hostLock = new HostLock(table, server.getHost(), pause, lease);
    return new PoliteClient(name, hostLock, config);
  }

  /**
   * A submitted paper.
   *
   * @param known whether it was on a list before
   * @param day of the list it stands on
   */
  public record Submitted(String id, String title, boolean known, String day) {}

  /**
   * Result of an ingest.
   *
   * @param papers read from the source
   * @param added papers that were not there before
   * @param refused papers whose description breaks a rule
   */
  public record Ingested(long papers, long added, long refused) {
    static final Ingested NOTHING = new Ingested(0, 0, 0);

    Ingested plus(ImportResult importResult) {
      return new Ingested(
          papers + importResult.lines(),
          added + importResult.added(),
          refused + importResult.faultyLines());
    }
  }

  /**
   * State of a source.
   *
   * @param position last day read completely, "" for none
   * @param tried when it was last read, ISO 8601
   * @param succeeded when it was last read completely, "" for never
   * @param added papers that it brought in total
   * @param failure why the last attempt failed, "" if it did not
   */
  public record Standing(
      String source, String position, String tried, String succeeded, long added, String failure) {}

  /** States of all sources ever tried. */
  public List<Standing> standings() {
    return table.standings();
  }

  /**
   * Fetches a paper from arXiv and puts it on today's list; asks nobody where a list has it.
   *
   * @param typed an arXiv id or the address of a paper
   * @return empty if arXiv has no such paper
   * @throws IllegalArgumentException if it is no id and no address
   * @throws IngestException if arXiv cannot be reached; nothing is stored then
   */
  public Optional<Submitted> submit(String typed) throws IOException, InterruptedException {
    ArxivId id =
        ArxivId.parse(typed)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "id must be an arXiv id like 2405.14616 or the address of a paper there:"
                            + " got "
                            + shown(typed)));
    IngestTable.Known known = table.known(List.of(id.id())).get(id.id());
    if (known != null && known.day() != null) {
      return Optional.of(new Submitted(id.id(), known.title(), true, known.day()));
    }
    Optional<ArxivEntry> entry = arxiv.find(id, config.patience());
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    ImportResult importResult = store(List.of(entry.get()), _ -> now);
    if (importResult.faultyLines() > 0) {
      throw new IngestException(
          "arXiv's description of %s breaks a rule: %s"
              .formatted(id.id(), importResult.faults().getFirst().message()));
    }
    IngestTable.Known stored = Objects.requireNonNull(table.known(List.of(id.id())).get(id.id()));
    return Optional.of(
        new Submitted(id.id(), stored.title(), false, Objects.requireNonNull(stored.day())));
  }

  private static String shown(String typed) {
    String text = typed.strip();
    return text.isEmpty() ? "nothing" : text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  /** Reads a source from its position. */
  public Ingested read(IngestSource source, Consumer<String> progress)
      throws IOException, InterruptedException {
    return switch (source) {
      case IngestSource.Arxiv categories -> arxiv(categories, null, progress);
      case IngestSource.Daily daily -> daily(daily, null, null, progress);
    };
  }

  /**
   * The papers sent in to arXiv in the last days; each goes to the list of its day.
   *
   * @param days how many, today included; null for all since the last time, {@value #FIRST_DAYS}
   *     the first time
   * @param progress is told each step, a line at a time
   */
  public Ingested arxiv(
      IngestSource.Arxiv categories, @Nullable Integer days, Consumer<String> progress)
      throws IOException, InterruptedException {
    Ingested done = Ingested.NOTHING;
    for (String category : categories.categories()) {
      String source = "arxiv:" + category;
      LocalDate today = LocalDate.now(clock);
      LocalDate from = days != null ? today.minusDays(days - 1L) : since(source, today);
      done =
          tracked(source, done, soFar -> category(source, category, from, today, soFar, progress));
    }
    return done;
  }

  private Ingested category(
      String source,
      String category,
      LocalDate from,
      LocalDate today,
      Ingested before,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    Ingested done = before;
    for (long start = 0; ; ) {
      ArxivAtom.Feed feed = arxiv.page(category, from, today, start, PATIENCE);
      List<ArxivEntry> entries = feed.entries();
      if (!entries.isEmpty()) {
        ImportResult importResult = store(entries, Ingest::dayOf);
        done = done.plus(importResult);
        String last = entries.getLast().published().toString().substring(0, 10);
        table.advance(source, last, null, null, importResult.added());
      }
      start += entries.size(); // arXiv may send fewer than a page
      progress.accept(
          "%s: %d of %d papers since %s".formatted(category, start, feed.total(), from));
      if (start >= feed.total()) {
        return done;
      }
    }
  }

  private ImportResult store(List<ArxivEntry> entries, Function<String, Instant> listedAt)
      throws IOException {
    Map<String, IngestTable.Known> known =
        table.known(entries.stream().map(ArxivEntry::id).toList());
    StringBuilder lines = new StringBuilder();
    for (ArxivEntry entry : entries) {
      IngestTable.Known stored = known.get(entry.id());
      boolean plain = stored == null || isPlain(stored.authors());
      lines.append(entry.line(plain)).append('\n');
    }
    return papers.importListed(bytes(lines), listedAt);
  }

  /** Whether only the names of the authors are stored. */
  private static boolean isPlain(String authors) {
    for (JsonNode author : Json.MAPPER.readTree(authors)) {
      if (author.size() > 1) {
        return false;
      }
    }
    return true;
  }

  private static Instant dayOf(String published) {
    return LocalDate.parse(published.substring(0, 10)).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /**
   * The days of a server that speaks the Daily Papers API.
   *
   * @param since first day; null to go on from the last time, or {@value #FIRST_DAYS} days back
   * @param until last day; null for today
   * @param progress is told what was done, a line at a time
   */
  public Ingested daily(
      IngestSource.Daily daily,
      @Nullable LocalDate since,
      @Nullable LocalDate until,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    String source = daily.toString();
    LocalDate today = LocalDate.now(clock);
    LocalDate from = since != null ? since : since(source, today);
    LocalDate to = until != null && until.isBefore(today) ? until : today;
    Duration pause = isLocal(daily.server()) ? Duration.ZERO : MIRROR_PAUSE;
    String name = daily.server().getAuthority();
    try (PoliteClient host = client(name, daily.server(), pause)) {
      DailyClient client = new DailyClient(daily.server(), host);
      return tracked(
          source, Ingested.NOTHING, soFar -> days(source, client, from, to, soFar, progress));
    }
  }

  private Ingested days(
      String source,
      DailyClient client,
      LocalDate from,
      LocalDate to,
      Ingested before,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    Ingested done = before;
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      IngestTable.State state = table.state(source).orElse(null);
      boolean same = state != null && state.position().equals(day.toString());
      Optional<DailyClient.Day> list = client.day(day, same ? state : null, PATIENCE);
      if (list.isEmpty()) {
        progress.accept("%s: as before".formatted(day));
        continue;
      }
      StringBuilder lines = new StringBuilder();
      for (ObjectNode line : list.get().lines()) {
        lines.append(line).append('\n');
      }
      ImportResult importResult = papers.importLines(bytes(lines));
      done = done.plus(importResult);
      table.advance(
          source,
          day.toString(),
          list.get().etag(),
          list.get().lastModified(),
          importResult.added());
      progress.accept(
          "%s: %d papers, %d new".formatted(day, importResult.lines(), importResult.added()));
    }
    return done;
  }

  /** Work on a source. */
  private interface Work {
    Ingested run(Ingested soFar) throws IOException, InterruptedException;
  }

  private Ingested tracked(String source, Ingested soFar, Work work)
      throws IOException, InterruptedException {
    table.begin(source, clock.millis());
    try {
      Ingested done = work.run(soFar);
      table.end(source, clock.millis(), "");
      return done;
    } catch (IOException | RuntimeException e) {
      table.end(source, null, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private LocalDate since(String source, LocalDate today) {
    return table
        .state(source)
        .map(IngestTable.State::position)
        .filter(position -> !position.isEmpty())
        .map(position -> LocalDate.parse(position).minusDays(OVERLAP_DAYS - 1L))
        .filter(day -> day.isBefore(today))
        .orElse(today.minusDays(FIRST_DAYS - 1L));
  }

  private static boolean isLocal(URI server) {
    try {
      return InetAddress.getByName(server.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static ByteArrayInputStream bytes(StringBuilder lines) {
    return new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    arxivHost.close();
  }

  @Override
  public void destroy() {
    close();
  }
}
