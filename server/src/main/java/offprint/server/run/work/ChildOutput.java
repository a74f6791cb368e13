package offprint.server.run.work;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import offprint.engine.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a child writes: JSON lines on standard output become events; everything else goes to
 * its log, of which the first {@value #LOG_BYTES} bytes are kept. A child that writes without end
 * costs neither memory nor disk.
 */
final class ChildOutput {
  private static final Logger LOG = LoggerFactory.getLogger(ChildOutput.class);
  private static final int LINE_BYTES = 1 << 20;
  private static final int LOG_BYTES = 1 << 20;

  private final Process child;
  private final Path logFile;
  private final EventLog events;
  private final List<Thread> threads = new ArrayList<>();
  private int logged;
  private volatile String error = "";
  private volatile boolean outOfMemory;

  ChildOutput(Process child, Path logFile, EventLog events) {
    this.child = child;
    this.logFile = logFile;
    this.events = events;
  }

  void start() throws IOException {
    Files.deleteIfExists(logFile);
    threads.add(Thread.startVirtualThread(() -> read(child.getInputStream(), true)));
    threads.add(Thread.startVirtualThread(() -> read(child.getErrorStream(), false)));
  }

  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** The error that the child reported, "" for none. */
  String error() {
    return error;
  }

  boolean isOutOfMemory() {
    return outOfMemory;
  }

  private void read(InputStream in, boolean isJson) {
    byte[] buffer = new byte[1 << 14];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          if (buffer[i] == '\n') {
            take(line.toString(StandardCharsets.UTF_8), isJson);
            line.reset();
          } else if (line.size() < LINE_BYTES) {
            line.write(buffer[i]);
          }
        }
      }
      if (line.size() > 0) {
        take(line.toString(StandardCharsets.UTF_8), isJson);
      }
    } catch (IOException e) {
      LOG.debug("the output of process {} ended: {}", child.pid(), e.getMessage());
    }
  }

  private void take(String line, boolean isJson) throws IOException {
    if (isJson && line.startsWith("{")) {
      takeEvent(line);
    } else {
      outOfMemory |= line.contains("java.lang.OutOfMemoryError");
      log(line);
    }
  }

  private void takeEvent(String line) throws IOException {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(line);
    } catch (JacksonException _) {
      return; // too long for a line: only a report is, and it is in its file
    }
    if (node instanceof ObjectNode event) {
      if (event.path("type").asString("").equals("error")) {
        error = event.path("message").asString("");
      } else {
        events.add(event);
      }
    }
  }

  private synchronized void log(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (logged + bytes.length <= LOG_BYTES) {
      logged += bytes.length;
      try (OutputStream out =
          Files.newOutputStream(
              logFile,
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.APPEND)) {
        out.write(bytes);
      }
    }
  }
}
