package offprint.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.engine.Fault;
import offprint.engine.InvalidParameters;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers failures: problem+json under /api/v1, the hub's form elsewhere under /api, a page on all
 * other addresses. Redirects an address with a trailing slash to the one without.
 */
@ControllerAdvice
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /** A path with a trailing slash; not one that begins with two, which would name another site. */
  private static final Pattern SLASHED = Pattern.compile("/[^/\\\\].*/");

  private static final int SHOWN = 100; // characters of a value

  /** Papers that may be fetched from arXiv. */
  private static final Pattern PAPER =
      Pattern.compile("/papers/([0-9]{4}\\.[0-9]{4,5}|[a-z-]+/[0-9]{7})");

  @ExceptionHandler
  Object failure(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    if (failure instanceof AsyncRequestNotUsableException || isGone(failure)) {
      return new ModelAndView();
    }
    HttpStatusCode status = status(failure);
    if (status.value() == 507) {
      LOG.error("{} {} failed: the disk is full", request.getMethod(), request.getRequestURI());
    } else if (status.is5xxServerError() && !(failure instanceof Problem)) {
      LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
    }
    if (failure instanceof Problem problem && problem.retrySeconds() > 0) {
      response.setHeader("Retry-After", Long.toString(problem.retrySeconds()));
    }
    String path = request.getRequestURI();
    if (status.value() == 404
        && request.getMethod().equals("GET")
        && SLASHED.matcher(path).matches()) {
      String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
      return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
          .header("Location", path.replaceFirst("/+$", "") + query)
          .build();
    }
    String message =
        failure instanceof InvalidParameterException
            ? unreadable(request)
            : message(failure, status);
    List<Fault> faults = faults(failure);
    if (path.startsWith("/api/") && !path.startsWith("/api/v1/")) {
      return ResponseEntity.status(status)
          .header("X-Error-Message", message.replaceAll("[^\\x20-\\x7e]", "?"))
          .body(Map.of("error", message));
    }
    if (path.startsWith("/api/")) {
      return ResponseEntity.status(status)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(
              Map.of(
                  "type",
                  "about:blank",
                  "title",
                  title(status),
                  "status",
                  status.value(),
                  "detail",
                  message,
                  "faults",
                  faults));
    }
    ModelAndView page = new ModelAndView("web/failure");
    page.setStatus(status);
    page.addObject("title", heading(status));
    page.addObject("message", message);
    page.addObject("wrong", status.value() == 400 || status.value() == 422);
    Matcher paper = PAPER.matcher(path);
    page.addObject("arxiv", status.value() == 404 && paper.matches() ? paper.group(1) : "");
    page.addObject("faults", faults.size() > 1 ? faults : List.of());
    return page;
  }

  /** True if the reader closed the connection: nobody is left to answer. */
  private static boolean isGone(Throwable failure) {
    return failure instanceof IOException
        && failure.getClass().getSimpleName().equals("ClientAbortException");
  }

  private static HttpStatusCode status(Exception failure) {
    return switch (failure) {
      case Problem problem -> problem.status();
      case InvalidParameters _ -> HttpStatus.UNPROCESSABLE_CONTENT;
      case MaxUploadSizeExceededException _ -> HttpStatus.CONTENT_TOO_LARGE;
      case ErrorResponse response -> response.getStatusCode();
      default ->
          isUnreadable(failure)
              ? HttpStatus.BAD_REQUEST
              : FullDisk.isBehind(failure)
                  ? HttpStatus.INSUFFICIENT_STORAGE
                  : HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  private static boolean isUnreadable(Exception failure) {
    return failure instanceof org.springframework.http.converter.HttpMessageNotReadableException
        || failure instanceof InvalidParameterException
        || failure instanceof org.springframework.beans.TypeMismatchException
        || failure instanceof org.springframework.web.multipart.MultipartException;
  }

  private static String title(HttpStatusCode status) {
    HttpStatus known = HttpStatus.resolve(status.value());
    return known == null ? "Error " + status.value() : known.getReasonPhrase();
  }

  /** Heading of the page for a status. */
  private static String heading(HttpStatusCode status) {
    return switch (status.value()) {
      case 403 -> "Refused";
      case 404 -> "Not found";
      case 401 -> "Sign in first";
      case 413 -> "Too large";
      case 429 -> "Too often";
      case 507 -> "No room";
      case 400, 422 -> "Wrong input";
      default -> title(status);
    };
  }

  private static String message(Exception failure, HttpStatusCode status) {
    if (failure instanceof Problem || failure instanceof InvalidParameters) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof MaxUploadSizeExceededException) {
      return "the file is larger than this server takes";
    }
    if (failure instanceof MethodArgumentTypeMismatchException mismatch) {
      return mismatched(mismatch);
    }
    if (failure instanceof MissingServletRequestParameterException missing) {
      return missing.getParameterName() + " must be given: got nothing";
    }
    return switch (status.value()) {
      case 404 -> "there is nothing at this address";
      case 405 -> "this address does not take such a request";
      case 406 -> "this address does not answer in the format asked for";
      case 415 -> "this address does not read the content type sent";
      case 500 -> "something went wrong here; the server's log says what";
      case 507 ->
          "this server's disk is full: nothing can be kept until whoever runs it makes room";
      default -> detail(failure);
    };
  }

  private static String mismatched(MethodArgumentTypeMismatchException mismatch) {
    return "%s must be %s: got %s"
        .formatted(mismatch.getName(), kind(mismatch.getRequiredType()), mismatch.getValue());
  }

  /** Name of the parameter that is not UTF-8; Tomcat does not tell it. */
  private static String unreadable(HttpServletRequest request) {
    for (String parameter : String.valueOf(request.getQueryString()).split("&")) {
      if (isNoText(parameter)) {
        String[] parts = parameter.split("=", 2);
        String value = parts[parts.length - 1];
        return "%s must be UTF-8, percent-encoded: got %s"
            .formatted(parts[0], value.substring(0, Math.min(value.length(), SHOWN)));
      }
    }
    return "the request cannot be read";
  }

  private static boolean isNoText(String parameter) {
    try {
      return URLDecoder.decode(parameter, StandardCharsets.UTF_8).contains("\ufffd");
    } catch (IllegalArgumentException _) {
      return true;
    }
  }

  private static String kind(@Nullable Class<?> type) {
    return type == int.class || type == long.class ? "a whole number" : "of another form";
  }

  private static String detail(Exception failure) {
    String detail =
        failure instanceof ErrorResponse response ? response.getBody().getDetail() : null;
    return detail == null ? "the request cannot be read" : detail;
  }

  private static List<Fault> faults(@Nullable Exception failure) {
    return switch (failure) {
      case Problem problem -> problem.faults();
      case InvalidParameters invalid -> invalid.faults();
      case MethodArgumentTypeMismatchException mismatch ->
          List.of(new Fault(mismatch.getName(), mismatched(mismatch)));
      case null, default -> List.of();
    };
  }
}
