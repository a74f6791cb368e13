package offprint.method;

/**
 * A reference to input data, opened through {@link Run}.
 *
 * <ul>
 *   <li>{@code example:etth1}: shipped with Offprint
 *   <li>{@code run:42/model.safetensors}: an artifact of an earlier run
 *   <li>{@code upload:7f3a}: a file given to the server
 *   <li>a path, or {@code -} for standard input: command line only
 *   <li>empty: not given; the method says what that means
 * </ul>
 */
public record Source(String ref) {
  public static final Source NONE = new Source("");

  public static Source example(String name) {
    return new Source("example:" + name);
  }

  public boolean isEmpty() {
    return ref.isEmpty();
  }

  @Override
  public String toString() {
    return ref;
  }
}
