package offprint.server.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers which process works in a run's folder, so that a server that starts after a kill can
 * make sure it is gone. A process id alone could by then belong to another: its start is kept, too,
 * and its machine, since several may share the folder.
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

  /** Kills the marked process if it still lives on this machine, and waits for its end. */
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

  /** Not for ever: of a killed process whose parent stands still the entry stays, harmless. */
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
