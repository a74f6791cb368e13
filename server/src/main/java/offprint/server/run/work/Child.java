package offprint.server.run.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import offprint.server.home.Home;
import offprint.server.run.RunLimits;
import org.jspecify.annotations.Nullable;

/**
 * One run in a child process. Its standard input is a pipe from this server: when the server dies
 * for whatever reason, the child reads end of file and exits.
 */
final class Child {
  private static final long WATCH_MILLIS = 200;
  private static final long MEASURE_NANOS = 1_000_000_000;
  private static final long GRACE_SECONDS = 3;
  private static final Path NICE = Path.of("/usr/bin/nice");
  private static final int EXIT_OUT_OF_MEMORY = 3;

  /** How it ended. */
  record End(RunState state, String reason) {
    static final End STOPPED = new End(RunState.STOPPED, "");

    static End failed(String reason) {
      return new End(RunState.FAILED, reason);
    }
  }

  private final StoredRun run;
  private final RunLimits limits;
  private final Home home;
  private final Path folder;
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable Process process;
  private volatile @Nullable End verdict;

  Child(StoredRun run, RunLimits limits, Home home) {
    this.run = run;
    this.limits = limits;
    this.home = home;
    this.folder = home.run(run.id());
  }

  /** Runs to the end. */
  End execute(EventLog log) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("request.json"), run.params().toString());
    Process started = start();
    if (started == null) {
      return verdictOr(End.STOPPED);
    }
    ChildOutput output = new ChildOutput(started, folder.resolve("log.txt"), log);
    try {
      new ProcessRecord(folder).write(started);
      output.start();
      watch(started);
      int exit = started.waitFor();
      output.join();
      return verdictOr(end(exit, output));
    } finally {
      kill(started);
      started.getOutputStream().close();
      ProcessRecord.clear(folder);
    }
  }

  private synchronized @Nullable Process start() throws IOException {
    if (verdict != null) {
      return null;
    }
    ProcessBuilder builder = new ProcessBuilder(command()).directory(folder.toFile());
    builder.environment().put("OPT_OUT_TRACKING", "true");
    process = builder.start();
    return process;
  }

  private List<String> command() {
    List<String> launcher = limits.launcher();
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "10")); // runs yield to the site
    }
    command.add(launcher.getFirst());
    command.add("-Xmx%dm".formatted(limits.heapMegabytes()));
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(launcher.subList(1, launcher.size()));
    command.addAll(List.of("run", run.method(), "--json", "--confined", "--supervised"));
    command.addAll(List.of("--params", folder.resolve("request.json").toString()));
    command.addAll(List.of("--seed", Long.toString(run.seed())));
    command.addAll(List.of("--home", home.folder().toString(), "--out", folder.toString()));
    return command;
  }

  /** Returns when the process has ended; kills it for its memory, its time or its files. */
  private void watch(Process child) throws InterruptedException {
    long deadline = System.nanoTime() + limits.time().toNanos();
    long measured = System.nanoTime();
    while (!child.waitFor(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
      if (MemoryUse.megabytes(child.pid()) > limits.memoryMegabytes()) {
        verdict(
            End.failed(
                "used more than %d MB of memory (the limit)".formatted(limits.memoryMegabytes())));
        child.destroyForcibly();
      } else if (System.nanoTime() > deadline) {
        verdict(End.failed("ran longer than %s (the limit)".formatted(limits.timeInWords())));
        child.destroyForcibly();
      } else if (System.nanoTime() - measured > MEASURE_NANOS) {
        measured = System.nanoTime();
        if (hasTooManyFiles()) {
          child.destroyForcibly();
        }
      }
    }
  }

  private boolean hasTooManyFiles() {
    return Bytes.of(folder) > (long) limits.fileMegabytes() << 20;
  }

  private End end(int exit, ChildOutput output) {
    if (hasTooManyFiles()) {
      return End.failed(
          "wrote more than %d MB of files (the limit)".formatted(limits.fileMegabytes()));
    }
    if (exit == 0 && Files.exists(folder.resolve("report.json"))) {
      return new End(RunState.DONE, "");
    }
    if (exit == 130) {
      return End.STOPPED;
    }
    if (exit == EXIT_OUT_OF_MEMORY || output.isOutOfMemory()) {
      return End.failed(
          "used more than the %d MB of Java heap that a memory limit of %d MB leaves"
              .formatted(limits.heapMegabytes(), limits.memoryMegabytes()));
    }
    String error = output.error();
    if (!error.isEmpty()) {
      return End.failed(error);
    }
    return End.failed(
        exit == 128 + 9
            ? "was killed from outside, perhaps because the machine ran out of memory"
            : "ended without a report (exit code %d)".formatted(exit));
  }

  /** Marks the run as settled. */
  void over() {
    over.countDown();
  }

  /** Waits until the run is settled. */
  void awaitOver() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the process at the reader's request and waits until it is gone. */
  void stop() {
    end(End.STOPPED);
  }

  /** Ends the process for a reason of the server; the first reason is kept. */
  void end(End reason) {
    Process child = verdict(reason);
    if (child != null) {
      kill(child);
    }
  }

  private synchronized @Nullable Process verdict(End reason) {
    if (verdict == null) {
      verdict = reason;
    }
    return process;
  }

  private static void kill(Process child) {
    if (!child.isAlive()) {
      return;
    }
    child.destroy();
    try {
      if (!child.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        child.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private End verdictOr(End natural) {
    End reason = verdict;
    return reason == null || natural.state() == RunState.DONE ? natural : reason;
  }
}
