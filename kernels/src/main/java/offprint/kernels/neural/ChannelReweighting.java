package offprint.kernels.neural;

/**
 * Channel reweighting (CR): channels attend to channels over all positions, and a gate adds what
 * was found.
 *
 * @param <T> maps
 */
public record ChannelReweighting<T>(Engine<T> engine) {

  /** n = LN(u); w = LN(C1(attention of C1(n), C1(n), C1(n))); u + w + Gate(w). */
  public T reweight(String name, T u) {
    T n = engine.layerNorm(name + ".norm", u);
    T found =
        engine.channelAttention(
            engine.convolve(name + ".query", n, 1),
            engine.convolve(name + ".key", n, 1),
            engine.convolve(name + ".value", n, 1));
    T w = engine.layerNorm(name + ".after", engine.convolve(name + ".out", found, 1));
    T gated = new TokenMixing<>(engine).gate(name + ".gate", w);
    return engine.add(engine.add(u, w), gated);
  }
}
