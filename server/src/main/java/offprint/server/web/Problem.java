package offprint.server.web;

import java.util.List;
import offprint.engine.Fault;
import org.springframework.http.HttpStatus;

/** A request that cannot be answered; the message is for the reader. */
public final class Problem extends RuntimeException {
  private final HttpStatus status;
  private final transient List<Fault> faults;
  private final long retrySeconds;

  private Problem(HttpStatus status, String message, List<Fault> faults) {
    this(status, message, faults, 0);
  }

  private Problem(HttpStatus status, String message, List<Fault> faults, long retrySeconds) {
    super(message);
    this.status = status;
    this.faults = List.copyOf(faults);
    this.retrySeconds = retrySeconds;
  }

  public static Problem notFound(String message) {
    return new Problem(HttpStatus.NOT_FOUND, message, List.of());
  }

  public static Problem tooLarge(String message) {
    return new Problem(HttpStatus.CONTENT_TOO_LARGE, message, List.of());
  }

  /** Wrong input, every fault at once. */
  public static Problem invalid(List<Fault> faults) {
    return new Problem(
        HttpStatus.UNPROCESSABLE_CONTENT,
        faults.size() == 1 ? faults.getFirst().message() : faults.size() + " faults in the input",
        faults);
  }

  public static Problem refused(String message) {
    return new Problem(HttpStatus.FORBIDDEN, message, List.of());
  }

  public static Problem conflict(String message) {
    return new Problem(HttpStatus.CONFLICT, message, List.of());
  }

  /** The request needs a signed-in account. */
  public static Problem unknown(String message) {
    return new Problem(HttpStatus.UNAUTHORIZED, message, List.of());
  }

  public static Problem tooMany(String message, long retrySeconds) {
    return new Problem(HttpStatus.TOO_MANY_REQUESTS, message, List.of(), retrySeconds);
  }

  /** A service that this server depends on does not answer. */
  public static Problem unavailable(String message) {
    return new Problem(HttpStatus.SERVICE_UNAVAILABLE, message, List.of());
  }

  public HttpStatus status() {
    return status;
  }

  public List<Fault> faults() {
    return faults;
  }

  /** Seconds after which to try again, 0 where unknown. */
  public long retrySeconds() {
    return retrySeconds;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
