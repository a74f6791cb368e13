package offprint.server.hub;

/**
 * Rate limit of the hub's API per address.
 *
 * @param requests in a window
 * @param seconds length of a window
 */
public record HubLimit(int requests, int seconds) {
  public static final HubLimit DEFAULT = new HubLimit(60_000, 60);

  public HubLimit {
    if (requests < 1 || requests > 1_000_000_000) {
      throw new IllegalArgumentException("api-limit must be from 1 to 1000000000: got " + requests);
    }
    if (seconds < 1 || seconds > 86_400) {
      throw new IllegalArgumentException(
          "the window must be from 1 to 86400 seconds: got " + seconds);
    }
  }
}
