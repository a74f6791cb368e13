package offprint.server.discussion;

import offprint.server.web.DisplayTime;
import org.jspecify.annotations.Nullable;

/**
 * A comment as a page shows it.
 *
 * @param address below which it has its pages, such as "/comments/12"
 * @param depth 0 for what begins a thread; below the deepest shown, that one
 * @param author "" once the account is deleted
 * @param html "" where it is not shown to this viewer
 * @param state "shown", "hidden" or "deleted"
 * @param parentAuthor whom it answers, "" for nobody or somebody gone
 * @param own whether the viewer wrote it
 * @param byAuthor whether an author of the paper did
 */
record CommentView(
    long id,
    String address,
    int depth,
    String author,
    String html,
    String state,
    DisplayTime written,
    @Nullable DisplayTime edited,
    @Nullable Long parent,
    String parentAuthor,
    boolean own,
    boolean byAuthor) {
  public String authorName() {
    return author.isEmpty() ? "deleted account" : author;
  }

  public boolean isShown() {
    return state.equals("shown");
  }
}
