package offprint.server.discussion;

import java.util.List;

/**
 * What readers say of a paper or a run.
 *
 * @param action where a comment is sent to
 * @param paper address, "" for a run
 * @param path of the page
 * @param readers who can read it
 * @param signedIn whether the viewer may take part
 * @param moderator whether the viewer may hide and show
 * @param comments threads in the order they began, each answer below what it answers
 * @param shown how many of them can be read
 * @param more whether there are more than are given
 */
record DiscussionView(
    String action,
    String paper,
    String path,
    String readers,
    boolean signedIn,
    boolean moderator,
    List<CommentView> comments,
    long shown,
    boolean more) {}
