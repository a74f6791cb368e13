package offprint.server.run;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import offprint.server.home.Home;
import offprint.server.queue.Queue;

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
    this.scheduler =
        Queue.on(home, "scheduled_tasks", List.of(task), Duration.ofSeconds(10))
            .threads(parallel)
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
