package offprint.server.discussion;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.engine.Fault;
import offprint.server.account.Audit;
import offprint.server.paper.HiddenPaper;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.web.DisplayTime;
import offprint.server.web.FormErrors;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages of moderators: reported comments and hidden papers. */
@Controller
final class ModerationPages {
  private static final int LONGEST = 500;

  private final Reports reports;
  private final Discussion discussion;
  private final Papers papers;
  private final Audit audit;

  ModerationPages(Reports reports, Discussion discussion, Papers papers, Audit audit) {
    this.reports = reports;
    this.discussion = discussion;
    this.papers = papers;
    this.audit = audit;
  }

  /** A report as pages show it. */
  record ReasonView(String by, String text, DisplayTime at) {}

  /** A comment in the list. */
  record Entry(Subject on, CommentView comment) {}

  /** A comment with its open reports. */
  record Reported(Subject on, CommentView comment, List<ReasonView> reasons) {}

  /** A hidden paper. */
  record HiddenView(String address, String title, String reason, DisplayTime since) {}

  @GetMapping({"/comments/{comment}/report", "/runs/{id}/comments/{comment}/report"})
  String form(
      @Nullable @PathVariable(required = false) String id,
      @PathVariable long comment,
      Model model) {
    return form(discussion.shown(id, comment), "", model);
  }

  private String form(CommentTable.Row row, String reason, Model model) {
    model.addAttribute("path", row.on().path());
    model.addAttribute("title", row.on().title());
    model.addAttribute("comment", discussion.view(row).orElseThrow());
    model.addAttribute("reason", reason);
    return "discussion/report";
  }

  @PostMapping({"/comments/{comment}/report", "/runs/{id}/comments/{comment}/report"})
  String report(
      @Nullable @PathVariable(required = false) String id,
      @PathVariable long comment,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response,
      Model model) {
    CommentTable.Row row = discussion.shown(id, comment);
    try {
      reports.report(id, comment, reason);
      model.addAttribute("done", true);
      return form(row, "", model);
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return form(row, reason, model);
    }
  }

  /** Open reports, then the latest comments. */
  @GetMapping("/moderation")
  String moderation(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
    List<Entry> entries =
        discussion.latest(before).stream()
            .flatMap(row -> discussion.view(row).stream().map(view -> new Entry(row.on(), view)))
            .toList();
    model.addAttribute("reported", before == Long.MAX_VALUE ? reported() : List.of());
    model.addAttribute("entries", entries);
    model.addAttribute(
        "next", entries.size() == Discussion.PAGE ? entries.getLast().comment().id() : null);
    return "discussion/moderation";
  }

  private List<Reported> reported() {
    List<Reported> reported = new ArrayList<>();
    for (Map.Entry<Long, List<ReportTable.Reason>> each : reports.open().entrySet()) {
      CommentTable.Row row = discussion.any(each.getKey());
      if (row.on().isPrivate()) {
        continue; // made so since
      }
      List<ReasonView> reasons =
          each.getValue().stream()
              .map(r -> new ReasonView(r.by(), r.text(), DisplayTime.of(r.createdMillis())))
              .toList();
      reported.add(new Reported(row.on(), discussion.plainView(row), reasons));
    }
    return reported;
  }

  @PostMapping("/moderation/reports/{id}/hide")
  String hide(@PathVariable long id) {
    reports.decide(id, true);
    return "redirect:/moderation";
  }

  @PostMapping("/moderation/reports/{id}/dismiss")
  String dismiss(@PathVariable long id) {
    reports.decide(id, false);
    return "redirect:/moderation";
  }

  @GetMapping("/moderation/papers")
  String papers(@RequestParam(defaultValue = "") String paper, Model model) {
    model.addAttribute("address", paper);
    model.addAttribute(
        "papers",
        papers.hidden().stream()
            .map(
                h ->
                    new HiddenView(
                        h.address(), h.title(), h.reason(), DisplayTime.of(h.sinceMillis())))
            .toList());
    return "discussion/papers";
  }

  @PostMapping("/moderation/papers")
  String hide(
      @RequestParam(defaultValue = "") String paper,
      @RequestParam(defaultValue = "") String reason) {
    discussion.moderator();
    String address = paper.strip();
    StoredPaper stored =
        papers
            .find(address)
            .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(address)));
    String why = reason.strip();
    if (why.isEmpty() || why.length() > LONGEST) {
      throw Problem.invalid(
          List.of(
              new Fault(
                  "reason",
                  "reason must have from 1 to %d characters: got %d"
                      .formatted(LONGEST, why.length()))));
    }
    papers.hide(stored, why);
    audit.note("hide paper", stored.address() + ": " + why);
    return "redirect:/moderation/papers";
  }

  @PostMapping("/moderation/papers/show")
  String show(@RequestParam(defaultValue = "") String paper) {
    discussion.moderator();
    HiddenPaper hidden =
        papers.hidden().stream()
            .filter(each -> each.address().equals(paper))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("there is no hidden paper '%s'".formatted(paper)));
    papers.show(hidden);
    audit.note("show paper", hidden.address());
    return "redirect:/moderation/papers";
  }
}
