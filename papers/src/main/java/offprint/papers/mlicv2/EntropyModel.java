package offprint.papers.mlicv2;

import java.util.List;
import offprint.kernels.neural.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the elements of y from what is decoded before them: a hyperprior z for all, and for each
 * pass of each slice the references.
 *
 * @param <T> maps
 */
interface EntropyModel<T> {

  /**
   * The output of the hyperprior at each position.
   *
   * @param plain [·, h, w]: the part that guides the global reference of slice 0
   * @param curved [·, h, w]: the rest
   */
  record Hyper<T>(T plain, T curved) {
    T both(Engine<T> engine) {
      return engine.concat(List.of(plain, curved));
    }
  }

  /**
   * The decoded values known before a pass.
   *
   * @param previous slices 0 … k−1 decoded, [k s, h, w]; null for the first slice
   * @param anchors this slice's anchors decoded, 0 elsewhere, [s, h, w]; null in the anchors' pass
   * @param inter global context in the slices before; null without that reference
   * @param gain of the quality at each position, [1, h, w]
   * @param mask 1 at anchors, [1, h, w]
   * @param others 1 elsewhere, [1, h, w]
   */
  record Known<T>(
      @Nullable T previous,
      @Nullable T anchors,
      @Nullable T inter,
      Hyper<T> hyper,
      T gain,
      T mask,
      T others) {

    Known<T> withAnchors(T decoded) {
      return new Known<>(previous, decoded, inter, hyper, gain, mask, others);
    }
  }

  /**
   * A Gaussian for each element.
   *
   * @param mean [s, h, w] in steps
   * @param index of the scale table, [s, h, w], in 0 … 63
   */
  record Gaussians<T>(T mean, T index) {}

  /**
   * h_a, at the encoder only.
   *
   * @param y [M, h, w] in steps of the quantiser; h and w multiples of 4
   * @return z [Nz, h/4, w/4], not rounded
   */
  T analyse(T y);

  /**
   * h_s.
   *
   * @param z [Nz, h/4, w/4], whole numbers
   */
  Hyper<T> synthesise(T z);

  Attention<T> attention();

  /** Means and scale indices of a pass of slice k, the anchors' where they are not known yet. */
  Gaussians<T> predict(int slice, Known<T> known);

  /** What is known before the first pass of slice k. */
  default Known<T> known(int k, @Nullable T previous, Hyper<T> hyper, T gain, T mask, T others) {
    @Nullable T inter = attention().inter(k, previous);
    return new Known<>(previous, null, inter, hyper, gain, mask, others);
  }

  /** The entropy model of an architecture. */
  static <T> EntropyModel<T> of(Architecture a, Engine<T> engine) {
    return a.logLinear() ? new LogLinearModel<>(a, engine) : new NetworkModel<>(a, engine);
  }

  /** The name under which the weights of a pass are kept. */
  static String pass(int slice, boolean anchors) {
    return "slice" + slice + (anchors ? ".anchors" : ".others");
  }
}
