package offprint.papers.mlicv2;

import offprint.kernels.neural.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Log-magnitudes first, networks add to them: {@link Hyperprior}, {@link Context} and {@link
 * MoreReferences}.
 *
 * @param <T> maps
 */
record LogLinearModel<T>(Architecture architecture, Engine<T> engine) implements EntropyModel<T> {

  @Override
  public T analyse(T y) {
    return new Hyperprior<>(engine).analyse(y);
  }

  @Override
  public Hyperprior.Said<T> synthesise(T z) {
    return new Hyperprior<>(engine).synthesise(z);
  }

  @Override
  public @Nullable T inter(int slice, @Nullable T previous) {
    return new MoreReferences<>(architecture, engine).inter(slice, previous);
  }

  @Override
  public Context.Gaussians<T> of(int slice, Context.Known<T> known) {
    return new Context<>(architecture, engine).of(slice, known);
  }

  @Override
  public T rest(
      int slice, boolean anchors, Hyperprior.Said<T> said, @Nullable T previous, T current) {
    return new MoreReferences<>(architecture, engine).rest(slice, anchors, said, previous, current);
  }
}
