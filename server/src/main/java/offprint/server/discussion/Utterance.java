package offprint.server.discussion;

import offprint.server.web.Moment;

/**
 * A comment on somebody's page.
 *
 * @param url of it
 * @param title of the paper or run
 * @param html of the comment
 */
public record Utterance(String url, String title, String html, Moment written) {}
