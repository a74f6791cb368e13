package offprint.server.feed;

import offprint.server.paper.PaperView;

/**
 * A paper as a list shows it.
 *
 * @param upvotes the most that a list has said
 * @param comments the same
 * @param day the last list it was on, "" for none
 */
record Entry(PaperView paper, int upvotes, int comments, String day) {}
