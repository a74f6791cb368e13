package offprint.cli;

import offprint.server.run.RunLimits;
import offprint.server.run.RunQuotas;
import picocli.CommandLine.Option;

/** Limits on runs and uploads, for each account and for all accounts together. */
final class QuotaOptions {
  @Option(
      names = "--run-files",
      paramLabel = "MB",
      defaultValue = "4096",
      description = "All files that one run writes (default: ${DEFAULT-VALUE})")
  private int files;

  @Option(
      names = "--account-runs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Runs of one account at once (default: ${DEFAULT-VALUE})")
  private int running;

  @Option(
      names = "--account-waiting",
      paramLabel = "N",
      defaultValue = "20",
      description = "Runs of one account that wait (default: ${DEFAULT-VALUE})")
  private int waiting;

  @Option(
      names = "--account-day",
      paramLabel = "N",
      defaultValue = "200",
      description = "Runs of one account in a day (default: ${DEFAULT-VALUE})")
  private int day;

  @Option(
      names = "--account-keeps",
      paramLabel = "MB",
      defaultValue = "10240",
      description = "Runs and files that one account may keep (default: ${DEFAULT-VALUE})")
  private int megabytes;

  @Option(
      names = "--site-waiting",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Runs that wait, of all (default: ${DEFAULT-VALUE})")
  private int allWaiting;

  @Option(
      names = "--site-day",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Runs in a day, of all (default: ${DEFAULT-VALUE})")
  private int allDay;

  @Option(
      names = "--site-keeps",
      paramLabel = "MB",
      defaultValue = "204800",
      description = "Runs and files that the site keeps (default: ${DEFAULT-VALUE})")
  private int allMegabytes;

  RunLimits on(RunLimits limits) {
    return limits
        .withFiles(files)
        .with(new RunQuotas(running, waiting, day, megabytes, allWaiting, allDay, allMegabytes));
  }
}
