package offprint.server.hub;

import org.springframework.http.HttpStatus;

/** A request that cannot be answered, reported in the hub's form. */
final class HubProblem extends RuntimeException {
  private final HttpStatus status;
  private final String reason;

  HubProblem(HttpStatus status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  static HubProblem invalid(String reason) {
    return new HubProblem(HttpStatus.BAD_REQUEST, reason);
  }

  static HubProblem noPaper(String id) {
    return new HubProblem(HttpStatus.NOT_FOUND, "there is no paper '%s' here".formatted(id));
  }

  HttpStatus status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
