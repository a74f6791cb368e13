package offprint.server.account.session;

import jakarta.servlet.http.HttpServletRequest;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** The page for forbidden requests. */
@Controller
final class ForbiddenPage {
  /** Target of the server's internal forward of refused requests. */
  @RequestMapping("/refused")
  String refused(HttpServletRequest request) {
    Object message = request.getAttribute(DeniedRequests.MESSAGE);
    throw Problem.refused(message == null ? "there is nothing to see here" : message.toString());
  }
}
