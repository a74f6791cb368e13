package offprint.server.feed;

import offprint.server.paper.PaperView;

/** A paper as a list shows it. */
record Entry(PaperView paper, ListedPaper standing) {

  /** The last list it was on, "" for none. */
  String day() {
    return standing.day();
  }

  /** Its votes and comments in HTML. */
  public String votes() {
    return standing.votes();
  }
}
