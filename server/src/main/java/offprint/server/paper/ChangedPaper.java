package offprint.server.paper;

/**
 * A paper and the change that wrote it.
 *
 * @param change grows with every write, see {@link Papers#changes}
 */
public record ChangedPaper(long change, StoredPaper paper) {}
