package offprint.papers.mlicv2;

import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.FeatureMaps;

/**
 * Patches of the pictures of a training.
 *
 * @param size of a side in pixels
 * @param training pictures learned from
 * @param heldBack pictures that only judge; where there are none, the others do
 */
record PatchSupply(int size, List<Bitmap> training, List<Bitmap> heldBack) {
  private static final int PATCHES_A_PICTURE = 24;

  /** At most {@code most} patches to learn from. */
  List<FeatureMaps> toLearn(int most, RandomGenerator random) {
    return draw(training, most, random);
  }

  /** At most {@code most} patches to judge by. */
  List<FeatureMaps> toJudge(int most, RandomGenerator random) {
    return draw(heldBack.isEmpty() ? training : heldBack, most, random);
  }

  private List<FeatureMaps> draw(List<Bitmap> pictures, int most, RandomGenerator random) {
    int count = Math.min(most, PATCHES_A_PICTURE * pictures.size());
    return new Patches(size).draw(pictures, count, random);
  }
}
