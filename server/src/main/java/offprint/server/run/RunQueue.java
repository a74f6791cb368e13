package offprint.server.run;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import offprint.server.home.Dialect;
import offprint.server.home.Home;

/**
 * Hands queued runs to workers, at most so many at once, in the order they were asked for. The
 * queue only says "look at this run now": whether there is something to do stands in the row of the
 * run, so a task that comes twice does nothing the second time.
 */
final class RunQueue implements AutoCloseable {
  static final String TASK = "run";

  private final OneTimeTask<Void> task;
  private final Scheduler scheduler;

  RunQueue(Home home, int parallel, LongConsumer execute) {
    this.task =
        Tasks.oneTime(TASK)
            .execute((instance, _) -> execute.accept(Long.parseLong(instance.getId())));
    SchedulerBuilder builder = Scheduler.create(home.dataSource(), List.of(task));
    if (home.dialect() == Dialect.SQLITE) {
      builder.jdbcCustomization(new SqliteTimes()).pollUsingFetchAndLockOnExecute(0.5, 3);
    } else {
      builder.pollUsingLockAndFetch(0.5, 1);
    }
    this.scheduler =
        builder
            .threads(parallel)
            .pollingInterval(Duration.ofSeconds(2))
            .heartbeatInterval(Duration.ofMinutes(1))
            .enableImmediateExecution()
            .shutdownMaxWait(Duration.ofSeconds(10))
            .build();
  }

  void start() {
    scheduler.start();
  }

  void add(long id, Instant asked) {
    scheduler.scheduleIfNotExists(task.instance(Long.toString(id)), asked);
  }

  @Override
  public void close() {
    scheduler.stop();
  }
}
