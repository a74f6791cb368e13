package offprint.server.feed;

/**
 * A paper on a list with its votes, comments and day.
 *
 * @param paper its row number
 * @param changed change number of the paper
 * @param upvotes greatest number that a list reported
 * @param comments the same
 * @param day day of its last list, "" for none
 */
record ListedPaper(long paper, long changed, int upvotes, int comments, String day) {

  /** Its votes and comments in HTML, "" where no list has it. */
  String votes() {
    if (day.isEmpty() && upvotes == 0 && comments == 0) {
      return "";
    }
    StringBuilder html = new StringBuilder(400).append("<p class=\"votes\">");
    count(upvotes, "upvote", "M6 2 11 9H1z", html);
    if (comments > 0) {
      count(comments, "comment", "M1 1.500h10v7H5.500L3 11V8.500H1z", html);
    }
    return html.append("</p>\n").toString();
  }

  private static void count(int count, String what, String icon, StringBuilder html) {
    html.append("<span title=\"").append(count).append(' ').append(what);
    html.append(count == 1 ? "" : "s");
    html.append("\"><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><path d=\"").append(icon);
    html.append("\"/></svg><span>").append(count).append("</span><span class=\"unseen\"> ");
    html.append(what).append(count == 1 ? "" : "s").append("</span></span>");
  }
}
