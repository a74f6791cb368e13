package offprint.server.discussion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import offprint.server.discussion.CommentTable.Row;
import offprint.server.web.Summary;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class DiscussionApi {
  private final Discussion discussion;
  private final Reports reports;

  private final Votes votes;

  DiscussionApi(Discussion discussion, Reports reports, Votes votes) {
    this.reports = reports;
    this.votes = votes;
    this.discussion = discussion;
  }

  /**
   * A comment to be stored.
   *
   * @param text Markdown
   * @param parent comment that it answers
   */
  record Saying(@Nullable String text, @Nullable Long parent) {}

  /**
   * A comment.
   *
   * @param author "" if the account is deleted or the comment not readable
   * @param html sanitised HTML of its text
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CommentJson(
      long id,
      @Nullable Long parent,
      String author,
      String html,
      String state,
      String written,
      @Nullable String edited) {}

  /** A report of a comment. */
  record Complaint(@Nullable String reason) {}

  /** Confirmation of a report. */
  record Reported(long comment) {}

  @Summary("The count of a paper's upvotes, and whether one is yours")
  @GetMapping("/api/v1/papers/{id}/vote")
  Votes.Standing votes(@PathVariable String id) {
    return votes.standing(id);
  }

  @Summary("Upvotes a paper; once more changes nothing")
  @PutMapping("/api/v1/papers/{id}/vote")
  Votes.Standing vote(@PathVariable String id) {
    return votes.vote(id, true);
  }

  @Summary("Takes your upvote back")
  @DeleteMapping("/api/v1/papers/{id}/vote")
  Votes.Standing unvote(@PathVariable String id) {
    return votes.vote(id, false);
  }

  @Summary("The comments on a paper, each answer below what it answers")
  @GetMapping("/api/v1/papers/{id}/comments")
  List<CommentJson> comments(@PathVariable String id) {
    return discussion.ofPaper(id).comments().stream().map(DiscussionApi::json).toList();
  }

  @Summary(value = "Comments on a paper, or answers a comment", status = 201)
  @PostMapping("/api/v1/papers/{id}/comments")
  @ResponseStatus(HttpStatus.CREATED)
  CommentJson say(@PathVariable String id, @RequestBody Saying saying) {
    return view(discussion.say(discussion.paper(id), saying.parent(), text(saying)));
  }

  private static String text(Saying saying) {
    return saying.text() == null ? "" : saying.text();
  }

  @Summary("Puts another text in place of your comment's; the old one stays in its history")
  @PutMapping("/api/v1/comments/{id}")
  CommentJson edit(@PathVariable long id, @RequestBody Saying saying) {
    return view(discussion.edit(null, id, text(saying)));
  }

  @Summary("Deletes your comment: its text is gone, its place in the thread stays")
  @DeleteMapping("/api/v1/comments/{id}")
  CommentJson delete(@PathVariable long id) {
    return blank(discussion.delete(null, id));
  }

  @Summary(value = "Reports a comment to the moderators; once more changes nothing", status = 202)
  @PostMapping("/api/v1/comments/{id}/reports")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Reported report(@PathVariable long id, @RequestBody Complaint complaint) {
    return new Reported(reports.report(null, id, reason(complaint)).id());
  }

  private static String reason(Complaint complaint) {
    return complaint.reason() == null ? "" : complaint.reason();
  }

  @Summary("The comments on a run, each answer below what it answers")
  @GetMapping("/api/v1/runs/{id}/comments")
  List<CommentJson> onRun(@PathVariable String id) {
    return discussion.ofRun(id).comments().stream().map(DiscussionApi::json).toList();
  }

  @Summary(value = "Comments on a run, or answers a comment", status = 201)
  @PostMapping("/api/v1/runs/{id}/comments")
  @ResponseStatus(HttpStatus.CREATED)
  CommentJson sayOnRun(@PathVariable String id, @RequestBody Saying saying) {
    return view(discussion.say(discussion.run(id), saying.parent(), text(saying)));
  }

  @Summary("Puts another text in place of your comment's on a run; the old one stays")
  @PutMapping("/api/v1/runs/{id}/comments/{comment}")
  CommentJson editOnRun(
      @PathVariable String id, @PathVariable long comment, @RequestBody Saying saying) {
    return view(discussion.edit(id, comment, text(saying)));
  }

  @Summary("Deletes your comment on a run: its text is gone, its place in the thread stays")
  @DeleteMapping("/api/v1/runs/{id}/comments/{comment}")
  CommentJson deleteOnRun(@PathVariable String id, @PathVariable long comment) {
    return blank(discussion.delete(id, comment));
  }

  @Summary(value = "Reports a comment on a run to the moderators, who then see it", status = 202)
  @PostMapping("/api/v1/runs/{id}/comments/{comment}/reports")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Reported reportOnRun(
      @PathVariable String id, @PathVariable long comment, @RequestBody Complaint complaint) {
    return new Reported(reports.report(id, comment, reason(complaint)).id());
  }

  private static CommentJson blank(Row row) {
    return new CommentJson(
        row.id(), row.parent(), "", "", row.state().word(), time(row.createdMillis()), null);
  }

  private CommentJson view(Row row) {
    return json(discussion.view(row).orElseThrow());
  }

  private static CommentJson json(CommentView view) {
    return new CommentJson(
        view.id(),
        view.parent(),
        view.author(),
        view.html(),
        view.state(),
        view.written().iso(),
        view.edited() == null ? null : view.edited().iso());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
