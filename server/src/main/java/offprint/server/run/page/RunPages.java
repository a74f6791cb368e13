package offprint.server.run.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import offprint.engine.HtmlReport;
import offprint.engine.Outcome;
import offprint.server.account.Audit;
import offprint.server.method.MethodEntry;
import offprint.server.method.Methods;
import offprint.server.run.form.Submissions;
import offprint.server.run.view.RunAccess;
import offprint.server.run.view.RunView;
import offprint.server.run.view.RunViews;
import offprint.server.run.work.Progress;
import offprint.server.run.work.Runs;
import offprint.server.run.work.StoredReport;
import offprint.server.run.work.StoredRun;
import offprint.server.run.work.Visibility;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The page of a run and its actions. */
@Controller
final class RunPages {
  private final Runs runs;
  private final RunAccess access;
  private final RunViews views;
  private final Submissions submissions;
  private final Methods methods;
  private final Audit audit;

  RunPages(
      Runs runs,
      RunAccess access,
      RunViews views,
      Submissions submissions,
      Methods methods,
      Audit audit) {
    this.runs = runs;
    this.access = access;
    this.views = views;
    this.submissions = submissions;
    this.methods = methods;
    this.audit = audit;
  }

  @GetMapping("/runs/{id}")
  String run(@PathVariable String id, HttpServletResponse response, Model model)
      throws IOException {
    StoredRun run = access.readable(id);
    Path folder = runs.folder(run.id());
    model.addAttribute("view", views.of(run));
    model.addAttribute("run", run);
    model.addAttribute("changed", changed(run));
    model.addAttribute("mayEnd", access.mayEnd(run));
    model.addAttribute("visibilities", Visibility.values());
    model.addAttribute("site", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
    if (run.visibility() != Visibility.PUBLIC) {
      response.setHeader("X-Robots-Tag", "noindex");
      response.setHeader("Cache-Control", "private, no-cache");
    }
    switch (run.state()) {
      case QUEUED, RUNNING -> {
        model.addAttribute("progress", Progress.of(folder.resolve("events.jsonl")));
        model.addAttribute("ahead", runs.ahead(run.id()));
      }
      case DONE -> {
        addReport(run, folder, model);
        model.addAttribute("others", views.others(run));
      }
      case FAILED, STOPPED -> model.addAttribute("hasLog", Files.exists(folder.resolve("log.txt")));
    }
    return "run/page/run";
  }

  /** Empty if the method or its preset is gone. */
  private List<RunView.Setting> changed(StoredRun run) {
    return methods
        .find(run.method())
        .filter(method -> method.presets().contains(run.preset()))
        .map(method -> views.of(run).changed(method.defaults(run.preset())))
        .orElse(List.of());
  }

  private void addReport(StoredRun run, Path folder, Model model) throws IOException {
    Outcome outcome = StoredReport.read(folder);
    model.addAttribute("report", HtmlReport.body(outcome, "/runs/" + access.key(run) + "/files/"));
  }

  @PostMapping("/runs/{id}/stop")
  String stop(@PathVariable String id) {
    StoredRun run = access.ending(id);
    runs.stop(run.id());
    note("stop run", run);
    return access.find(id).isPresent() ? "redirect:/runs/" + id : "redirect:/runs?whose=all";
  }

  private void note(String act, StoredRun run) {
    if (run.owner() > 0 && !access.isMine(run)) {
      audit.note(act, "%d of %s".formatted(run.id(), run.ownerName()));
    }
  }

  @PostMapping("/runs/{id}/delete")
  String delete(@PathVariable String id) {
    StoredRun run = access.ending(id);
    boolean isSeen = access.find(id).isPresent();
    runs.delete(run.id());
    note("delete run", run);
    return isSeen ? "redirect:/runs" : "redirect:/runs?whose=all";
  }

  /** Sharing by link again replaces the link; the old one stops working. */
  @PostMapping("/runs/{id}/visibility")
  String show(@PathVariable String id, @RequestParam(defaultValue = "") String visibility) {
    StoredRun run = access.own(id);
    runs.show(run.id(), Visibility.parse(visibility));
    return "redirect:/runs/" + run.id() + "#showing";
  }

  /** Runs the same again as a new run. */
  @PostMapping("/runs/{id}/again")
  String again(@PathVariable String id) {
    StoredRun run = access.readable(id);
    MethodEntry<?> method = methods.get(run.method());
    return "redirect:/runs/"
        + submissions.submit(method, run.preset(), run.params(), run.seed(), null).id();
  }
}
