package offprint.server.run.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import offprint.server.discussion.RunComments;
import offprint.server.home.Dialect;
import offprint.server.home.Home;
import offprint.server.home.Removals;
import offprint.server.run.RunLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Runs: first a row, then work. The row's state changes only by a statement that names the state it
 * expects, so that a stop, an end and a restart cannot contradict each other.
 */
@Component
public final class Runs implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration ORIGINS =
      Duration.ofDays(1); // then nobody is still to be told apart
  private static final String INTERRUPTED = "the server was stopped while it ran";

  private final Home home;
  private final RunLimits limits;
  private final Removals removals;
  private final TransactionTemplate transaction;
  private final RunTable table;
  private final LongConsumer count;
  private final LongConsumer forget;
  private final RunLeases runLeases;
  private final RunQueue queue;
  private final SecureRandom random = new SecureRandom();
  private final EventSignal signal = new EventSignal();
  private final Map<Long, Child> children = new ConcurrentHashMap<>();
  private volatile boolean running;

  @Autowired
  Runs(Home home, RunLimits limits, Removals removals, Quotas quotas, RunComments comments) {
    this(home, limits, removals, quotas::take, comments::forget, LEASE);
  }

  /**
   * @param count refuses or counts one run more of an account
   * @param forget deletes what was said on a run
   */
  Runs(
      Home home,
      RunLimits limits,
      Removals removals,
      LongConsumer count,
      LongConsumer forget,
      Duration lease) {
    this.count = count;
    this.forget = forget;
    this.runLeases = new RunLeases(home, limits.quotas().running(), lease);
    this.home = home;
    this.limits = limits;
    this.removals = removals;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    this.table = new RunTable(JdbcClient.create(home.dataSource()));
    this.queue = new RunQueue(limits.parallel(), new Work());
  }

  /** Settles what an earlier server left, then begins to work. */
  @Override
  public void start() {
    boolean isAlone = home.dialect() == Dialect.SQLITE;
    runLeases.held().stream()
        .filter(run -> isAlone || run.node().isEmpty() || runLeases.isLost(run))
        .forEach(run -> settle(run.id()));
    running = true; // before the first run is taken up, which would find the server stopping
    queue.start();
  }

  /** What the queue calls for. */
  private final class Work implements RunQueue.Work {
    @Override
    public Optional<Long> take() {
      return runLeases.take();
    }

    @Override
    public void execute(long id) {
      Runs.this.execute(id);
    }

    @Override
    public void watch() {
      Runs.this.watch();
    }
  }

  /**
   * Keeps what runs here, ends what was deleted, stopped elsewhere or lost to another server, and
   * settles what servers that are gone have left.
   */
  private void watch() {
    if (!children.isEmpty()) {
      runLeases.renew();
    }
    Map<Long, Child> known = Map.copyOf(children); // whose rows are running before they are read
    Set<Long> ours = new HashSet<>();
    for (QueueTable.Held run : runLeases.held()) {
      if (runLeases.isOurs(run)) {
        ours.add(run.id());
        Child child = known.get(run.id());
        if (run.stopping() && child != null) {
          child.stop();
        }
      } else if (runLeases.isLost(run)) {
        settle(run.id());
      }
    }
    known.forEach(
        (id, child) -> {
          if (!ours.contains(id)) {
            child.stop();
          }
        });
  }

  private void settle(long id) {
    Path folder = home.run(id);
    try {
      Files.createDirectories(folder);
      new ProcessRecord(folder).kill();
      removePartial(folder);
      if (table.end(id, RunState.RUNNING, RunState.FAILED, INTERRUPTED, Instant.now())) {
        log(id).add(RunState.FAILED, INTERRUPTED);
        table.bytes(id, Bytes.of(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    running = false;
    children.values().forEach(child -> child.end(Child.End.failed(INTERRUPTED)));
    queue.close();
    signal.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /**
   * Queues a run. Its folder is there before anybody can take it up.
   *
   * @throws offprint.server.web.Problem if it is one too many
   */
  public StoredRun submit(RunRequest asked) {
    Long id =
        transaction.execute(
            _ -> {
              count.accept(asked.owner());
              return insert(asked);
            });
    queue.call();
    return table.find(Objects.requireNonNull(id)).orElseThrow();
  }

  private long insert(RunRequest asked) {
    Instant now = Instant.now();
    table.forgetOrigins(now.minus(ORIGINS));
    long id = table.insert(asked, now);
    try {
      Files.createDirectories(home.run(id));
      log(id).add(RunState.QUEUED, "");
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends a run that is not over; true if it was not. Returns when no process is left, unless
   * another server has it, which then ends it within a second or two.
   */
  public boolean stop(long id) {
    if (table.end(id, RunState.QUEUED, RunState.STOPPED, "", Instant.now())) {
      tell(id, RunState.STOPPED, "");
      return true;
    }
    Child child = children.get(id);
    if (child == null) {
      return runLeases.askToStop(id);
    }
    child.stop();
    return true;
  }

  /**
   * Forgets a run; its process and files go soon after, or once a transaction that is under way is
   * committed.
   */
  public void delete(long id) {
    transaction.executeWithoutResult(
        _ -> {
          forget.accept(id);
          table.delete(id);
          forget.accept(id); // what was said meanwhile
          removals.note("runs/" + id, () -> endForGood(id));
        });
  }

  private void endForGood(long id) {
    Child child = children.get(id);
    if (child != null) {
      child.stop();
      child.awaitOver();
    }
    signal.raise(); // whoever follows it sees that it is gone
  }

  public Optional<StoredRun> find(long id) {
    return table.find(id);
  }

  /** The latest first. */
  public List<StoredRun> list(RunFilter filter, int limit, int offset) {
    return table.list(filter, limit, offset);
  }

  public int count(RunFilter filter) {
    return table.count(filter);
  }

  public List<StoredRun> ofOwner(long account) {
    return table.ofOwner(account);
  }

  /** The latest runs that are done and that the viewer sees, their own and one paper's first. */
  public List<StoredRun> latestDone(long viewer, String slug, int limit) {
    return table.latestDone(viewer, slug, limit);
  }

  /** Median length of the latest finished runs of a method with a preset, if there are any. */
  public Optional<Duration> usualLength(String method, String preset) {
    List<Long> millis = table.lengths(method, preset, 20).stream().sorted().toList();
    return millis.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(millis.get(millis.size() / 2)));
  }

  /**
   * @return the word of the link, "" where there is none
   */
  public String show(long id, Visibility visibility) {
    String link = visibility == Visibility.LINK ? newLink() : "";
    table.show(id, visibility, link);
    return link;
  }

  /** 144 random bits. */
  public String newLink() {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** How many queued runs are to begin before this one. */
  public int ahead(long id) {
    return runLeases.ahead(id);
  }

  public Path folder(long id) {
    return home.run(id);
  }

  public EventSignal signal() {
    return signal;
  }

  private EventLog log(long id) {
    return new EventLog(home.run(id).resolve("events.jsonl"), signal);
  }

  /** The work of one run that was taken up. */
  private void execute(long id) {
    Optional<StoredRun> run = table.find(id);
    if (run.isEmpty()) {
      return; // deleted before it began
    }
    Child child = new Child(run.get(), limits, home);
    children.put(id, child);
    try {
      if (running) {
        EventLog log = log(id);
        log.add(RunState.RUNNING, "");
        finish(id, execute(child, log));
      } else {
        runLeases.putBack(id);
      }
    } catch (IOException e) {
      finish(id, Child.End.failed("its folder cannot be written to: " + e.getMessage()));
    } finally {
      children.remove(id);
      child.over();
    }
  }

  private static Child.End execute(Child child, EventLog log) {
    try {
      return child.execute(log);
    } catch (IOException e) {
      LOG.error("a run could not be executed", e);
      return Child.End.failed("could not be started: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Child.End.failed(INTERRUPTED);
    }
  }

  private void finish(long id, Child.End end) {
    try {
      removePartial(home.run(id));
    } catch (IOException e) {
      LOG.error("what run {} left half-written cannot be deleted", id, e);
    }
    if (table.end(id, RunState.RUNNING, end.state(), end.reason(), Instant.now())) {
      if (end.state() == RunState.DONE) {
        table.answer(id, StoredReport.answer(home.run(id)));
      }
      tell(id, end.state(), end.reason());
      table.bytes(id, Bytes.of(home.run(id)));
    }
  }

  private void tell(long id, RunState state, String reason) {
    try {
      log(id).add(state, reason);
    } catch (IOException e) {
      LOG.error("the end of run {} cannot be logged", id, e);
    }
  }

  private static void removePartial(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return; // deleted by another server
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (entry.getFileName().toString().startsWith(".partial-")) {
          FileSystemUtils.deleteRecursively(entry);
        }
      }
    }
  }
}
