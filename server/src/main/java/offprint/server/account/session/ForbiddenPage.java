package offprint.server.account.session;

import jakarta.servlet.http.HttpServletRequest;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** The page for what somebody may not do. */
@Controller
final class ForbiddenPage {
  /** Where a refused request is sent on to, inside the server. */
  @RequestMapping("/refused")
  String refused(HttpServletRequest request) {
    Object message = request.getAttribute(DeniedRequests.MESSAGE);
    throw Problem.refused(message == null ? "there is nothing to see here" : message.toString());
  }
}
