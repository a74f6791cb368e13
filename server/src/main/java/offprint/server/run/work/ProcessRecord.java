package offprint.server.run.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Records which process works in a run's folder, so that a server restarted after a kill can end
 * it. Start time and machine are recorded with the process id, because the id may be reused and
 * several machines may share the folder.
 */
record ProcessRecord(Path folder) {
  private static final String NAME = ".process";
  private static final long PATIENCE_SECONDS = 5;

  void write(Process process) throws IOException {
    Files.writeString(
        folder.resolve(NAME),
        "%d %d %s".formatted(process.pid(), RunNode.start(process.toHandle()), RunNode.here()));
  }

  static void clear(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }

  /** Kills the recorded process if it still runs on this machine, and waits for its end. */
  void kill() throws IOException {
    Path mark = folder.resolve(NAME);
    if (!Files.exists(mark)) {
      return;
    }
    String[] parts = Files.readString(mark).split(" ", -1);
    if (parts.length == 3 && parts[2].equals(RunNode.here())) {
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[0]));
      if (process.isPresent() && RunNode.start(process.get()) == Long.parseLong(parts[1])) {
        process.get().destroyForcibly();
        awaitExit(process.get());
      }
    }
    clear(folder);
  }

  /**
   * Waits for a limited time: the entry of a killed process stays while its parent is suspended.
   */
  private static void awaitExit(ProcessHandle process) throws IOException {
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return;
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
