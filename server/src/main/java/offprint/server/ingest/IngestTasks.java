package offprint.server.ingest;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import offprint.server.home.Home;
import offprint.server.queue.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Reads the configured sources on whichever node is first. */
@Component
final class IngestTasks implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(IngestTasks.class);
  private static final Duration ARXIV_EVERY = Duration.ofHours(24);
  private static final Duration DAILY_EVERY = Duration.ofHours(6);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(30);

  private final Home home;
  private final Ingest ingest;
  private final List<IngestSource> sources;
  private @Nullable Scheduler scheduler;

  IngestTasks(Home home, Ingest ingest, IngestConfig config) {
    this.home = home;
    this.ingest = ingest;
    this.sources = config.daily();
  }

  @Override
  public void start() {
    if (sources.isEmpty()) {
      return;
    }
    List<RecurringTask<Void>> tasks = sources.stream().map(this::task).toList();
    scheduler =
        Queue.on(home, "ingest_tasks", List.of(), Duration.ofSeconds(1))
            .startTasks(tasks)
            .threads(1)
            .build();
    scheduler.start();
  }

  private RecurringTask<Void> task(IngestSource source) {
    Duration every = source instanceof IngestSource.Arxiv ? ARXIV_EVERY : DAILY_EVERY;
    return Tasks.recurring(source.toString(), FixedDelay.of(every))
        .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_FAILURE))
        .execute((_, _) -> read(source));
  }

  private void read(IngestSource source) {
    try {
      Ingest.Ingested done = ingest.read(source, line -> LOG.debug("{}: {}", source, line));
      LOG.info(
          "{}: {} papers, {} new, {} refused", source, done.papers(), done.added(), done.refused());
    } catch (IOException e) {
      LOG.warn("{}: {}", source, e.getMessage());
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    if (scheduler != null) {
      scheduler.stop();
      scheduler = null;
    }
  }

  @Override
  public boolean isRunning() {
    return scheduler != null;
  }
}
