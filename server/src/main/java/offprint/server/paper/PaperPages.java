package offprint.server.paper;

import offprint.server.method.Methods;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
final class PaperPages {
  private final Papers papers;
  private final Methods methods;

  PaperPages(Papers papers, Methods methods) {
    this.papers = papers;
    this.methods = methods;
  }

  @GetMapping("/papers/{id}")
  String paper(@PathVariable String id, Model model) {
    String unversioned = id.replaceFirst("(?<=^[0-9]{4}\\.[0-9]{4,5})v[0-9]+$", "");
    if (!unversioned.equals(id)) {
      return "redirect:/papers/" + unversioned;
    }
    return show(id, model);
  }

  /** Ids of arXiv before 2007, such as math/0309136. */
  @GetMapping("/papers/{archive:[a-z-]+(?:\\.[A-Z]{2})?}/{number:[0-9]{7}}")
  String oldPaper(@PathVariable String archive, @PathVariable String number, Model model) {
    return show(archive + "/" + number, model);
  }

  private String show(String id, Model model) {
    StoredPaper paper =
        papers
            .find(id)
            .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(id)));
    model.addAttribute("paper", PaperView.of(paper, methods));
    return "paper/paper";
  }
}
