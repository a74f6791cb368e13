package offprint.server.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A process that sends mail.
 *
 * @param name unlike any other's
 * @param boot boot identifier of its machine, "" where unknown
 */
record SenderNode(String name, String boot) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  static SenderNode create() {
    return new SenderNode(UUID.randomUUID().toString(), boot(BOOT));
  }

  private static String boot(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException _) {
      return "";
    }
  }

  boolean isOfSameMachine(String otherBoot) {
    return !boot.isEmpty() && boot.equals(otherBoot);
  }
}
