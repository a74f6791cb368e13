package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.FeatureMaps;

/**
 * Square pieces of pictures at random places, turned and flipped at random; a picture that is too
 * small is continued by reflection. Every fifth is a {@link Drawing}.
 *
 * @param size of a side in pixels
 */
record Patches(int size, PictureSet.Split pictures) {
  private static final int PATCHES_A_PICTURE = 24;
  private static final int JITTER = 16;
  private static final int GENERATED = 5;

  /** At most {@code most} training patches, each [3, size, size] in 0 … 1. */
  List<FeatureMaps> toLearn(int most, RandomGenerator random) {
    return draw(pictures.training(), most, random);
  }

  /** At most {@code most} test patches. */
  List<FeatureMaps> toJudge(int most, RandomGenerator random) {
    boolean none = pictures.heldBack().isEmpty();
    return draw(none ? pictures.training() : pictures.heldBack(), most, random);
  }

  /** Draws patches from the pictures in turn. */
  private List<FeatureMaps> draw(List<Bitmap> from, int most, RandomGenerator random) {
    List<FeatureMaps> patches = new ArrayList<>();
    for (int i = 0; i < Math.min(most, PATCHES_A_PICTURE * from.size()); i++) {
      boolean generated = i % GENERATED == GENERATED - 1;
      patches.add(
          generated ? new Drawing(size, random).draw() : draw(from.get(i % from.size()), random));
    }
    return patches;
  }

  /** Half of the patches are enlarged up to 2.5 times, for the smooth parts of large pictures. */
  private FeatureMaps draw(Bitmap picture, RandomGenerator random) {
    Bitmap rgb = picture.rgb();
    double zoom = random.nextBoolean() ? 1 : 1 + 1.5 * random.nextDouble();
    int seen = (int) Math.ceil(size / zoom);
    int top = offset(rgb.height(), seen, random);
    int left = offset(rgb.width(), seen, random);
    int turn = random.nextInt(8);
    FeatureMaps x = new FeatureMaps(3, size, size);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int r = (turn & 1) == 0 ? row : size - 1 - row;
        int k = (turn & 2) == 0 ? column : size - 1 - column;
        double sourceRow = top + ((turn & 4) == 0 ? r : k) / zoom;
        double sourceColumn = left + ((turn & 4) == 0 ? k : r) / zoom;
        for (int c = 0; c < 3; c++) {
          x.set(c, row, column, (float) (sample(rgb, c, sourceRow, sourceColumn) / 255));
        }
      }
    }
    return x;
  }

  /** Bilinear between the four samples around a place, rounded as a picture is. */
  private static double sample(Bitmap rgb, int c, double row, double column) {
    int r = (int) Math.floor(row);
    int k = (int) Math.floor(column);
    double down = row - r;
    double right = column - k;
    int r0 = reflect(r, rgb.height());
    int r1 = reflect(r + 1, rgb.height());
    int k0 = reflect(k, rgb.width());
    int k1 = reflect(k + 1, rgb.width());
    double upper = (1 - right) * rgb.at(c, r0, k0) + right * rgb.at(c, r0, k1);
    double lower = (1 - right) * rgb.at(c, r1, k0) + right * rgb.at(c, r1, k1);
    return Math.rint((1 - down) * upper + down * lower);
  }

  private static int offset(int side, int seen, RandomGenerator random) {
    return side > seen + JITTER
        ? random.nextInt(side - seen + 1)
        : random.nextInt(JITTER + 1) - JITTER / 2 + Math.min(0, side - seen) / 2;
  }

  private static int reflect(int i, int side) {
    int at = Math.floorMod(i, 2 * side);
    return at < side ? at : 2 * side - 1 - at;
  }
}
