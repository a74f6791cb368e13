package offprint.server.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import offprint.server.home.Home;
import offprint.server.home.Removals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Runs: first a row, then work. The row's state changes only by a statement that names the state it
 * expects, so that a stop, an end and a restart cannot contradict each other.
 */
@Component
public final class Runs implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
  private static final String INTERRUPTED = "the server was stopped while it ran";

  private final Home home;
  private final RunLimits limits;
  private final Removals removals;
  private final TransactionTemplate transaction;
  private final RunTable table;
  private final RunQueue queue;
  private final SecureRandom random = new SecureRandom();
  private final EventSignal signal = new EventSignal();
  private final Map<Long, Child> children = new ConcurrentHashMap<>();
  private volatile boolean running;

  Runs(Home home, RunLimits limits, Removals removals) {
    this.home = home;
    this.limits = limits;
    this.removals = removals;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    this.table = new RunTable(JdbcClient.create(home.dataSource()));
    this.queue = new RunQueue(home, limits.parallel(), this::execute);
  }

  /** Settles what an earlier server left, then begins to work. */
  @Override
  public void start() {
    table.clearSchedule();
    table.ids(RunState.RUNNING).forEach(this::settle);
    table.ids(RunState.QUEUED).forEach(id -> queue.add(id, Instant.now()));
    running = true; // before the first task comes, which would find the server stopping
    queue.start();
  }

  private void settle(long id) {
    Path folder = home.run(id);
    try {
      Files.createDirectories(folder);
      new ChildMark(folder).kill();
      removePartial(folder);
      table.end(id, RunState.RUNNING, RunState.FAILED, INTERRUPTED, Instant.now());
      log(id).add(RunState.FAILED, INTERRUPTED);
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

  /** Queues a run. */
  StoredRun submit(RunTable.Asked asked) {
    Instant now = Instant.now();
    long id = table.insert(asked, now);
    try {
      Files.createDirectories(home.run(id));
      log(id).add(RunState.QUEUED, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    queue.add(id, now);
    return table.find(id).orElseThrow();
  }

  /** Ends a run that is not over; true if it was not. Returns when no process is left. */
  public boolean stop(long id) {
    if (table.end(id, RunState.QUEUED, RunState.STOPPED, "", Instant.now())) {
      tell(id, RunState.STOPPED, "");
      return true;
    }
    Child child = children.get(id);
    if (child == null) {
      return false;
    }
    child.stop();
    return true;
  }

  /**
   * Forgets a run with all it left; ends it before. In a transaction that is under way all happens
   * once that is committed.
   */
  void delete(long id) {
    transaction.executeWithoutResult(
        _ -> {
          table.delete(id);
          TransactionSynchronizationManager.registerSynchronization(
              new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                  endForGood(id);
                }
              });
          removals.note("runs/" + id);
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

  Optional<StoredRun> find(long id) {
    return table.find(id);
  }

  /** The latest first. */
  List<StoredRun> list(RunFilter filter, int limit, int offset) {
    return table.list(filter, limit, offset);
  }

  int count(RunFilter filter) {
    return table.count(filter);
  }

  List<StoredRun> ofOwner(long account) {
    return table.ofOwner(account);
  }

  /** The latest runs that are done and that the viewer sees, their own and one paper's first. */
  List<StoredRun> latestDone(long viewer, String slug, int limit) {
    return table.latestDone(viewer, slug, limit);
  }

  /**
   * @return the word of the link, "" where there is none
   */
  String show(long id, Visibility visibility) {
    String link = visibility == Visibility.LINK ? newLink() : "";
    table.show(id, visibility, link);
    return link;
  }

  /** 144 random bits. */
  String newLink() {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** How many queued runs come before this one. */
  int ahead(long id) {
    return table.countAhead(id);
  }

  Path folder(long id) {
    return home.run(id);
  }

  EventSignal signal() {
    return signal;
  }

  private EventLog log(long id) {
    return new EventLog(home.run(id).resolve("events.jsonl"), signal);
  }

  /** The work of one queued run; does nothing for a run in another state. */
  private void execute(long id) {
    Optional<StoredRun> run = table.find(id);
    if (run.isEmpty()) {
      return; // deleted before it began
    }
    Child child = new Child(run.get(), limits, home);
    if (!running || children.putIfAbsent(id, child) != null) {
      return;
    }
    try {
      if (table.start(id, Instant.now())) {
        EventLog log = log(id);
        log.add(RunState.RUNNING, "");
        finish(id, execute(child, log));
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
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (entry.getFileName().toString().startsWith(".partial-")) {
          FileSystemUtils.deleteRecursively(entry);
        }
      }
    }
  }
}
