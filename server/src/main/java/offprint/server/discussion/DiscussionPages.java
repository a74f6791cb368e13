package offprint.server.discussion;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import offprint.engine.Fault;
import offprint.server.discussion.CommentTable.Row;
import offprint.server.paper.StoredPaper;
import offprint.server.web.Answers;
import offprint.server.web.Moment;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Votes and comments by forms that need no script. */
@Controller
final class DiscussionPages {
  private static final String WRITE = "discussion/write";

  private final Discussion discussion;

  DiscussionPages(Discussion discussion) {
    this.discussion = discussion;
  }

  /** What a comment said once. */
  record VersionView(Moment until, String html) {}

  @PostMapping("/votes")
  String vote(
      @RequestParam(defaultValue = "") String paper, @RequestParam(defaultValue = "") String vote) {
    if (!vote.equals("up") && !vote.equals("none")) {
      throw Problem.invalid(List.of(new Fault("vote", "vote must be up or none: got " + vote)));
    }
    StoredPaper stored = discussion.paper(paper);
    discussion.vote(paper, vote.equals("up"));
    return "redirect:/papers/" + stored.address() + "#vote";
  }

  @PostMapping("/comments")
  String say(
      @RequestParam(defaultValue = "") String paper,
      @RequestParam(required = false) @Nullable Long parent,
      @RequestParam(defaultValue = "") String text,
      HttpServletResponse response,
      Model model) {
    try {
      return to(discussion.say(paper, parent, text));
    } catch (Problem problem) {
      StoredPaper stored = discussion.paper(paper);
      Answers.fault(problem, response, model);
      Row answered = parent == null ? null : discussion.shown(parent);
      return write(stored.address(), stored.title(), answered, text, model);
    }
  }

  private static String to(Row comment) {
    return "redirect:/papers/" + comment.address() + "#comment-" + comment.id();
  }

  private String write(
      String address, String title, @Nullable Row answered, String text, Model model) {
    model.addAttribute("address", address);
    model.addAttribute("title", title);
    model.addAttribute("heading", answered == null ? "Comment" : "Answer a comment");
    model.addAttribute(
        "answered", answered == null ? null : discussion.view(answered).orElse(null));
    model.addAttribute("parent", answered == null ? null : answered.id());
    model.addAttribute("action", "/comments");
    model.addAttribute("editing", false);
    model.addAttribute("text", text);
    return WRITE;
  }

  @GetMapping("/comments/{id}/reply")
  String reply(@PathVariable long id, Model model) {
    Row answered = discussion.shown(id);
    return write(answered.address(), answered.title(), answered, "", model);
  }

  @GetMapping("/comments/{id}/edit")
  String edit(@PathVariable long id, Model model) {
    Row own = discussion.own(id);
    return rewrite(own, own.text(), model);
  }

  private static String rewrite(Row own, String text, Model model) {
    model.addAttribute("address", own.address());
    model.addAttribute("title", own.title());
    model.addAttribute("heading", "Edit a comment");
    model.addAttribute("action", "/comments/" + own.id() + "/edit");
    model.addAttribute("editing", true);
    model.addAttribute("text", text);
    return WRITE;
  }

  @PostMapping("/comments/{id}/edit")
  String edit(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String text,
      HttpServletResponse response,
      Model model) {
    Row own = discussion.own(id);
    try {
      return to(discussion.edit(id, text));
    } catch (Problem problem) {
      Answers.fault(problem, response, model);
      return rewrite(own, text, model);
    }
  }

  @PostMapping("/comments/{id}/delete")
  String delete(@PathVariable long id) {
    Row gone = discussion.delete(id);
    return "redirect:/papers/" + gone.address() + "#discussion";
  }

  @PostMapping("/comments/{id}/hide")
  String hide(@PathVariable long id) {
    return to(discussion.moderate(id, true));
  }

  @PostMapping("/comments/{id}/show")
  String show(@PathVariable long id) {
    return to(discussion.moderate(id, false));
  }

  @GetMapping("/comments/{id}/history")
  String history(@PathVariable long id, Model model) {
    List<VersionView> versions =
        discussion.history(id).reversed().stream()
            .map(v -> new VersionView(Moment.of(v.untilMillis()), discussion.html(v)))
            .toList();
    Row row = discussion.readable(id);
    model.addAttribute("address", row.address());
    model.addAttribute("title", row.title());
    model.addAttribute("comment", discussion.view(row).orElseThrow());
    model.addAttribute("versions", versions);
    return "discussion/history";
  }
}
