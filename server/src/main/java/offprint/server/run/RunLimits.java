package offprint.server.run;

import java.time.Duration;
import java.util.List;

/**
 * Limits of the execution of runs.
 *
 * @param launcher command that takes {@code run ID --json …}: a java executable first, since the
 *     heap limit is put behind it
 * @param parallel at most so many at once, default 2
 * @param memoryMegabytes resident memory of one run, heap and native, default 2048
 * @param time wall time of one run, default 30 minutes
 * @param fileMegabytes of all files of one run, default 4096
 * @param quotas quotas of accounts and of the site
 */
public record RunLimits(
    List<String> launcher,
    int parallel,
    int memoryMegabytes,
    Duration time,
    int fileMegabytes,
    RunQuotas quotas) {
  public RunLimits {
    launcher = List.copyOf(launcher);
    if (launcher.isEmpty()) {
      throw new IllegalArgumentException("the launcher must be a command: got nothing");
    }
    if (parallel < 1 || parallel > 64) {
      throw new IllegalArgumentException(
          "the number of runs at once must be from 1 to 64: got " + parallel);
    }
    if (memoryMegabytes < 128 || memoryMegabytes > 1 << 20) {
      throw new IllegalArgumentException(
          "the memory limit must be from 128 to 1048576 MB: got " + memoryMegabytes);
    }
    if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(Duration.ofDays(30)) > 0) {
      throw new IllegalArgumentException(
          "the time limit must be from 1 second to 30 days: got " + time);
    }
    if (fileMegabytes < 1 || fileMegabytes > 1 << 20) {
      throw new IllegalArgumentException(
          "the limit of a run's files must be from 1 to 1048576 MB: got " + fileMegabytes);
    }
  }

  /** The defaults. */
  public static RunLimits of(List<String> launcher) {
    return new RunLimits(launcher, 2, 2048, Duration.ofMinutes(30), 4096, RunQuotas.DEFAULT);
  }

  public RunLimits withParallel(int runs) {
    return new RunLimits(launcher, runs, memoryMegabytes, time, fileMegabytes, quotas);
  }

  public RunLimits withMemory(int megabytes) {
    return new RunLimits(launcher, parallel, megabytes, time, fileMegabytes, quotas);
  }

  public RunLimits withTime(Duration limit) {
    return new RunLimits(launcher, parallel, memoryMegabytes, limit, fileMegabytes, quotas);
  }

  public RunLimits withFiles(int megabytes) {
    return new RunLimits(launcher, parallel, memoryMegabytes, time, megabytes, quotas);
  }

  public RunLimits with(RunQuotas other) {
    return new RunLimits(launcher, parallel, memoryMegabytes, time, fileMegabytes, other);
  }

  /** Java heap of a child: what is left is for native tensors, code and threads. */
  public int heapMegabytes() {
    return memoryMegabytes * 5 / 8;
  }

  /** The time limit in words. */
  public String timeInWords() {
    return time.toSecondsPart() == 0 && time.toMinutes() > 0
        ? time.toMinutes() + (time.toMinutes() == 1 ? " minute" : " minutes")
        : time.toSeconds() + (time.toSeconds() == 1 ? " second" : " seconds");
  }
}
