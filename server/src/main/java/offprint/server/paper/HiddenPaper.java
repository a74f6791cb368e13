package offprint.server.paper;

/**
 * A paper hidden by moderators.
 *
 * @param id row number
 * @param address arXiv id or slug
 */
public record HiddenPaper(long id, String address, String title, String reason, long sinceMillis) {}
