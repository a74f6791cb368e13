package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.image.YuvFrame;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * Training pairs of frames as coefficients, synthesised from still pictures or cut from own clips.
 *
 * @param synthetic null where there are no pictures
 * @param clip own frames; may be empty
 * @param share of own pairs among all, 0 to 1
 * @param distances of own pairs in frames, one drawn each time
 */
record Footage(
    @Nullable SyntheticMotion synthetic,
    List<YuvFrame> clip,
    double share,
    int side,
    List<Integer> distances) {
  /** As the paper draws them, including time reversal. */
  static final List<Integer> MANY = List.of(1, 1, 2, -1);

  /** Coefficients [M, h, w] of two frames. */
  record Pair(double[] before, double[] now, YuvFrame frame, int grid) {
    Example intra(Levels levels, int quality) {
      return new Example(latents(levels, now, quality), null, quality);
    }

    Example video(Levels levels, int quality) {
      return new Example(latents(levels, now, quality), latents(levels, before, quality), quality);
    }

    private Latents latents(Levels levels, double[] coefficients, int quality) {
      return levels.quantise(coefficients, quality, grid, grid);
    }
  }

  List<Pair> draw(int count, Transform transform, RandomGenerator random, Run run) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      run.progress(0, "frames to learn from");
      pairs.add(draw(transform, random));
    }
    return pairs;
  }

  Pair draw(Transform transform, RandomGenerator random) {
    boolean own = clip.size() > 2 && random.nextDouble() < share;
    SyntheticMotion.Pair pair = synthetic == null || own ? cut(random) : synthetic.draw(random);
    return new Pair(
        transform.coefficients(pair.before()),
        transform.coefficients(pair.now()),
        pair.now(),
        Latents.grid(side));
  }

  private SyntheticMotion.Pair cut(RandomGenerator random) {
    int distance = distances.get(random.nextInt(distances.size()));
    int at = random.nextInt(Math.max(0, distance), clip.size() + Math.min(0, distance));
    YuvFrame now = clip.get(at);
    int left = 2 * random.nextInt(Math.max(1, (now.width() - side) / 2 + 1));
    int top = 2 * random.nextInt(Math.max(1, (now.height() - side) / 2 + 1));
    return new SyntheticMotion.Pair(crop(clip.get(at - distance), left, top), crop(now, left, top));
  }

  /** A square crop; a smaller frame is padded with its last row and column. */
  private YuvFrame crop(YuvFrame frame, int left, int top) {
    return new YuvFrame(
        side,
        side,
        crop(frame.y(), frame.width(), frame.height(), left, top, side),
        crop(frame.u(), frame.chromaWidth(), frame.chromaHeight(), left / 2, top / 2, side / 2),
        crop(frame.v(), frame.chromaWidth(), frame.chromaHeight(), left / 2, top / 2, side / 2));
  }

  private static byte[] crop(byte[] plane, int w, int h, int left, int top, int size) {
    byte[] out = new byte[size * size];
    for (int i = 0; i < out.length; i++) {
      int row = Math.min(h - 1, top + i / size);
      out[i] = plane[row * w + Math.min(w - 1, left + i % size)];
    }
    return out;
  }
}
