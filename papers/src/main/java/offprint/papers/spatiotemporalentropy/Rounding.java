package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How coefficients in steps of the quantiser become whole numbers: ⌊v + o⌋ for v ≥ 0, and −⌈−v − (1
 * − o)⌉ below, with o = min(offset, quiet + ½ a), a the mean of min(|v|, 2) over the up to eight
 * frequencies next to it in the same place (counting 1 each) and the same frequency in the up to
 * four places next to it (½ each). Where all around is small, a lone value costs many bits and
 * falls to 0. Only coefficients of the frame itself decide, so a frame's latents are the same
 * whatever is switched on, and a decoder need not know.
 *
 * @param offset at most ½, which rounds
 * @param quiet where nothing is around, at most {@code offset}
 */
record Rounding(float offset, float quiet) {
  private static final double SLOPE = 0.5;
  private static final double MOST = 2;
  private static final double BESIDE = 0.5;

  Rounding {
    if (!(quiet >= 0 && quiet <= offset && offset <= 0.5)) {
      throw new IllegalArgumentException(
          "quiet must be in 0 to offset, and offset at most 0.5: got %s and %s"
              .formatted(quiet, offset));
    }
  }

  /** The same everywhere. */
  static Rounding plain(float offset) {
    return new Rounding(offset, offset);
  }

  /**
   * @param v in steps, [channels, height, width]
   */
  int[] whole(double[] v, int height, int width) {
    int area = height * width;
    int channels = v.length / area;
    int[] y = new int[v.length];
    List<int[]> near = quiet == offset ? List.of() : near(channels);
    for (int i = 0; i < v.length; i++) {
      if (Math.abs(v[i]) + offset < 1) {
        continue;
      }
      double o = offset;
      if (quiet < offset) {
        o = Math.min(o, quiet + SLOPE * around(v, i, near.get(i / area), width, area));
      }
      double whole = v[i] < 0 ? -Math.ceil(-v[i] - (1 - o)) : Math.floor(v[i] + o);
      y[i] = (int) Math.clamp(whole, -Latents.MOST, Latents.MOST);
    }
    return y;
  }

  private static double around(double[] v, int i, int[] near, int width, int area) {
    int position = i % area;
    double sum = 0;
    double weight = near.length;
    for (int channel : near) {
      sum += size(v[channel * area + position]);
    }
    int column = position % width;
    boolean[] inside = {position >= width, position < area - width, column > 0, column < width - 1};
    int[] steps = {-width, width, -1, 1};
    for (int k = 0; k < steps.length; k++) {
      if (inside[k]) {
        sum += BESIDE * size(v[i + steps[k]]);
        weight += BESIDE;
      }
    }
    return weight == 0 ? 0 : sum / weight;
  }

  private static double size(double v) {
    return Math.min(Math.abs(v), MOST);
  }

  private static List<int[]> near(int channels) {
    List<Frequencies.Frequency> all = new Frequencies(channels).list();
    List<int[]> near = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      int[] found = new int[8];
      int count = 0;
      for (int d = 0; d < channels; d++) {
        boolean next = all.get(c).plane() == all.get(d).plane() && all.get(c).beside(all.get(d));
        if (next && c != d) {
          found[count++] = d;
        }
      }
      near.add(Arrays.copyOf(found, count));
    }
    return near;
  }
}
