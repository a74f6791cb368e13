package offprint.server.run.work;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import offprint.engine.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of one run, a JSON object a line: {@code progress}, {@code point}, {@code state}. Long
 * curves are thinned on the way in: after each {@value #POINTS} points kept of a series, only every
 * second of those that were kept before is.
 */
final class EventLog {
  private static final int POINTS = 2_000;
  private static final long PROGRESS_NANOS = 100_000_000;

  private final Path file;
  private final EventSignal signal;
  private final Map<String, Thinning> series = new HashMap<>();
  private long lastProgress = System.nanoTime() - PROGRESS_NANOS;
  private String lastStage = "";

  EventLog(Path file, EventSignal signal) {
    this.file = file;
    this.signal = signal;
  }

  /** Adds an event of a child, except those too frequent for a reader to see. */
  synchronized void add(ObjectNode event) throws IOException {
    switch (event.path("type").asString("")) {
      case "progress" -> {
        String stage = event.path("stage").asString("");
        long now = System.nanoTime();
        if (now - lastProgress >= PROGRESS_NANOS || !stage.equals(lastStage)) {
          lastProgress = now;
          lastStage = stage;
          append(event);
        }
      }
      case "point" -> {
        if (series
            .computeIfAbsent(event.path("series").asString(""), _ -> new Thinning())
            .keeps()) {
          append(event);
        }
      }
      default -> {}
    }
  }

  /** Adds a change of state. */
  synchronized void add(RunState state, String reason) throws IOException {
    endTornLine();
    append(
        Json.MAPPER
            .createObjectNode()
            .put("type", "state")
            .put("state", state.word())
            .put("reason", reason));
  }

  private void append(ObjectNode event) throws IOException {
    Files.write(
        file,
        (event + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    signal.raise();
  }

  /** Ends a partial line left by a killed server. */
  private void endTornLine() throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return;
    }
    try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "rw")) {
      end.seek(end.length() - 1);
      if (end.read() != '\n') {
        end.write('\n');
      }
    }
  }

  private static final class Thinning {
    private long seen;
    private long stride = 1;
    private int kept;

    boolean keeps() {
      boolean keep = seen++ % stride == 0;
      if (keep && ++kept == POINTS) {
        kept = 0;
        stride *= 2;
      }
      return keep;
    }
  }
}
