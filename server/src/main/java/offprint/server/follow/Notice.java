package offprint.server.follow;

import offprint.server.prose.Prose;
import offprint.server.web.DisplayTime;

/**
 * A notice as plain text.
 *
 * @param sentence such as "eve answered your comment"
 * @param subject the paper's title or the run's name, "" for none
 * @param url path of what it is about
 * @param said start of the comment, "" for none
 */
public record Notice(
    long id,
    String kind,
    String sentence,
    String subject,
    String url,
    String said,
    DisplayTime at,
    boolean unread) {
  private static final int BEGINNING = 200;

  static Notice of(NoticeTable.Row row) {
    return new Notice(
        row.id(),
        row.kind().word(),
        sentence(row),
        Prose.plain(row.title()),
        url(row),
        beginning(row.said()),
        DisplayTime.of(row.createdMillis()),
        !row.seen());
  }

  private static String sentence(NoticeTable.Row row) {
    String who = row.actor().isEmpty() ? "Somebody" : row.actor();
    return switch (row.kind()) {
      case REPLY -> who + " answered your comment";
      case MENTION -> who + " named you";
      case RUN -> who + " commented on your run";
      case COMMENT -> who + " commented on a paper that you follow";
      case PAPER -> followed(row.text());
      case DECISION -> row.text();
    };
  }

  /** "author Ada Author" is "New of an author you follow: Ada Author". */
  private static String followed(String text) {
    int space = text.indexOf(' ');
    String name = text.substring(space + 1);
    return switch (text.substring(0, Math.max(space, 0))) {
      case "author" -> "New by " + name;
      case "topic" -> "New on " + name;
      default -> "New for the search " + name;
    };
  }

  private static String url(NoticeTable.Row row) {
    String page = row.page();
    return page.isEmpty()
        ? "/notifications"
        : row.comment() == null ? page : page + "#comment-" + row.comment();
  }

  private static String beginning(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.codePointCount(0, line.length()) <= BEGINNING
        ? line
        : line.substring(0, line.offsetByCodePoints(0, BEGINNING)) + "…";
  }
}
