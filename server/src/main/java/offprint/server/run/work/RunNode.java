package offprint.server.run.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * A server that executes runs.
 *
 * @param machine which start of which machine and which container, "" where the system does not say
 * @param pid and {@code start}: the process; a number alone could by now be another's
 * @param word unlike that of any other server
 */
record RunNode(String machine, long pid, long start, String word) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

  static RunNode create() {
    ProcessHandle self = ProcessHandle.current();
    return new RunNode(here(), self.pid(), start(self), UUID.randomUUID().toString());
  }

  /** This machine, this start of it, and the process numbers that count in this container. */
  static String here() {
    try {
      return Files.exists(BOOT) && Files.exists(PROCESSES)
          ? Files.readString(BOOT).strip()
              + Files.readSymbolicLink(PROCESSES).toString().replaceAll("[^0-9]", "+")
          : "";
    } catch (IOException _) {
      return "";
    }
  }

  static long start(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
  }

  /** Name in the database. */
  String name() {
    return "%s/%d/%d/%s".formatted(machine, pid, start, word);
  }

  /** Whether the server of that name is certainly dead; false where only its lease can tell. */
  static boolean isGone(String name) {
    String[] parts = name.split("/", -1);
    if (parts.length != 4 || parts[0].isEmpty() || !parts[0].equals(here())) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(parts[1]))
        .filter(process -> start(process) == Long.parseLong(parts[2]))
        .isEmpty();
  }
}
