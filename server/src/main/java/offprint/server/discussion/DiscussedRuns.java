package offprint.server.discussion;

/** Runs as subjects of discussions. */
public interface DiscussedRuns {
  /**
   * A run that the viewer may see.
   *
   * @param key key in addresses: its number, or number and secret
   * @throws offprint.server.web.Problem not found
   */
  Subject readable(String key);
}
