package offprint.server.run.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import offprint.server.home.Home;
import offprint.server.run.RunLimits;
import offprint.server.run.RunQuotas;
import offprint.server.upload.StorageQuota;
import offprint.server.upload.Uploads;
import offprint.server.web.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Enforces the quotas of accounts and of the site. */
@Component
public final class Quotas implements StorageQuota {
  private static final long BUSY_SECONDS = 60;

  private final QueueTable table;
  private final Uploads uploads;
  private final RunQuotas quotas;
  private final Clock clock = Clock.systemUTC();

  Quotas(Home home, RunLimits limits, Uploads uploads) {
    this.table = new QueueTable(JdbcClient.create(home.dataSource()));
    this.uploads = uploads;
    this.quotas = limits.quotas();
  }

  /**
   * Checks the quotas for one more run, in the transaction that stores it, so that concurrent
   * submissions cannot exceed them.
   *
   * @param owner 0 for nobody
   * @throws Problem if a quota is exceeded
   */
  void take(long owner) {
    table.lock();
    left(owner);
    String day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    if (owner > 0 && table.countWaiting(owner) >= quotas.waiting()) {
      throw Problem.tooMany(
          "%,d runs of yours wait, as many as an account may have: let one begin or stop one"
              .formatted(quotas.waiting()),
          BUSY_SECONDS);
    }
    if (owner > 0 && table.counted(day, owner) >= quotas.day()) {
      throw Problem.tooMany(
          "you have asked for %,d runs today, as many as an account may in a day (UTC)"
              .formatted(quotas.day()),
          untilMidnight());
    }
    if (table.countWaiting() >= quotas.allWaiting()) {
      throw Problem.tooMany(
          "%,d runs wait here, as many as this site takes".formatted(quotas.allWaiting()),
          BUSY_SECONDS);
    }
    if (table.counted(day) >= quotas.allDay()) {
      throw Problem.tooMany(
          "%,d runs were asked for here today, as many as this site takes in a day (UTC)"
              .formatted(quotas.allDay()),
          untilMidnight());
    }
    table.count(day, owner);
  }

  private long untilMidnight() {
    Instant now = clock.instant();
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return Duration.between(now, day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC))
            .toSeconds()
        + 1;
  }

  /** Bytes stored by an account's runs and files. */
  public long kept(long account) {
    return table.bytes(account) + uploads.bytes(account);
  }

  /** Bytes an account may store. */
  public long most() {
    return (long) quotas.megabytes() << 20;
  }

  private long leftOfAll() {
    return ((long) quotas.allMegabytes() << 20) - table.bytes(0) - uploads.bytes();
  }

  private long leftOf(long account) {
    return account == 0 ? Long.MAX_VALUE : most() - kept(account);
  }

  @Override
  public long left(long account) {
    long left = Math.min(leftOfAll(), leftOf(account));
    if (left <= 0) {
      throw exhausted(account);
    }
    return left;
  }

  @Override
  public Problem exhausted(long account) {
    return Problem.conflict(
        leftOf(account) <= leftOfAll()
            ? "an account may use %s for runs and files, and yours uses %s: delete some"
                .formatted(Bytes.inWords(most()), Bytes.inWords(kept(account)))
            : "this site keeps at most %s of runs and files, and they are nearly all taken: delete some"
                .formatted(Bytes.inWords((long) quotas.allMegabytes() << 20)));
  }
}
