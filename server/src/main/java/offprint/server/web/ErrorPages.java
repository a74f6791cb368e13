package offprint.server.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Answers errors reported by the servlet container, and requests for its error address, like {@link
 * Failures}.
 */
@Controller
final class ErrorPages implements ErrorController {
  @RequestMapping("/error")
  Object error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    throw new ErrorResponseException(
        status instanceof Integer code ? HttpStatusCode.valueOf(code) : HttpStatus.NOT_FOUND);
  }
}
