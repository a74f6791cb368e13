package offprint.kernels.neural;

/**
 * Simple token mixing and its gate, which does for the channels what the mixing does for the
 * places.
 *
 * @param <T> maps
 */
public record TokenMixing<T>(Engine<T> engine) {

  /** STM: u = LN(x); u += C1 GELU DW3 GELU C1 (u); x += C1(DW5(u)); x + Gate(x). */
  public T mix(String name, T x) {
    T u = engine.layerNorm(name + ".norm", x);
    T v = engine.gelu(engine.convolve(name + ".in", u, 1));
    v = engine.gelu(engine.convolve(name + ".depth", v, 1));
    u = engine.add(u, engine.convolve(name + ".out", v, 1));
    u = engine.convolve(name + ".token", engine.convolve(name + ".spread", u, 1), 1);
    T y = engine.add(x, u);
    return engine.add(y, gate(name + ".gate", y));
  }

  /** Gate(x) = sigmoid(C1 GELU DW3 GELU C1 LN(x)) ∘ x. */
  public T gate(String name, T x) {
    T v = engine.layerNorm(name + ".norm", x);
    v = engine.gelu(engine.convolve(name + ".in", v, 1));
    v = engine.gelu(engine.convolve(name + ".depth", v, 1));
    return engine.multiply(engine.sigmoid(engine.convolve(name + ".out", v, 1)), x);
  }
}
