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
 * Admission control: at most so many requests are worked on at once, others wait, and a request
 * that would wait too long is refused at once.
 */
@Component
public final class AdmissionControl {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int RETRY_SECONDS = 5;
  private static final int REMEMBERED = 16; // requests over which the mean duration is taken

  private final int most;
  private final Duration patience;
  private final Semaphore free;
  private final AtomicLong meanNanos = new AtomicLong();

  @Autowired
  public AdmissionControl() {
    this(2 * Runtime.getRuntime().availableProcessors(), PATIENCE);
  }

  /**
   * @param most requests admitted at once
   */
  AdmissionControl(int most, Duration patience) {
    this.most = most;
    this.patience = patience;
    this.free = new Semaphore(most, true);
  }

  /** An admitted request; closing it frees its place. */
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

  /** Admits a request if none waits, else returns null. */
  public @Nullable Turn atOnce() {
    return await(Duration.ZERO);
  }

  /** Admits a request, after waiting if necessary; null if it would wait too long. */
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

  /** Expected waiting time of the next request, from the duration of the last ones. */
  private double waitNanos() {
    return (free.getQueueLength() + 1.0) * meanNanos.get() / most;
  }

  /** Answers a request that was not admitted. */
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
