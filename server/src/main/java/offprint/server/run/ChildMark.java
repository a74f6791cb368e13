package offprint.server.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers which process works in a run's folder, so that a server that starts after a kill can
 * make sure it is gone. A process id alone could by then belong to another: its start is kept too.
 */
record ChildMark(Path folder) {
  private static final String NAME = ".process";

  void write(Process process) throws IOException {
    Files.writeString(
        folder.resolve(NAME), process.pid() + " " + start(process.toHandle()).toEpochMilli());
  }

  private static Instant start(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  static void clear(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }

  /** Kills the marked process if it still lives, and waits for its end. */
  void kill() throws IOException {
    Path mark = folder.resolve(NAME);
    if (!Files.exists(mark)) {
      return;
    }
    String[] parts = Files.readString(mark).split(" ");
    if (parts.length == 2) {
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[0]));
      if (process.isPresent() && start(process.get()).toEpochMilli() == Long.parseLong(parts[1])) {
        process.get().destroyForcibly();
        process.get().onExit().join();
      }
    }
    clear(folder);
  }
}
