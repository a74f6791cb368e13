package offprint.server.vector;

/**
 * @param on whether the server makes sentence vectors; without them search is lexical only and
 *     nobody gets a personal list
 */
public record VectorConfig(boolean on) {
  public static final VectorConfig DEFAULT = new VectorConfig(true);
  public static final VectorConfig OFF = new VectorConfig(false);
}
