package offprint.server.discussion;

/**
 * A moderator hid a comment or showed it again; published in the transaction that does it.
 *
 * @param author account, 0 once it is deleted
 * @param moderator account
 */
public record CommentModerated(
    long comment, Subject on, long author, boolean hidden, long moderator, long atMillis) {}
