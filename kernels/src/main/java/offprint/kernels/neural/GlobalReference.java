package offprint.kernels.neural;

import org.jspecify.annotations.Nullable;

/**
 * A reference to all positions at once, in time linear in their number: linear attention, a small
 * network at each place and channel reweighting.
 *
 * @param heads parts of the channels that attend by themselves
 * @param reweight whether the channels are reweighted at the end
 * @param <T> maps
 */
public record GlobalReference<T>(Engine<T> engine, int heads, boolean reweight) {

  /**
   * q, k, v = DW3(C1(·)) each; a = C3(linear attention); u = a + C1 GELU C1 (a); CR(u).
   *
   * @param queries what is looked for at each place
   * @param keys what it is compared with
   * @param values what is taken from there
   * @param allowed 1 at places that may be taken from, [1, h, w]; null for all
   */
  public T look(
      String name, T queries, T keys, T values, @Nullable T allowed, Rotation.Position position) {
    T attended =
        engine.linearAttention(
            projected(name + ".query", queries),
            projected(name + ".key", keys),
            projected(name + ".value", values),
            allowed,
            heads,
            new Rotation(position, name + ".rotation"));
    T a = engine.convolve(name + ".mix", attended, 1);
    T inner = engine.gelu(engine.convolve(name + ".in", a, 1));
    T u = engine.add(a, engine.convolve(name + ".out", inner, 1));
    return reweight ? new ChannelReweighting<>(engine).reweight(name + ".weigh", u) : u;
  }

  private T projected(String name, T x) {
    return engine.convolve(name + ".depth", engine.convolve(name, x, 1), 1);
  }
}
