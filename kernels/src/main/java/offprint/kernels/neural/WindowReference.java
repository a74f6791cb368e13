package offprint.kernels.neural;

/**
 * Local reference by attention: of the window of 5 x 5 places around each place, the 12 of the
 * other colour of the checkerboard attend to each other, and all that they found goes through one
 * network.
 *
 * @param <T> maps
 */
public record WindowReference<T>(Engine<T> engine, int heads) {
  /** Places of the other colour in the window. */
  static final int PLACES = 12;

  /** Side of the window. */
  static final int SIDE = 5;

  /**
   * n = LN(x) · mask; q, k, v = C1(n); y = C1(attention, [12 s]); y + C1 GELU C1 LN (y).
   *
   * @param decoded anchors, 0 elsewhere, [s, h, w]
   * @param anchors 1 at anchors, [1, h, w]
   */
  public T look(String name, T decoded, T anchors, Rotation.Position position) {
    T n = engine.multiply(engine.layerNorm(name + ".norm", decoded), anchors);
    T three = engine.convolve(name + ".three", n, 1);
    T found = engine.windowAttention(three, heads, new Rotation(position, name + ".rotation"));
    T y = engine.convolve(name + ".fuse", found, 1);
    T inner = engine.layerNorm(name + ".after", y);
    inner = engine.gelu(engine.convolve(name + ".in", inner, 1));
    return engine.add(y, engine.convolve(name + ".out", inner, 1));
  }

  /** Row offset of place t, in −2 … 2; places in raster order. */
  static int rows(int t) {
    return cell(t) / SIDE - SIDE / 2;
  }

  /** Column offset of place t. */
  static int columns(int t) {
    return cell(t) % SIDE - SIDE / 2;
  }

  /** The cells of odd sum are those of odd number in the window. */
  private static int cell(int t) {
    return 2 * t + 1;
  }
}
