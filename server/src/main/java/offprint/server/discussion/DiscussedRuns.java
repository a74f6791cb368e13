package offprint.server.discussion;

/** Runs that readers talk about. */
public interface DiscussedRuns {
  /**
   * A run that the viewer may see.
   *
   * @param key what stands in addresses: its number, or number and word
   * @throws offprint.server.web.Problem not found
   */
  Subject readable(String key);
}
