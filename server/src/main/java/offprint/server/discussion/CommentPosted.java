package offprint.server.discussion;

import java.util.List;

/**
 * A comment was stored; published in the transaction that does it.
 *
 * @param author account
 * @param answered account whose comment it answers, 0 for none
 * @param named accounts mentioned, without the author
 * @param edited whether an existing comment was edited
 */
public record CommentPosted(
    long comment, Subject on, long author, long answered, List<Long> named, boolean edited) {}
