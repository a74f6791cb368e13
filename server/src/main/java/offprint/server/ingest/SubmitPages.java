package offprint.server.ingest;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
final class SubmitPages {
  private final Ingest ingest;

  SubmitPages(Ingest ingest) {
    this.ingest = ingest;
  }

  @GetMapping("/submit")
  String form(@RequestParam(defaultValue = "") String id, Model model) {
    model.addAttribute("id", id);
    model.addAttribute("sources", ingest.standings());
    return "ingest/submit";
  }

  @PostMapping("/submit")
  String submit(
      @RequestParam(defaultValue = "") String id, Model model, HttpServletResponse response)
      throws IOException {
    model.addAttribute("id", id);
    model.addAttribute("sources", ingest.standings());
    try {
      model.addAttribute("paper", SubmitApi.submit(ingest, id));
    } catch (Problem problem) {
      response.setStatus(problem.status().value());
      model.addAttribute("message", problem.getMessage());
    }
    return "ingest/submit";
  }
}
