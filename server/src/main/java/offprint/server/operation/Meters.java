package offprint.server.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import offprint.server.search.Search;
import org.springframework.stereotype.Component;

/** Our own figures beside those of the JVM, the requests and the process. */
@Component
final class Meters implements MeterBinder {
  private final Figures figures;
  private final Search search;

  Meters(Figures figures, Search search) {
    this.figures = figures;
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
    gauge("offprint.papers", "Papers", Figures.Snapshot::papers).register(registry);
    gauge("offprint.accounts", "Accounts", Figures.Snapshot::accounts).register(registry);
    gauge(
            "offprint.vectors.missing",
            "Papers without an up-to-date sentence vector",
            Figures.Snapshot::vectorsMissing)
        .register(registry);
    gauge(
            "offprint.ingests.failing",
            "Sources whose last reading failed",
            Figures.Snapshot::failingIngests)
        .register(registry);
    gauge(
            "offprint.ingests.age",
            "Since the source that lags most was read to its end",
            Figures.Snapshot::ingestAgeSeconds)
        .baseUnit("seconds")
        .register(registry);
    gauge("offprint.disk.free", "Free where the data folder is", Figures.Snapshot::freeBytes)
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("offprint.index.complete", search, s -> s.isComplete() ? 1 : 0)
        .description("1 once the search index has all papers")
        .register(registry);
  }

  private Gauge.Builder<Figures> gauge(
      String name, String description, ToDoubleFunction<Figures.Snapshot> value) {
    return Gauge.builder(name, figures, f -> value.applyAsDouble(f.snapshot()))
        .description(description);
  }
}
