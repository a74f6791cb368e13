package offprint.server.discussion;

import offprint.server.web.DisplayTime;

/**
 * A comment on somebody's page.
 *
 * @param url of it
 * @param title of the paper or run
 * @param html of the comment
 */
public record ProfileComment(String url, String title, String html, DisplayTime written) {}
