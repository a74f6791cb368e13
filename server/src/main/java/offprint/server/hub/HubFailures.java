package offprint.server.hub;

import java.util.Map;
import offprint.engine.Json;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Answers failures as the hub does: {@code {"error": …}} and the header {@code X-Error-Message}.
 */
@ControllerAdvice(assignableTypes = {HubApi.class, HubMarkdown.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
final class HubFailures {
  private static final Logger LOG = LoggerFactory.getLogger(HubFailures.class);

  @ExceptionHandler
  ResponseEntity<byte[]> failure(Exception failure) {
    HttpStatusCode status =
        switch (failure) {
          case HubProblem problem -> problem.status();
          case ErrorResponse response -> response.getStatusCode();
          case InvalidParameterException _ -> HttpStatus.BAD_REQUEST;
          default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    String message =
        failure instanceof HubProblem problem
            ? problem.reason()
            : status.is5xxServerError()
                ? "something went wrong here; the server's log says what"
                : "the request cannot be read";
    if (status.is5xxServerError()) {
      LOG.error("the hub's interface failed", failure);
    }
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .header("X-Error-Message", header(message))
        .body(Json.MAPPER.writeValueAsBytes(Map.of("error", message)));
  }

  /** Reduces a message to one line of ASCII for a header. */
  private static String header(String message) {
    return message.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
