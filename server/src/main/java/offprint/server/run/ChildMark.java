package offprint.server.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers which process works in a run's folder, so that a server that starts after a kill can
 * make sure it is gone. A process id alone could by then belong to another: its start is kept, too,
 * and its machine, since several may share the folder.
 */
record ChildMark(Path folder) {
  private static final String NAME = ".process";

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
        process.get().onExit().join();
      }
    }
    clear(folder);
  }
}
