package offprint.server.run.form;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import offprint.engine.Fault;
import offprint.engine.InvalidParameters;
import offprint.server.method.MethodEntry;
import offprint.server.method.Methods;
import offprint.server.paper.PaperView;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.run.view.RunAccess;
import offprint.server.run.view.RunViews;
import offprint.server.run.work.Lengths;
import offprint.server.run.work.Runs;
import offprint.server.run.work.StoredRun;
import offprint.server.run.work.Visibility;
import offprint.server.upload.Uploads;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tab where a method runs. Fields are called {@code param.NAME}; a source may come as {@code
 * file.NAME} instead. Works without scripts.
 */
@Controller
final class RunFormPages {
  private static final String VIEW = "run/form/form";

  private final Papers papers;
  private final FormMethods formMethods;
  private final FormValues formValues;
  private final SameRuns sameRuns;
  private final Runs runs;
  private final Methods methods;
  private final RunAccess access;
  private final RunViews views;
  private final Submissions submissions;
  private final Uploads uploads;
  private final SourceChoices choices;

  RunFormPages(
      Papers papers,
      FormMethods formMethods,
      FormValues formValues,
      SameRuns sameRuns,
      Runs runs,
      Methods methods,
      RunAccess access,
      RunViews views,
      Submissions submissions,
      Uploads uploads,
      SourceChoices choices) {
    this.papers = papers;
    this.formMethods = formMethods;
    this.formValues = formValues;
    this.sameRuns = sameRuns;
    this.runs = runs;
    this.methods = methods;
    this.access = access;
    this.views = views;
    this.submissions = submissions;
    this.uploads = uploads;
    this.choices = choices;
  }

  @GetMapping("/papers/{id}/run/{task}")
  String form(
      @PathVariable String id,
      @PathVariable String task,
      @RequestParam(required = false) @Nullable String preset,
      @RequestParam(required = false) @Nullable String from,
      Model model) {
    StoredPaper paper = formMethods.paper(papers, id);
    MethodEntry<?> method = formMethods.get(paper, task);
    String chosen = preset == null ? method.presets().getFirst() : preset;
    String seed = "1";
    ObjectNode values = method.defaults(chosen);
    if (from != null) {
      StoredRun earlier =
          access
              .find(from)
              .filter(run -> run.method().equals(method.id()))
              .orElseThrow(
                  () -> Problem.notFound("there is no run %s of %s".formatted(from, method.id())));
      chosen = earlier.preset();
      seed = Long.toString(earlier.seed());
      earlier.params().properties().forEach(p -> values.set(p.getKey(), p.getValue()));
    }
    model.addAttribute("same", sameRuns.of(method, chosen, values, Long.parseLong(seed)));
    return show(paper, method, RunForm.of(method, chosen, values, seed), model);
  }

  @PostMapping("/papers/{id}/run/{task}")
  String submit(
      @PathVariable String id,
      @PathVariable String task,
      @RequestParam MultiValueMap<String, String> given,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      HttpServletResponse response,
      Model model)
      throws IOException {
    StoredPaper paper = formMethods.paper(papers, id);
    MethodEntry<?> method = formMethods.get(paper, task);
    String preset = first(given, "preset", method.presets().getFirst());
    ObjectNode values = formValues.read(method, given, files);
    String seedText = first(given, "seed", "1").strip();
    List<Fault> faults = new ArrayList<>();
    int status = 422;
    try {
      long seed = Long.parseLong(seedText);
      return "redirect:/runs/"
          + submissions
              .submit(
                  method, preset, method.schema().given(preset, values), seed, visibility(given))
              .id();
    } catch (InvalidParameters e) {
      faults.addAll(e.faults());
    } catch (Problem problem) {
      status = problem.status().value();
      if (problem.retrySeconds() > 0) {
        response.setHeader("Retry-After", Long.toString(problem.retrySeconds()));
      }
      faults.add(new Fault("", problem.getMessage()));
    } catch (NumberFormatException _) {
      faults.add(new Fault("seed", "seed must be a whole number: got " + seedText));
      faults.addAll(faults(method, preset, values));
    }
    response.setStatus(status);
    ObjectNode shown = FormValues.shown(method, preset, values);
    return show(paper, method, RunForm.of(method, preset, shown, seedText, faults), model);
  }

  private static @Nullable Visibility visibility(MultiValueMap<String, String> given) {
    String word = given.getFirst("visibility");
    return word == null || word.isEmpty() ? null : Visibility.parse(word);
  }

  private List<Fault> faults(MethodEntry<?> method, String preset, ObjectNode values) {
    try {
      submissions.complete(method, preset, method.schema().given(preset, values));
      return List.of();
    } catch (InvalidParameters e) {
      return e.faults();
    }
  }

  private static String first(MultiValueMap<String, String> given, String name, String otherwise) {
    String value = given.getFirst(name);
    return value == null || value.isBlank() ? otherwise : value;
  }

  private String show(StoredPaper paper, MethodEntry<?> method, RunForm form, Model model) {
    model.addAttribute("paper", PaperView.of(paper, methods));
    model.addAttribute("task", method.method().task());
    model.addAttribute("method", method.method());
    model.addAttribute("claims", method.method().claims());
    model.addAttribute("form", form);
    model.addAttribute(
        "usual", runs.usualLength(method.id(), form.preset()).map(Lengths::inWords).orElse(""));
    model.addAttribute("choices", choices);
    model.addAttribute("earlier", choices.earlier(paper.slug()));
    model.addAttribute("shared", views.shared(method.id()));
    model.addAttribute("owned", access.viewer() > 0);
    model.addAttribute("visibilities", Visibility.values());
    model.addAttribute("limitMegabytes", uploads.limitMegabytes());
    return VIEW;
  }
}
