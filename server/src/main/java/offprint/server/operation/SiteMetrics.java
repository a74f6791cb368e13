package offprint.server.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import offprint.server.search.Search;
import org.springframework.stereotype.Component;

/** Offprint's metrics, beside those of the JVM, requests and process. */
@Component
final class SiteMetrics implements MeterBinder {
  private final SiteStatistics siteStatistics;
  private final Search search;

  SiteMetrics(SiteStatistics siteStatistics, Search search) {
    this.siteStatistics = siteStatistics;
    this.search = search;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String state : List.of("queued", "running", "done", "failed", "stopped")) {
      gauge("offprint.runs", "Runs by state", s -> s.runs(state))
          .tag("state", state)
          .register(registry);
    }
    for (String state : List.of("queued", "claimed", "ending", "ended", "sent", "failed")) {
      gauge("offprint.mails", "Mails of the last 90 days by state", s -> s.mails(state))
          .tag("state", state)
          .register(registry);
    }
    gauge("offprint.papers", "Papers", SiteStatistics.Snapshot::papers).register(registry);
    gauge("offprint.accounts", "Accounts", SiteStatistics.Snapshot::accounts).register(registry);
    gauge(
            "offprint.vectors.missing",
            "Papers without an up-to-date sentence vector",
            SiteStatistics.Snapshot::vectorsMissing)
        .register(registry);
    gauge(
            "offprint.ingests.failing",
            "Sources whose last reading failed",
            SiteStatistics.Snapshot::failingIngests)
        .register(registry);
    gauge(
            "offprint.ingests.age",
            "Since the source that lags most was read to its end",
            SiteStatistics.Snapshot::ingestAgeSeconds)
        .baseUnit("seconds")
        .register(registry);
    gauge("offprint.disk.free", "Free where the data folder is", SiteStatistics.Snapshot::freeBytes)
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("offprint.index.complete", search, s -> s.isComplete() ? 1 : 0)
        .description("1 once the search index has all papers")
        .register(registry);
  }

  private Gauge.Builder<SiteStatistics> gauge(
      String name, String description, ToDoubleFunction<SiteStatistics.Snapshot> value) {
    return Gauge.builder(name, siteStatistics, f -> value.applyAsDouble(f.snapshot()))
        .description(description);
  }
}
