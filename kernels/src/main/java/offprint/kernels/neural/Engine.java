package offprint.kernels.neural;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations on maps [channels, height, width], perhaps several side by side. Weights are named.
 *
 * @param <T> a map or a batch of maps
 */
public interface Engine<T> {
  /**
   * Convolution with {@code name.weight} [out, in, n, n] and {@code name.bias} [out], zero padding
   * n/2, n odd; with weight [out, 1, n, n] and several inputs each channel by itself.
   *
   * @param stride in both directions
   */
  T convolve(String name, T x, int stride);

  /**
   * The convolution of {@link #convolve} at stride 1 by those of its taps that come before the
   * place in the order of rows, so that the rest of the map need not be known.
   */
  T convolveBefore(String name, T x);

  /** x Φ(x). */
  T gelu(T x);

  /** x where it is above 0, x/100 elsewhere. */
  T leakyRelu(T x);

  /** 1 / (1 + e^-x). */
  T sigmoid(T x);

  T tanh(T x);

  /** Over the channels at each position, with {@code name.weight} and {@code name.bias}, ε 1e-6. */
  T layerNorm(String name, T x);

  T add(T a, T b);

  /** Elementwise product; {@code b} may have one channel, which then holds for all of {@code a}. */
  T multiply(T a, T b);

  T scale(T x, double factor);

  T shift(T x, double by);

  T clamp(T x, double least, double greatest);

  /** 1 where x is at least {@code threshold}, 0 elsewhere. */
  T atLeast(T x, double threshold);

  /** ln(0.1 + |x|). */
  T logMagnitude(T x);

  /** Mean of |x| over each group of {@code size} channels. */
  T groupMagnitude(T x, int size);

  /** Mean over the 3 x 3 positions around each, zero outside. */
  T mean3(T x);

  /** Mean over the 4 neighbours of each position, zero outside. */
  T meanOfNeighbours(T x);

  /** Means of the blocks of {@code size} x {@code size} positions. */
  T blockMean(T x, int size);

  /** As {@link #pixelShuffle(Object, int)}, by 2. */
  default T pixelShuffle(T x) {
    return pixelShuffle(x, 2);
  }

  /**
   * [c f², h, w] to [c, f h, f w]: channel c f² + i f + j becomes row f y + i, column f x + j.
   *
   * @param f in both directions
   */
  T pixelShuffle(T x, int f);

  /** Undoes {@link #pixelShuffle(Object, int)}: blocks of f x f positions become channels. */
  T pixelUnshuffle(T x, int f);

  T concat(List<T> parts);

  /** The first {@code height} rows and {@code width} columns. */
  T crop(T x, int height, int width);

  /** Channels {@code from} to {@code to}, exclusive. */
  T channels(T x, int from, int to);

  /** 1 / √x. */
  T inverseRoot(T x);

  /**
   * Attention to all positions in time linear in their number. In each head: q becomes its softmax
   * over the channels, k its softmax over the allowed positions, both are then rotated, and out_i =
   * Σ_j (q_i · k_j) v_j, computed as (Σ_j k_j v_jᵀ)ᵀ q_i.
   *
   * @param q [c, h, w], c a multiple of 2 · heads
   * @param k [c, h, w]
   * @param v [c, h, w]
   * @param allowed 1 at positions whose k and v count, 0 elsewhere, [1, h, w]; null for all
   */
  T linearAttention(T q, T k, T v, @Nullable T allowed, int heads, Rotation rotation);

  /**
   * Attention among the 12 places of odd offset in the 5 x 5 window around each place: softmax of q
   * · k / √d over those inside the picture, q and k rotated by their own place.
   *
   * @param three q, k and v one after another, [3 c, h, w], c a multiple of 2 · heads
   * @return channel by channel the 12 places in raster order, [12 c, h, w]; 0 outside the picture
   */
  T windowAttention(T three, int heads, Rotation rotation);

  /**
   * Attention of channels to channels: softmax over each row of q kᵀ / √(h w), times v.
   *
   * @param q [c, h, w]
   * @param k [c, h, w]
   * @param v [c, h, w]
   */
  T channelAttention(T q, T k, T v);
}
