package offprint.server.run.work;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads an event log while it grows. */
public final class EventReader implements AutoCloseable {
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int filled;
  private long number;

  public EventReader(Path file) throws IOException {
    this.in = Files.newInputStream(file);
  }

  /** Number of the line last read, from 1: the id of its event. */
  public long number() {
    return number;
  }

  /** The next complete event, null where there is none yet; skips lines torn by a kill. */
  public @Nullable ObjectNode next() throws IOException {
    while (true) {
      String text = nextLine();
      if (text == null) {
        return null;
      }
      number++;
      try {
        JsonNode event = Json.MAPPER.readTree(text);
        if (event instanceof ObjectNode object) {
          return object;
        }
      } catch (JacksonException _) {
        // torn: the next line is whole again
      }
    }
  }

  private @Nullable String nextLine() throws IOException {
    while (true) {
      if (position == filled) {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        if (filled == 0) {
          return null;
        }
      }
      int start = position;
      while (position < filled && buffer[position] != '\n') {
        position++;
      }
      line.write(buffer, start, position - start);
      if (position < filled) {
        position++;
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text;
      }
    }
  }

  /** True of the event after which none follows. */
  public static boolean isLast(ObjectNode event) {
    return event.path("type").asString("").equals("state")
        && RunState.parse(event.path("state").asString("")).isOver();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
