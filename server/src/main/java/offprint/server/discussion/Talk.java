package offprint.server.discussion;

import java.util.List;

/**
 * What readers say of a paper.
 *
 * @param upvotes the most that a list says, with those given here
 * @param voted whether the viewer did
 * @param signedIn whether the viewer may take part
 * @param moderator whether the viewer may hide and show
 * @param comments threads in the order they began, each answer below what it answers
 * @param shown how many of them can be read
 * @param more whether there are more than are given
 */
record Talk(
    int upvotes,
    boolean voted,
    boolean signedIn,
    boolean moderator,
    List<CommentView> comments,
    long shown,
    boolean more) {}
