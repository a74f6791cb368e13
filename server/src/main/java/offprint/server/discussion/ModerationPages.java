package offprint.server.discussion;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.engine.Fault;
import offprint.server.account.Accounts;
import offprint.server.account.Audit;
import offprint.server.paper.HiddenPaper;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.web.Answers;
import offprint.server.web.Moment;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What readers report, and papers out of sight, by pages and forms that need no script. */
@Controller
final class ModerationPages {
  private static final int LONGEST = 500;

  private final Reports reports;
  private final Discussion discussion;
  private final Papers papers;
  private final Accounts accounts;
  private final Audit audit;

  ModerationPages(
      Reports reports, Discussion discussion, Papers papers, Accounts accounts, Audit audit) {
    this.reports = reports;
    this.discussion = discussion;
    this.papers = papers;
    this.accounts = accounts;
    this.audit = audit;
  }

  /** A reason as pages show it. */
  record ReasonView(String by, String text, Moment at) {}

  /** A comment in the list. */
  record Entry(String address, String title, CommentView comment) {}

  /** A comment with its open reports. */
  record Reported(String address, String title, CommentView comment, List<ReasonView> reasons) {}

  /** A paper out of sight. */
  record HiddenView(String address, String title, String reason, Moment since) {}

  @GetMapping("/comments/{id}/report")
  String form(@PathVariable long id, Model model) {
    return form(discussion.shown(id), "", model);
  }

  private String form(CommentTable.Row row, String reason, Model model) {
    model.addAttribute("address", row.address());
    model.addAttribute("title", row.title());
    model.addAttribute("comment", discussion.view(row).orElseThrow());
    model.addAttribute("reason", reason);
    return "discussion/report";
  }

  @PostMapping("/comments/{id}/report")
  String report(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response,
      Model model) {
    CommentTable.Row row = discussion.shown(id);
    try {
      reports.report(id, reason);
      model.addAttribute("done", true);
      return form(row, "", model);
    } catch (Problem problem) {
      Answers.fault(problem, response, model);
      return form(row, reason, model);
    }
  }

  /** Open reports first, then the last comments. */
  @GetMapping("/moderation")
  String moderation(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
    List<Entry> entries =
        discussion.latest(before).stream()
            .flatMap(
                row ->
                    discussion.view(row).stream()
                        .map(view -> new Entry(row.address(), row.title(), view)))
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
      List<ReasonView> reasons =
          each.getValue().stream()
              .map(r -> new ReasonView(r.by(), r.text(), Moment.of(r.createdMillis())))
              .toList();
      reported.add(new Reported(row.address(), row.title(), discussion.plainView(row), reasons));
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
                h -> new HiddenView(h.address(), h.title(), h.reason(), Moment.of(h.sinceMillis())))
            .toList());
    return "discussion/papers";
  }

  @PostMapping("/moderation/papers")
  String hide(
      @RequestParam(defaultValue = "") String paper,
      @RequestParam(defaultValue = "") String reason) {
    moderator();
    StoredPaper stored = discussion.paper(paper.strip());
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
    moderator();
    HiddenPaper hidden =
        papers.hidden().stream()
            .filter(each -> each.address().equals(paper))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("there is no hidden paper '%s'".formatted(paper)));
    papers.show(hidden);
    audit.note("show paper", hidden.address());
    return "redirect:/moderation/papers";
  }

  private void moderator() {
    if (!accounts.viewer().isModerator()) {
      throw Problem.refused("this needs a moderator's account");
    }
  }
}
