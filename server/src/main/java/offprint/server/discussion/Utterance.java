package offprint.server.discussion;

import offprint.server.web.Moment;

/**
 * A comment on somebody's page.
 *
 * @param address of the paper
 * @param title of the paper
 * @param html of the comment
 */
public record Utterance(long id, String address, String title, String html, Moment written) {}
