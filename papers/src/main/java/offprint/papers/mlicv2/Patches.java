package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.Maps;

/**
 * Square pieces of pictures at random places, turned and flipped at random; a picture that is too
 * small is continued by reflection.
 */
record Patches(int size) {
  private static final int JITTER = 16;

  /** {@code count} patches, the pictures in turn: each [3, size, size] in 0 … 1. */
  List<Maps> draw(List<Bitmap> pictures, int count, RandomGenerator random) {
    List<Maps> patches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      patches.add(draw(pictures.get(i % pictures.size()), random));
    }
    return patches;
  }

  private Maps draw(Bitmap picture, RandomGenerator random) {
    Bitmap rgb = picture.rgb();
    int top = offset(rgb.height(), random);
    int left = offset(rgb.width(), random);
    int turn = random.nextInt(8);
    Maps x = new Maps(3, size, size);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int r = (turn & 1) == 0 ? row : size - 1 - row;
        int k = (turn & 2) == 0 ? column : size - 1 - column;
        int sourceRow = reflect(top + ((turn & 4) == 0 ? r : k), rgb.height());
        int sourceColumn = reflect(left + ((turn & 4) == 0 ? k : r), rgb.width());
        for (int c = 0; c < 3; c++) {
          x.set(c, row, column, rgb.at(c, sourceRow, sourceColumn) / 255f);
        }
      }
    }
    return x;
  }

  private int offset(int side, RandomGenerator random) {
    return side > size + JITTER
        ? random.nextInt(side - size + 1)
        : random.nextInt(JITTER + 1) - JITTER / 2 + Math.min(0, side - size) / 2;
  }

  private static int reflect(int i, int side) {
    int period = 2 * side;
    int at = Math.floorMod(i, period);
    return at < side ? at : period - 1 - at;
  }
}
