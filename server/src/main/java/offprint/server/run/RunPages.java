package offprint.server.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import offprint.engine.HtmlReport;
import offprint.engine.Json;
import offprint.engine.Outcome;
import offprint.server.method.Methods;
import offprint.server.method.Offered;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
final class RunPages {
  private static final int PAGE = 50;

  private final Runs runs;
  private final Methods methods;
  private final Papers papers;

  RunPages(Runs runs, Methods methods, Papers papers) {
    this.runs = runs;
    this.methods = methods;
    this.papers = papers;
  }

  @GetMapping("/runs")
  String list(@RequestParam(defaultValue = "0") int p, Model model) {
    if (p < 0 || p > 1_000_000) {
      throw Problem.notFound("there is no such page of runs");
    }
    List<RunView> views = runs.latest(PAGE, p * PAGE).stream().map(this::view).toList();
    model.addAttribute("runs", views);
    model.addAttribute("page", p);
    model.addAttribute("hasNext", (p + 1) * PAGE < runs.count());
    model.addAttribute("isMoving", views.stream().anyMatch(v -> !v.run().state().isOver()));
    return "run/list";
  }

  @GetMapping("/runs/{id}")
  String run(@PathVariable long id, Model model) throws IOException {
    StoredRun run = get(id);
    Path folder = runs.folder(id);
    model.addAttribute("view", view(run));
    model.addAttribute("run", run);
    switch (run.state()) {
      case QUEUED, RUNNING -> {
        model.addAttribute("progress", Progress.of(folder.resolve("events.jsonl")));
        model.addAttribute("ahead", runs.ahead(id));
      }
      case DONE -> addReport(run, folder, model);
      case FAILED, STOPPED -> model.addAttribute("hasLog", Files.exists(folder.resolve("log.txt")));
    }
    return "run/run";
  }

  private void addReport(StoredRun run, Path folder, Model model) throws IOException {
    Outcome outcome =
        Json.MAPPER.readValue(Files.readAllBytes(folder.resolve("report.json")), Outcome.class);
    model.addAttribute("report", HtmlReport.body(outcome, "/runs/" + run.id() + "/files/"));
  }

  @PostMapping("/runs/{id}/stop")
  String stop(@PathVariable long id) {
    runs.stop(get(id).id());
    return "redirect:/runs/" + id;
  }

  /** The same once more, as a run of its own. */
  @PostMapping("/runs/{id}/again")
  String again(@PathVariable long id) {
    StoredRun run = get(id);
    Offered<?> method = methods.get(run.method());
    return "redirect:/runs/" + runs.submit(method, run.preset(), run.params(), run.seed()).id();
  }

  private StoredRun get(long id) {
    return runs.find(id).orElseThrow(() -> Problem.notFound("there is no run " + id));
  }

  private RunView view(StoredRun run) {
    String slug = run.method().substring(0, run.method().indexOf('/'));
    Optional<StoredPaper> paper = papers.find(slug);
    return new RunView(
        run,
        paper.map(StoredPaper::title).orElse(null),
        "/papers/" + paper.map(StoredPaper::address).orElse(slug));
  }
}
