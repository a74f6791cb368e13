package offprint.server.run.work;

import java.nio.file.Path;
import java.time.Duration;
import offprint.server.TestProcess;
import offprint.server.home.Home;
import offprint.server.home.Removals;
import offprint.server.run.RunLimits;

/** What of a server executes runs, as a process of its own. Arguments: home, database, seconds. */
final class RunnerMain {
  private RunnerMain() {}

  public static void main(String[] args) throws Exception {
    Home home = Home.open(Path.of(args[0]), args[1]);
    Runs runs = runner(home, 1, Duration.ofSeconds(Long.parseLong(args[2])));
    runs.start();
    System.out.println("ready");
    Thread.currentThread().join();
  }

  static Runs runner(Home home, int parallel, Duration lease) {
    RunLimits limits = RunLimits.of(TestProcess.runner()).withParallel(parallel);
    return new Runs(home, limits, new Removals(home), _ -> {}, _ -> {}, lease);
  }
}
