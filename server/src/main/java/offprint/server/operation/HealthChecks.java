package offprint.server.operation;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import offprint.server.digest.Digest;
import offprint.server.home.Dialect;
import offprint.server.home.Home;
import offprint.server.search.Search;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/** Checks database, index, disk, queue and mail. */
@Component
final class HealthChecks {
  static final List<String> NAMES = List.of("database", "index", "disk", "queue", "mail");
  private static final long LEAST_FREE_MEGABYTES = 1024;
  private static final Duration LONGEST_WAIT_OF_RUNS = Duration.ofMinutes(10);
  private static final Duration LONGEST_WAIT_OF_MAILS = Duration.ofHours(1);

  private final Home home;
  private final Search search;
  private final Digest digest;
  private final OperationTable table;
  private final Clock clock = Clock.systemUTC();

  HealthChecks(Home home, Search search, Digest digest) {
    this.home = home;
    this.search = search;
    this.digest = digest;
    this.table = new OperationTable(JdbcClient.create(home.dataSource()));
  }

  List<HealthCheck> all() {
    return NAMES.stream().map(this::of).toList();
  }

  HealthCheck of(String name) {
    try {
      return switch (name) {
        case "database" -> database();
        case "index" -> index();
        case "disk" -> disk();
        case "queue" -> queue();
        case "mail" -> mail();
        default -> throw new IllegalArgumentException("there is no check " + name);
      };
    } catch (DataAccessException | CannotCreateTransactionException _) {
      return new HealthCheck(name, false, "the database does not answer");
    }
  }

  private HealthCheck database() {
    table.touch();
    return new HealthCheck(
        "database", true, home.dialect() == Dialect.SQLITE ? "SQLite" : "PostgreSQL");
  }

  private HealthCheck index() {
    return search.isComplete()
        ? new HealthCheck("index", true, "has all papers")
        : new HealthCheck("index", false, "is being made: searches do not find all papers yet");
  }

  private HealthCheck disk() {
    try {
      FileStore store = Files.getFileStore(home.folder());
      long free = store.getUsableSpace() >> 20;
      String detail =
          "%,d of %,d MB are free where the data folder is"
              .formatted(free, store.getTotalSpace() >> 20);
      return new HealthCheck("disk", free >= LEAST_FREE_MEGABYTES, detail);
    } catch (IOException _) {
      return new HealthCheck("disk", false, "the data folder cannot be read");
    }
  }

  private HealthCheck queue() {
    Map<String, Long> runs = table.runs();
    long queued = runs.getOrDefault("queued", 0L);
    long running = runs.getOrDefault("running", 0L);
    boolean stuck =
        queued > 0 && running == 0 && waits(table.oldestQueuedRun(), LONGEST_WAIT_OF_RUNS);
    String detail = "%d runs wait, %d are at work".formatted(queued, running);
    return new HealthCheck("queue", !stuck, stuck ? detail + " for more than 10 minutes" : detail);
  }

  private HealthCheck mail() {
    Digest.Standing standing = digest.standing();
    if (!standing.on()) {
      return new HealthCheck("mail", true, "is switched off");
    }
    boolean late = waits(table.oldestQueuedMail(), LONGEST_WAIT_OF_MAILS);
    String detail = "%d mails wait".formatted(standing.queued());
    return new HealthCheck("mail", !late, late ? detail + ", one for more than an hour" : detail);
  }

  private boolean waits(long since, Duration longest) {
    return since > 0 && clock.millis() - since > longest.toMillis();
  }
}
