package offprint.server.run.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.server.run.view.RunAccess;
import offprint.server.run.work.EventReader;
import offprint.server.run.work.EventSignal;
import offprint.server.run.work.Runs;
import offprint.server.run.work.StoredRun;
import offprint.server.web.Problem;
import offprint.server.web.Summary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of a run as server-sent events: past ones first, then new ones, so that a page opened
 * late shows whole curves. Ids are line numbers of the log; {@code Last-Event-ID} resumes after
 * one. Each reader is a waiting virtual thread.
 */
@Controller
final class RunEvents {
  private static final long KEEP_ALIVE_MILLIS = 15_000;

  private static final long LOOK_MILLIS = 2_000;

  private final Runs runs;
  private final RunAccess access;

  RunEvents(Runs runs, RunAccess access) {
    this.runs = runs;
    this.access = access;
  }

  @Summary("The run's events as they come (text/event-stream): progress, point, state")
  @GetMapping({"/runs/{id}/events", "/api/v1/runs/{id}/events"})
  void events(
      @PathVariable String id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    StoredRun run = access.readable(id);
    Path log = runs.folder(run.id()).resolve("events.jsonl");
    if (!Files.exists(log)) {
      throw Problem.notFound("run %d has no events".formatted(run.id()));
    }
    try (EventReader reader = new EventReader(log)) {
      follow(reader, id, number(last), response);
    }
  }

  private static long number(@Nullable String last) {
    return last != null && last.matches("[0-9]{1,15}") ? Long.parseLong(last) : 0;
  }

  /** Ends also when the run is deleted or no longer visible to this reader. */
  private void follow(EventReader reader, String key, long seen, HttpServletResponse response)
      throws IOException, InterruptedException {
    EventSignal signal = runs.signal();
    OutputStream out = null;
    boolean isOver = false;
    long written = System.nanoTime();
    long looked = written;
    while (!isOver) {
      long count = signal.count();
      for (ObjectNode event = reader.next(); event != null; event = reader.next()) {
        isOver = EventReader.isLast(event);
        if (reader.number() > seen) {
          out = out == null ? open(response) : out;
          write(out, reader.number(), event);
          written = System.nanoTime();
        }
      }
      if (isOver && out == null) {
        response.setStatus(
            HttpServletResponse.SC_NO_CONTENT); // nothing new: the browser need not reconnect
      } else if (!isOver) {
        out = out == null ? open(response) : out;
        if (millisSince(written) >= KEEP_ALIVE_MILLIS) {
          out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
          written = System.nanoTime();
        }
        out.flush();
        response.flushBuffer();
        if (!signal.await(count, LOOK_MILLIS)) {
          return;
        }
        if (millisSince(looked) >= LOOK_MILLIS) {
          looked = System.nanoTime();
          if (access.find(key).isEmpty()) {
            return;
          }
        }
      }
    }
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private static OutputStream open(HttpServletResponse response) throws IOException {
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    return response.getOutputStream();
  }

  private static void write(OutputStream out, long number, ObjectNode event) throws IOException {
    String type = event.path("type").asString("message").replaceAll("[^a-z]", "");
    out.write(
        "id: %d\nevent: %s\ndata: %s\n\n"
            .formatted(number, type, event)
            .getBytes(StandardCharsets.UTF_8));
  }
}
