package offprint.server.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import offprint.server.home.Home;
import offprint.server.method.Offered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.node.ObjectNode;

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
  private final RunTable table;
  private final RunQueue queue;
  private final EventSignal signal = new EventSignal();
  private final Map<Long, Child> children = new ConcurrentHashMap<>();
  private volatile boolean running;

  Runs(Home home, RunLimits limits) {
    this.home = home;
    this.limits = limits;
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

  /**
   * Queues a run.
   *
   * @param params as a reader gave them, completed from the preset
   * @throws offprint.engine.InvalidParameters with every fault
   */
  public StoredRun submit(Offered<?> method, String preset, ObjectNode params, long seed) {
    ObjectNode complete = method.complete(preset, params);
    Instant now = Instant.now();
    long id = table.insert(method.card().id(), preset, complete, seed, now);
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

  public Optional<StoredRun> find(long id) {
    return table.find(id);
  }

  /** The latest first. */
  public List<StoredRun> latest(int limit, int offset) {
    return table.latest(limit, offset);
  }

  /** The latest runs that are done, first those of one paper. */
  List<StoredRun> latestDone(String slug, int limit) {
    return table.latest(RunState.DONE, slug, limit);
  }

  public int count() {
    return table.count();
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
    StoredRun run = table.find(id).orElseThrow();
    Child child = new Child(run, limits, home);
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
    table.end(id, RunState.RUNNING, end.state(), end.reason(), Instant.now());
    tell(id, end.state(), end.reason());
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
