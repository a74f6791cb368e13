package offprint.server.run;

/**
 * Quotas of runs. Visitors without account count only towards those of the whole site.
 *
 * @param running runs of one account at once
 * @param waiting runs of one account that wait
 * @param day runs of one account in a day (UTC)
 * @param megabytes of one account's runs and files together
 * @param allWaiting runs that wait, of all
 * @param allDay runs in a day, of all
 * @param allMegabytes of all runs and files
 */
public record RunQuotas(
    int running,
    int waiting,
    int day,
    int megabytes,
    int allWaiting,
    int allDay,
    int allMegabytes) {
  public static final RunQuotas DEFAULT = new RunQuotas(2, 20, 200, 10_240, 1_000, 10_000, 204_800);

  public RunQuotas {
    for (int most :
        new int[] {running, waiting, day, megabytes, allWaiting, allDay, allMegabytes}) {
      if (most < 1) {
        throw new IllegalArgumentException("a quota must be at least 1: got " + most);
      }
    }
  }

  /** A copy with other quotas of an account. */
  public RunQuotas each(int running, int waiting, int day, int megabytes) {
    return new RunQuotas(running, waiting, day, megabytes, allWaiting, allDay, allMegabytes);
  }

  /** A copy with other quotas of the site. */
  public RunQuotas all(int waitingOfAll, int dayOfAll, int megabytesOfAll) {
    return new RunQuotas(running, waiting, day, megabytes, waitingOfAll, dayOfAll, megabytesOfAll);
  }
}
