package offprint.server.run.form;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import offprint.engine.Json;
import offprint.server.home.Home;
import offprint.server.run.RunLimits;
import offprint.server.web.Problem;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The beginning of a table, read by {@code offprint preview} in a child process with little memory
 * and time: a hostile file ends the child, never the site.
 */
@Component
final class FilePreviews {
  private static final int PARALLEL = 2;
  private static final int HEAP_MEGABYTES = 256;
  private static final int PATIENCE_SECONDS = 20;
  private static final int MOST_BYTES = 1 << 20;

  private final RunLimits limits;
  private final Home home;
  private final Semaphore free = new Semaphore(PARALLEL);

  FilePreviews(RunLimits limits, Home home) {
    this.limits = limits;
    this.home = home;
  }

  /**
   * Columns, first rows and assumptions, as {@code offprint preview --json} prints them.
   *
   * @param ref of data that the viewer may read
   * @throws IllegalArgumentException in one sentence, if it does not read as a table
   * @throws Problem if too many previews are being made
   */
  JsonNode of(String ref) throws IOException, InterruptedException {
    if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw Problem.tooMany("too many files are being read: try again in a minute", 60);
    }
    try {
      return read(ref);
    } finally {
      free.release();
    }
  }

  private JsonNode read(String ref) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(command(ref)).redirectError(ProcessBuilder.Redirect.PIPE).start();
    child.getOutputStream().close();
    Thread watch = Thread.ofVirtual().start(() -> end(child));
    try {
      byte[] out = child.getInputStream().readNBytes(MOST_BYTES);
      String fault =
          new String(child.getErrorStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      if (child.waitFor() == 0) {
        return Json.MAPPER.readTree(out);
      }
      throw new IllegalArgumentException(
          fault.isBlank()
              ? "the file took too much memory or time to read"
              : fault.strip().lines().findFirst().orElse(""));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the file has too many or too long columns to show", e);
    } finally {
      child.destroyForcibly();
      watch.interrupt();
    }
  }

  private static void end(Process child) {
    try {
      if (!child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        child.destroyForcibly();
      }
    } catch (InterruptedException _) {
      child.destroyForcibly();
    }
  }

  private List<String> command(String ref) {
    List<String> launcher = limits.launcher();
    List<String> command = new ArrayList<>();
    command.add(launcher.getFirst());
    command.add("-Xmx%dm".formatted(HEAP_MEGABYTES));
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(launcher.subList(1, launcher.size()));
    command.addAll(List.of("preview", ref, "--json", "--confined"));
    command.addAll(List.of("--home", home.folder().toString()));
    return command;
  }
}
