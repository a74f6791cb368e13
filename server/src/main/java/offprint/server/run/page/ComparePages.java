package offprint.server.run.page;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import offprint.engine.Comparison;
import offprint.engine.Fault;
import offprint.engine.HtmlReport;
import offprint.engine.Outcome;
import offprint.server.run.view.RunAccess;
import offprint.server.run.view.RunViews;
import offprint.server.run.work.RunState;
import offprint.server.run.work.Runs;
import offprint.server.run.work.StoredReport;
import offprint.server.run.work.StoredRun;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Two runs side by side. */
@Controller
final class ComparePages {
  private final Runs runs;
  private final RunAccess access;
  private final RunViews views;

  ComparePages(Runs runs, RunAccess access, RunViews views) {
    this.runs = runs;
    this.access = access;
    this.views = views;
  }

  /** From the form of a run's page. */
  @GetMapping("/runs/{id}/compare")
  String choose(@PathVariable String id, @RequestParam(defaultValue = "") String with) {
    StoredRun run = access.readable(id);
    StoredRun other = access.readable(numberOf(with.strip()));
    return "redirect:/runs/%s/compare/%s".formatted(access.key(run), access.key(other));
  }

  /** From the checkboxes of a list of runs. */
  @GetMapping("/runs/compare")
  String chosen(@RequestParam(name = "run", defaultValue = "") List<String> chosen) {
    if (chosen.size() != 2) {
      throw Problem.invalid(
          List.of(new Fault("run", "select two runs to compare: got " + chosen.size())));
    }
    return "redirect:/runs/%s/compare/%s".formatted(chosen.get(0), chosen.get(1));
  }

  /** A number, a key, or the address of a run's page. */
  private static String numberOf(String text) {
    if (!text.contains("/")) {
      return text;
    }
    try {
      String path = String.valueOf(URI.create(text).getPath());
      return path.substring(path.lastIndexOf('/') + 1);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  @GetMapping("/runs/{id}/compare/{other}")
  String compare(@PathVariable String id, @PathVariable String other, Model model)
      throws IOException {
    StoredRun one = access.readable(id);
    StoredRun two = access.readable(other);
    if (!one.method().equals(two.method())) {
      throw wrong(
          "runs to compare must be of one method: got %s and %s"
              .formatted(one.method(), two.method()));
    }
    model.addAttribute("first", views.of(one));
    model.addAttribute("second", views.of(two));
    model.addAttribute(
        "comparison",
        HtmlReport.body(
            new Comparison("Run " + one.id(), outcome(one), "Run " + two.id(), outcome(two))));
    return "run/page/compare";
  }

  private Outcome outcome(StoredRun run) throws IOException {
    if (run.state() != RunState.DONE) {
      throw wrong(
          "runs to compare must be done: run %d is %s".formatted(run.id(), run.state().word()));
    }
    return StoredReport.read(runs.folder(run.id()));
  }

  private static Problem wrong(String message) {
    return Problem.invalid(List.of(new Fault("with", message)));
  }
}
