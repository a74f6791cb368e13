package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The channels of the latents: frequencies of an orthonormal cosine transform, first of 16 x 16
 * luma samples, then of the 8 x 8 blue, then of the 8 x 8 red differences that lie in the same
 * place; each part by rising i + j, |i − j|, i, j.
 *
 * @param channels luma takes two thirds, each colour a sixth; of a multiple of 8 that is none of 6,
 *     each colour takes a sixth rounded down to a multiple of 8, or what luma's 256 leave
 */
record Frequencies(int channels) {
  /** Side of a luma block. */
  static final int LUMA = 16;

  /** Side of a chroma block. */
  static final int CHROMA = 8;

  Frequencies {
    require(channels);
  }

  /**
   * @throws IllegalArgumentException if there is no rule for so many channels
   */
  static void require(int channels) {
    boolean divides = channels % 6 == 0 || (channels % CHROMA == 0 && channels >= 6 * CHROMA);
    if (channels < 6 || !divides || channels > 6 * CHROMA * CHROMA) {
      throw new IllegalArgumentException(
          "channels must be a multiple of 6 in 6 to 384 or of 8 in 48 to 384: got " + channels);
    }
  }

  /**
   * A frequency.
   *
   * @param plane 0, 1, 2: luma, blue, red
   * @param i along rows, top to bottom
   * @param j along columns
   */
  record Frequency(int plane, int i, int j) {
    /** True if neither index differs by more than 1. */
    boolean beside(Frequency other) {
      return Math.abs(i - other.i) <= 1 && Math.abs(j - other.j) <= 1;
    }

    double distance(Frequency other) {
      return Math.sqrt(Math.pow(i - other.i, 2) + Math.pow(j - other.j, 2));
    }
  }

  int luma() {
    return channels - 2 * chroma();
  }

  int chroma() {
    int sixth = channels / 6;
    return channels % 6 == 0
        ? sixth
        : Math.max(sixth / CHROMA * CHROMA, (channels - LUMA * LUMA + 1) / 2);
  }

  /** The first channel of plane 0, 1, 2; {@link #channels} for 3. */
  int first(int plane) {
    return plane == 0 ? 0 : luma() + (plane - 1) * chroma();
  }

  List<Frequency> list() {
    List<Frequency> all = new ArrayList<>();
    for (int plane = 0; plane < 3; plane++) {
      all.addAll(
          order(plane, plane == 0 ? LUMA : CHROMA).subList(0, plane == 0 ? luma() : chroma()));
    }
    return all;
  }

  static List<Frequency> order(int plane, int size) {
    List<Frequency> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        all.add(new Frequency(plane, i, j));
      }
    }
    all.sort(
        Comparator.<Frequency>comparingInt(f -> f.i + f.j)
            .thenComparingInt(f -> Math.abs(f.i - f.j))
            .thenComparingInt(Frequency::i)
            .thenComparingInt(Frequency::j));
    return all;
  }

  /** cos-transform row k of {@code size} samples, orthonormal: [size, size]. */
  static double[][] cosines(int size) {
    double[][] rows = new double[size][size];
    for (int k = 0; k < size; k++) {
      for (int x = 0; x < size; x++) {
        rows[k][x] =
            Math.sqrt((k == 0 ? 1.0 : 2.0) / size)
                * StrictMath.cos(Math.PI * (2 * x + 1) * k / (2 * size));
      }
    }
    return rows;
  }
}
