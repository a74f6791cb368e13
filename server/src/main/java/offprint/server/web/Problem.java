package offprint.server.web;

import java.util.List;
import offprint.engine.Fault;
import org.springframework.http.HttpStatus;

/** A request that cannot be answered as asked; the message is for the reader. */
public final class Problem extends RuntimeException {
  private final HttpStatus status;
  private final transient List<Fault> faults;

  private Problem(HttpStatus status, String message, List<Fault> faults) {
    super(message);
    this.status = status;
    this.faults = List.copyOf(faults);
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

  /** Something this server depends on does not answer. */
  public static Problem unavailable(String message) {
    return new Problem(HttpStatus.SERVICE_UNAVAILABLE, message, List.of());
  }

  public HttpStatus status() {
    return status;
  }

  public List<Fault> faults() {
    return faults;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
