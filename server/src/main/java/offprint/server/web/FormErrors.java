package offprint.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import offprint.engine.Fault;
import org.springframework.ui.Model;

/** Shows the faults of a form above it. */
public final class FormErrors {
  private FormErrors() {}

  public static void fault(Problem problem, HttpServletResponse response, Model model) {
    response.setStatus(problem.status().value());
    if (problem.retrySeconds() > 0) {
      response.setHeader("Retry-After", Long.toString(problem.retrySeconds()));
    }
    List<String> messages = problem.faults().stream().map(Fault::message).toList();
    model.addAttribute("faults", messages.isEmpty() ? List.of(problem.getMessage()) : messages);
  }
}
