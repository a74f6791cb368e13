package offprint.server.account;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import offprint.engine.Fault;
import offprint.server.web.Problem;
import org.springframework.ui.Model;

/** Puts what is wrong with a form above it. */
final class Answers {
  private Answers() {}

  static void fault(Problem problem, HttpServletResponse response, Model model) {
    response.setStatus(problem.status().value());
    if (problem.retrySeconds() > 0) {
      response.setHeader("Retry-After", Long.toString(problem.retrySeconds()));
    }
    List<String> messages = problem.faults().stream().map(Fault::message).toList();
    model.addAttribute("faults", messages.isEmpty() ? List.of(problem.getMessage()) : messages);
  }
}
