package offprint.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets the compiler that makes the fastest code work when nobody waits. At the start it wants a
 * whole core for half a minute, while readers wait for pages; what the quick compiler has made
 * serves them meanwhile. On systems other than Linux, or without {@code renice}, nothing changes.
 */
final class CompilerPriority {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final String THOROUGH = "C2 Compiler";
  private static final String NICE = "10";

  private CompilerPriority() {}

  static void lower() {
    try {
      List<String> command = new ArrayList<>(List.of("renice", "-n", NICE, "-p"));
      List<String> threads = threads();
      if (!threads.isEmpty()) {
        command.addAll(threads);
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
      }
    } catch (IOException _) {
      // then it has the priority that it had
    }
  }

  /** Numbers of the threads that compile thoroughly. */
  private static List<String> threads() throws IOException {
    List<String> found = new ArrayList<>();
    if (Files.isDirectory(THREADS)) {
      try (Stream<Path> all = Files.list(THREADS)) {
        for (Path thread : all.toList()) {
          if (Files.readString(thread.resolve("comm")).startsWith(THOROUGH)) {
            found.add(thread.getFileName().toString());
          }
        }
      }
    }
    return found;
  }
}
