package offprint.server.discussion;

import java.util.List;

/**
 * A comment was stored; published in the transaction that does it.
 *
 * @param author account
 * @param answered account whose comment it answers, 0 for none
 * @param named accounts that it names, without the author
 * @param edited whether it stood there before with another text
 */
public record CommentPosted(
    long comment, Subject on, long author, long answered, List<Long> named, boolean edited) {}
