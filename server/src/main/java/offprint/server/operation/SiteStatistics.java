package offprint.server.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import offprint.server.home.Home;
import offprint.server.ingest.Ingest;
import offprint.server.vector.Vectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Statistics of the installation, counted at most once in five seconds. */
@Component
final class SiteStatistics {
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final Home home;
  private final Ingest ingest;
  private final Vectors vectors;
  private final OperationTable table;
  private final Clock clock = Clock.systemUTC();
  private @Nullable Snapshot last;

  SiteStatistics(Home home, Ingest ingest, Vectors vectors) {
    this.home = home;
    this.ingest = ingest;
    this.vectors = vectors;
    this.table = new OperationTable(JdbcClient.create(home.dataSource()));
  }

  /**
   * Statistics at one time.
   *
   * @param runs by state
   * @param mails by state, of the last 90 days
   * @param vectorsMissing papers whose sentence vector is still to be made
   * @param freeBytes where the data folder is
   */
  record Snapshot(
      Instant at,
      long papers,
      long accounts,
      Map<String, Long> runs,
      Map<String, Long> mails,
      long vectorsMissing,
      List<Ingest.Standing> ingests,
      long freeBytes) {
    public long runs(String state) {
      return runs.getOrDefault(state, 0L);
    }

    long mails(String state) {
      return mails.getOrDefault(state, 0L);
    }

    long failingIngests() {
      return ingests.stream().filter(source -> !source.failure().isEmpty()).count();
    }

    /** Seconds since the stalest source was last read completely, NaN without sources. */
    double ingestAgeSeconds() {
      return ingests.stream()
          .filter(source -> !source.succeeded().isEmpty())
          .mapToDouble(
              source -> Duration.between(Instant.parse(source.succeeded()), at).toMillis() / 1e3)
          .max()
          .orElse(Double.NaN);
    }
  }

  synchronized Snapshot snapshot() {
    Snapshot known = last;
    Instant now = clock.instant();
    if (known == null || known.at().plus(KEPT).isBefore(now)) {
      known =
          new Snapshot(
              now,
              table.papers(),
              table.accounts(),
              table.runs(),
              table.mails(),
              vectors.isOn() ? vectors.missing() : 0,
              ingest.standings(),
              freeBytes());
      last = known;
    }
    return known;
  }

  private long freeBytes() {
    try {
      return Files.getFileStore(home.folder()).getUsableSpace();
    } catch (IOException _) {
      return 0;
    }
  }
}
