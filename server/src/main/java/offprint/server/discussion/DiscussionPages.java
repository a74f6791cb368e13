package offprint.server.discussion;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import offprint.engine.Fault;
import offprint.server.discussion.CommentTable.Row;
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

/** Forms for votes and comments; they need no script. */
@Controller
final class DiscussionPages {
  private static final String WRITE = "discussion/write";

  private final Discussion discussion;
  private final Votes votes;

  DiscussionPages(Discussion discussion, Votes votes) {
    this.discussion = discussion;
    this.votes = votes;
  }

  /** An earlier text of a comment. */
  record VersionView(DisplayTime until, String html) {}

  @PostMapping("/votes")
  String vote(
      @RequestParam(defaultValue = "") String paper, @RequestParam(defaultValue = "") String vote) {
    if (!vote.equals("up") && !vote.equals("none")) {
      throw Problem.invalid(List.of(new Fault("vote", "vote must be up or none: got " + vote)));
    }
    Subject on = discussion.paper(paper);
    votes.vote(paper, vote.equals("up"));
    return "redirect:" + on.path() + "#vote";
  }

  @PostMapping({"/comments", "/runs/{id}/comments"})
  String say(
      @Nullable @PathVariable(required = false) String id,
      @RequestParam(defaultValue = "") String paper,
      @RequestParam(required = false) @Nullable Long parent,
      @RequestParam(defaultValue = "") String text,
      HttpServletResponse response,
      Model model) {
    Subject on = id == null ? discussion.paper(paper) : discussion.run(id);
    try {
      return to(discussion.say(on, parent, text));
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      Row answered = parent == null ? null : discussion.shown(id, parent);
      return write(on, answered, text, model);
    }
  }

  private static String to(Row comment) {
    return "redirect:" + comment.on().path() + "#comment-" + comment.id();
  }

  private String write(Subject on, @Nullable Row answered, String text, Model model) {
    model.addAttribute("on", on);
    model.addAttribute("heading", answered == null ? "Comment" : "Answer a comment");
    model.addAttribute(
        "answered", answered == null ? null : discussion.view(answered).orElse(null));
    model.addAttribute("parent", answered == null ? null : answered.id());
    model.addAttribute("action", on.comments());
    model.addAttribute("editing", false);
    model.addAttribute("text", text);
    return WRITE;
  }

  /** Page to write a comment on a running run, whose own page reloads. */
  @GetMapping("/runs/{id}/comments/new")
  String write(@PathVariable String id, Model model) {
    return write(discussion.run(id), null, "", model);
  }

  @GetMapping({"/comments/{comment}/reply", "/runs/{id}/comments/{comment}/reply"})
  String reply(
      @Nullable @PathVariable(required = false) String id,
      @PathVariable long comment,
      Model model) {
    Row answered = discussion.shown(id, comment);
    return write(answered.on(), answered, "", model);
  }

  @GetMapping({"/comments/{comment}/edit", "/runs/{id}/comments/{comment}/edit"})
  String edit(
      @Nullable @PathVariable(required = false) String id,
      @PathVariable long comment,
      Model model) {
    Row own = discussion.own(id, comment);
    return rewrite(own, own.text(), model);
  }

  private static String rewrite(Row own, String text, Model model) {
    model.addAttribute("on", own.on());
    model.addAttribute("heading", "Edit a comment");
    model.addAttribute("action", own.address() + "/edit");
    model.addAttribute("editing", true);
    model.addAttribute("text", text);
    return WRITE;
  }

  @PostMapping({"/comments/{comment}/edit", "/runs/{id}/comments/{comment}/edit"})
  String edit(
      @Nullable @PathVariable(required = false) String id,
      @PathVariable long comment,
      @RequestParam(defaultValue = "") String text,
      HttpServletResponse response,
      Model model) {
    Row own = discussion.own(id, comment);
    try {
      return to(discussion.edit(id, comment, text));
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return rewrite(own, text, model);
    }
  }

  @PostMapping({"/comments/{comment}/delete", "/runs/{id}/comments/{comment}/delete"})
  String delete(@Nullable @PathVariable(required = false) String id, @PathVariable long comment) {
    return "redirect:" + discussion.delete(id, comment).on().path() + "#discussion";
  }

  @PostMapping({"/comments/{comment}/hide", "/runs/{id}/comments/{comment}/hide"})
  String hide(@Nullable @PathVariable(required = false) String id, @PathVariable long comment) {
    return to(discussion.moderate(id, comment, true));
  }

  @PostMapping({"/comments/{comment}/show", "/runs/{id}/comments/{comment}/show"})
  String show(@Nullable @PathVariable(required = false) String id, @PathVariable long comment) {
    return to(discussion.moderate(id, comment, false));
  }

  @GetMapping({"/comments/{comment}/history", "/runs/{id}/comments/{comment}/history"})
  String history(
      @Nullable @PathVariable(required = false) String id,
      @PathVariable long comment,
      HttpServletResponse response,
      Model model) {
    Row row = discussion.readable(id, comment);
    List<VersionView> versions =
        discussion.history(row).reversed().stream()
            .map(v -> new VersionView(DisplayTime.of(v.untilMillis()), discussion.html(v)))
            .toList();
    if (!row.on().isPublic()) {
      response.setHeader("Cache-Control", "private, no-cache");
    }
    model.addAttribute("path", row.on().path());
    model.addAttribute("title", row.on().title());
    model.addAttribute("comment", discussion.view(row).orElseThrow());
    model.addAttribute("versions", versions);
    return "discussion/history";
  }
}
