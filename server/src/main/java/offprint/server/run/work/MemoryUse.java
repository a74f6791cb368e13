package offprint.server.run.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory of a process, as the kernel counts it. */
final class MemoryUse {
  private MemoryUse() {}

  /** Megabytes, 0 where the process is gone or the system does not tell. */
  static long megabytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElse(0)
          >> 10;
    } catch (IOException | java.io.UncheckedIOException _) {
      return 0;
    }
  }
}
