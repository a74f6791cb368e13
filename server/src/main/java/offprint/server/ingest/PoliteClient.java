package offprint.server.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.engine.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server in its turn and no other, wherever it sends us; tries again with growing pauses
 * where that may help; never reads more than {@value #LARGEST} bytes.
 */
final class PoliteClient implements AutoCloseable {
  private static final int LARGEST = 32 << 20;
  private static final int TRIES = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  private static final Pattern RESET = Pattern.compile(";\\s*t\\s*=\\s*([0-9]{1,9})");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Clock clock = Clock.systemUTC();
  private final String name;
  private final HostLock hostLock;
  private final IngestConfig config;

  /**
   * @param name of the server in messages
   */
  PoliteClient(String name, HostLock hostLock, IngestConfig config) {
    this.name = name;
    this.hostLock = hostLock;
    this.config = config;
  }

  /**
   * An answer.
   *
   * @param status 200, 304 or 404
   */
  record Answer(int status, byte[] body, HttpHeaders headers) {

    @Nullable String header(String field) {
      return headers.firstValue(field).orElse(null);
    }
  }

  /** What makes of an answer's bytes something to use; an {@link IngestException} asks again. */
  interface Reading<T> {
    T read(Answer answer) throws IngestException;
  }

  /**
   * Asks until the answer can be read.
   *
   * @param known state that is at hand already, for a conditional request
   * @param patience in all, waiting for the turn included
   * @throws IngestException if it cannot be read within the patience and {@value #TRIES} tries
   */
  <T> T get(URI address, IngestTable.@Nullable State known, Duration patience, Reading<T> reading)
      throws InterruptedException, IngestException {
    Instant deadline = clock.instant().plus(patience);
    Duration pause = config.backoff();
    URI asked = address;
    int redirects = 0;
    for (int tried = 1; ; tried++) {
      Duration left = Duration.between(clock.instant(), deadline);
      URI current = asked;
      Try<T> attempt = hostLock.with(left, () -> attempt(current, known, deadline, reading));
      if (attempt.value() != null) {
        return attempt.value();
      }
      if (attempt.moved() != null && redirects < MOST_REDIRECTS) {
        redirects++;
        tried--;
        asked = attempt.moved();
        continue;
      }
      double jitter = 0.75 + ThreadLocalRandom.current().nextDouble() / 2;
      Duration wait = Duration.ofMillis((long) (pause.toMillis() * jitter));
      if (attempt.asked().compareTo(wait) > 0) {
        wait = attempt.asked();
      }
      if (tried == TRIES
          || wait.compareTo(LONGEST_PAUSE) > 0
          || clock.instant().plus(wait).isAfter(deadline)) {
        throw new IngestException(attempt.failure());
      }
      Thread.sleep(wait);
      pause = pause.multipliedBy(2);
    }
  }

  /**
   * How a try went.
   *
   * @param value null if it failed
   * @param asked what the server asks to wait
   * @param moved where on the server it sends us
   */
  private record Try<T>(@Nullable T value, String failure, Duration asked, @Nullable URI moved) {}

  private <T> Try<T> attempt(
      URI address, IngestTable.@Nullable State known, Instant deadline, Reading<T> reading)
      throws InterruptedException, IngestException {
    HttpResponse<byte[]> response;
    try {
      response = send(request(address, known), deadline);
    } catch (TimeoutException e) {
      return failed("%s did not answer in time".formatted(name), Duration.ZERO);
    } catch (LimitedBody.TooLarge e) {
      throw new IngestException("%s sends more than %d MB".formatted(name, LARGEST >> 20), e);
    } catch (IOException e) {
      return failed("%s cannot be reached: %s".formatted(name, reason(e)), Duration.ZERO);
    }
    int status = response.statusCode();
    if (PASSING.contains(status)) {
      return failed(
          status == 429 || status == 503
              ? "%s asks to come back later (status %d)".formatted(name, status)
              : "%s has a fault (status %d)".formatted(name, status),
          delay(response.headers()));
    }
    if (MOVED.contains(status)) {
      URI moved = moved(address, response);
      return new Try<>(null, name + " sends us round in circles", Duration.ZERO, moved);
    }
    if (status != 200 && status != 304 && status != 404) {
      throw new IngestException("%s refuses the request (status %d)".formatted(name, status));
    }
    try {
      return new Try<>(
          reading.read(new Answer(status, response.body(), response.headers())),
          "",
          Duration.ZERO,
          null);
    } catch (IngestException e) {
      return failed(String.valueOf(e.getMessage()), Duration.ZERO);
    }
  }

  private static <T> Try<T> failed(String failure, Duration asked) {
    return new Try<>(null, failure, asked, null);
  }

  /** Where an answer sends us, if that is on the same server. */
  private URI moved(URI address, HttpResponse<byte[]> response) throws IngestException {
    String location = response.headers().firstValue("Location").orElse("");
    try {
      URI moved = address.resolve(location);
      boolean same = address.getHost().equalsIgnoreCase(moved.getHost());
      boolean upgraded = address.getPort() == -1 && "https".equals(moved.getScheme());
      if (same
          && address.getPort() == moved.getPort()
          && (upgraded || address.getScheme().equals(moved.getScheme()))) {
        return moved;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new IngestException(
        "%s sends us elsewhere (status %d), where we do not ask"
            .formatted(name, response.statusCode()));
  }

  private static HttpRequest request(URI address, IngestTable.@Nullable State known) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("User-Agent", "Offprint/" + Platform.current().version());
    if (known != null && known.etag() != null) {
      request.header("If-None-Match", known.etag());
    }
    if (known != null && known.lastModified() != null) {
      request.header("If-Modified-Since", known.lastModified());
    }
    return request.build();
  }

  /** The whole answer within the timeout, however slowly its bytes come. */
  private HttpResponse<byte[]> send(HttpRequest request, Instant deadline)
      throws IOException, InterruptedException, TimeoutException {
    long millis =
        Math.min(
            config.timeout().toMillis(), Duration.between(clock.instant(), deadline).toMillis());
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, _ -> new LimitedBody(LARGEST));
    try {
      return answer.get(Math.max(1, millis), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        return cause.getMessage();
      }
    }
    return e instanceof java.net.ConnectException ? "no connection" : e.getClass().getSimpleName();
  }

  /** What Retry-After, in seconds or as a date, or RateLimit asks to wait. */
  private Duration delay(HttpHeaders headers) {
    Optional<String> after = headers.firstValue("Retry-After");
    if (after.isPresent()) {
      String given = after.get().strip();
      if (given.matches("[0-9]{1,9}")) {
        return Duration.ofSeconds(Long.parseLong(given));
      }
      try {
        Instant then = ZonedDateTime.parse(given, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        return Duration.between(clock.instant(), then);
      } catch (DateTimeException e) {
        return Duration.ZERO;
      }
    }
    Matcher reset = RESET.matcher(headers.firstValue("RateLimit").orElse(""));
    return reset.find() ? Duration.ofSeconds(Long.parseLong(reset.group(1))) : Duration.ZERO;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
