package offprint.kernels.neural;

/**
 * Generalized divisive normalization (GDN) over the channels at each position, with {@code
 * name.weight} γ [c, c, 1, 1] and {@code name.bias} β [c], none of them negative.
 *
 * @param <T> maps
 */
public record DivisiveNormalization<T>(Engine<T> engine) {

  /** x_i / √(β_i + Σ_j γ_ij x_j²). */
  public T divide(String name, T x) {
    return engine.multiply(x, engine.inverseRoot(energy(name, x)));
  }

  /** IGDN: x_i √(β_i + Σ_j γ_ij x_j²). */
  public T multiply(String name, T x) {
    T energy = energy(name, x);
    return engine.multiply(x, engine.multiply(energy, engine.inverseRoot(energy)));
  }

  private T energy(String name, T x) {
    return engine.convolve(name, engine.multiply(x, x), 1);
  }
}
