package offprint.server.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.util.List;
import offprint.server.home.Dialect;
import offprint.server.home.Home;

/** Settings common to the schedulers of all features. */
public final class Queue {
  private Queue() {}

  /**
   * A scheduler over a table of its own. Several schedulers on one table would take each other's
   * tasks.
   *
   * @param table has the columns of {@code ingest_tasks}
   */
  public static SchedulerBuilder on(
      Home home, String table, List<Task<?>> tasks, Duration shutdownMaxWait) {
    SchedulerBuilder builder = Scheduler.create(home.dataSource(), tasks).tableName(table);
    if (home.dialect() == Dialect.SQLITE) {
      builder.jdbcCustomization(new SqliteTimes()).pollUsingFetchAndLockOnExecute(0.5, 3);
    } else {
      builder.pollUsingLockAndFetch(0.5, 1);
    }
    return builder
        .pollingInterval(Duration.ofSeconds(2))
        .heartbeatInterval(Duration.ofMinutes(1))
        .enableImmediateExecution()
        .shutdownMaxWait(shutdownMaxWait);
  }
}
