package offprint.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Who is worked for: a few at once, as more would only take memory and processor from each other.
 * Others wait for their turn; who would wait for long is refused at once.
 */
@Component
public final class AdmissionControl {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int RETRY_SECONDS = 5;
  private static final int REMEMBERED = 16; // turns, by which their length is told

  private final int most;
  private final Duration patience;
  private final Semaphore free;
  private final AtomicLong meanNanos = new AtomicLong();

  @Autowired
  public AdmissionControl() {
    this(2 * Runtime.getRuntime().availableProcessors(), PATIENCE);
  }

  /**
   * @param most so many have a turn at once
   */
  AdmissionControl(int most, Duration patience) {
    this.most = most;
    this.patience = patience;
    this.free = new Semaphore(most, true);
  }

  /** A turn that was given; ends once. */
  public final class Turn implements AutoCloseable {
    private final long began = System.nanoTime();

    private Turn() {}

    @Override
    public void close() {
      ended(System.nanoTime() - began);
      free.release();
    }
  }

  void ended(long nanos) {
    meanNanos.updateAndGet(mean -> mean + (nanos - mean) / REMEMBERED);
  }

  /** A turn if nobody waits for one, else null. */
  public @Nullable Turn atOnce() {
    return await(Duration.ZERO);
  }

  /** A turn, null for whoever would wait too long. */
  public @Nullable Turn await() {
    Turn turn = atOnce();
    return turn != null || waitNanos() > patience.toNanos() ? turn : await(patience);
  }

  private @Nullable Turn await(Duration patience) {
    try {
      return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS) ? new Turn() : null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** How long the next one would wait, by what the last turns took. */
  private double waitNanos() {
    return (free.getQueueLength() + 1.0) * meanNanos.get() / most;
  }

  /** Says that there is no turn: in words, to programs in their form. */
  public static void refuse(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String message = "too many readers at once: ask again in %d seconds".formatted(RETRY_SECONDS);
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
    byte[] body;
    if (request.getRequestURI().startsWith("/api/v1/")) {
      response.setContentType("application/problem+json");
      body =
          Json.MAPPER.writeValueAsBytes(
              Map.of("title", "Service Unavailable", "status", 503, "detail", message));
    } else if (request.getRequestURI().startsWith("/api/")) {
      response.setContentType("application/json");
      response.setHeader("X-Error-Message", message);
      body = Json.MAPPER.writeValueAsBytes(Map.of("error", message));
    } else {
      response.setContentType("text/plain;charset=UTF-8");
      body = (message + "\n").getBytes(StandardCharsets.UTF_8);
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
