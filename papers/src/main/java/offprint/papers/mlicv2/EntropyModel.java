package offprint.papers.mlicv2;

import offprint.kernels.neural.Engine;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the elements of y before they are decoded: a hyperprior, and for each pass of
 * each slice means and scales from the references.
 *
 * @param <T> maps
 */
interface EntropyModel<T> {

  /**
   * h_a, at the encoder only.
   *
   * @param y [M, h, w] in steps of the quantiser; h and w multiples of 4
   * @return [Nz, h/4, w/4], not rounded
   */
  T analyse(T y);

  /**
   * h_s.
   *
   * @param z [Nz, h/4, w/4], whole numbers
   */
  Hyperprior.Said<T> synthesise(T z);

  /** Global context of slice k in the slices before, for both passes; null where there is none. */
  @Nullable T inter(int slice, @Nullable T previous);

  /** Means and scale indices of a pass; of the anchors' where their values are not known yet. */
  Context.Gaussians<T> of(int slice, Context.Known<T> known);

  /**
   * Latent residual prediction (LRP): what to add to the elements decoded in a pass.
   *
   * @param current this slice as far as it is decoded
   * @return [s, h, w] in −½ … ½ steps
   */
  T rest(int slice, boolean anchors, Hyperprior.Said<T> said, @Nullable T previous, T current);

  /** The entropy model of an architecture. */
  static <T> EntropyModel<T> of(Architecture a, Engine<T> engine) {
    return switch (a.networks().wiring()) {
      case LOG_LINEAR -> new LogLinearModel<>(a, engine);
      case NETWORKS -> new NetworkModel<>(a, engine);
    };
  }
}
