package offprint.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine and the build a number was computed with. */
public record Platform(
    String version, String commit, String java, String os, String cpu, int cores, String torch) {
  private static final Platform CURRENT = read();

  public static Platform current() {
    return CURRENT;
  }

  private static Platform read() {
    return new Platform(
        Build.property("version"),
        Build.property("commit"),
        System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        proc("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Build.property("torch"));
  }

  /**
   * Peak resident memory of this process in megabytes; the size of the Java heap if the system does
   * not report it.
   */
  static long peakMegabytes() {
    String peak = proc("/proc/self/status", "VmHWM").replaceAll("[^0-9]", "");
    return peak.isEmpty() ? Runtime.getRuntime().totalMemory() >> 20 : Long.parseLong(peak) / 1024;
  }

  /** The value of a "name: value" line, "unknown" where there is none. */
  private static String proc(String file, String name) {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      return "unknown";
    }
    try (Stream<String> lines = Files.lines(path)) {
      return lines
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
