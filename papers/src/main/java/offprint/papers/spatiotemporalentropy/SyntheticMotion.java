package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.YuvColour;
import offprint.kernels.image.YuvFrame;

/**
 * Two frames of a moment in motion, made of still pictures: a background and, in half of them, an
 * ellipse of another picture in front, each with its own velocity (40 % stand still, else a random
 * direction and an exponential speed of mean 1.5 or 3 pixels a frame), a slight turn and zoom, a
 * ramp of brightness, noise, at a distance of 1, 2 or −1 frames.
 *
 * @param pictures RGB
 * @param side of the frames, in pixels
 */
record SyntheticMotion(List<Bitmap> pictures, int side) {
  private static final int LEAST_HALVED = 128;
  private static final double[] NOISE = {0, 0.7, 1.5};
  private static final int[] DISTANCES = {1, 1, 2, -1};

  /** Motion of these pictures, each also at half its size to add fine detail. */
  static SyntheticMotion of(List<Bitmap> pictures, int side) {
    List<Bitmap> all = new ArrayList<>(pictures);
    pictures.stream()
        .filter(p -> Math.min(p.width(), p.height()) >= LEAST_HALVED)
        .forEach(p -> all.add(halved(p)));
    return new SyntheticMotion(all, side);
  }

  private static Bitmap halved(Bitmap picture) {
    Bitmap half = Bitmap.blank(picture.width() / 2, picture.height() / 2, picture.channels());
    for (int c = 0; c < picture.channels(); c++) {
      for (int i = 0; i < half.width() * half.height(); i++) {
        int row = 2 * (i / half.width());
        int column = 2 * (i % half.width());
        int sum = 2;
        for (int t = 0; t < 4; t++) {
          sum += picture.at(c, row + t / 2, column + t % 2);
        }
        half.planes().get(c)[i] = (byte) (sum / 4);
      }
    }
    return half;
  }

  /** A frame and the one before. */
  record Pair(YuvFrame before, YuvFrame now) {}

  /** A picture, flipped and turned, seen through a window. */
  private record View(Bitmap picture, int turn, double left, double top) {
    /** The sample at a place of the window, by Catmull-Rom cubics, mirrored at the borders. */
    double at(int channel, double x, double y) {
      double u = left + x;
      double v = top + y;
      int column = (int) Math.floor(u);
      int row = (int) Math.floor(v);
      if (u == column && v == row) {
        return sample(channel, column, row);
      }
      double sum = 0;
      for (int i = -1; i <= 2; i++) {
        double line = 0;
        for (int j = -1; j <= 2; j++) {
          line += cubic(u - column - j) * sample(channel, column + j, row + i);
        }
        sum += cubic(v - row - i) * line;
      }
      return sum;
    }

    private double sample(int channel, int column, int row) {
      int x = (turn & 4) == 0 ? column : row;
      int y = (turn & 4) == 0 ? row : column;
      int w = picture.width();
      int h = picture.height();
      x = mirrored((turn & 1) == 0 ? x : w - 1 - x, w);
      y = mirrored((turn & 2) == 0 ? y : h - 1 - y, h);
      return picture.planes().get(channel)[y * w + x] & 0xFF;
    }

    private static int mirrored(int at, int size) {
      int m = Math.floorMod(at, 2 * size);
      return m < size ? m : 2 * size - 1 - m;
    }

    private static double cubic(double t) {
      double a = Math.abs(t);
      if (a < 1) {
        return (1.5 * a - 2.5) * a * a + 1;
      }
      return a < 2 ? ((-0.5 * a + 2.5) * a - 4) * a + 2 : 0;
    }
  }

  private View view(RandomGenerator random) {
    Bitmap picture = pictures.get(random.nextInt(pictures.size()));
    int room = Math.max(1, Math.min(picture.width(), picture.height()) - side);
    return new View(picture, random.nextInt(8), random.nextInt(room), random.nextInt(room));
  }

  private static double[] velocity(RandomGenerator random) {
    boolean still = random.nextDouble() < 0.4;
    double angle = 2 * Math.PI * random.nextDouble();
    double speed = random.nextExponential() * (random.nextBoolean() ? 1.5 : 3);
    return still
        ? new double[2]
        : new double[] {speed * StrictMath.cos(angle), speed * StrictMath.sin(angle)};
  }

  Pair draw(RandomGenerator random) {
    View back = view(random);
    View front = view(random);
    int time = DISTANCES[random.nextInt(DISTANCES.length)];
    double[] v = velocity(random);
    double[] vFront = velocity(random);
    boolean moves = v[0] != 0 || v[1] != 0;
    double turn = moves ? 0.003 * time * random.nextGaussian() : 0;
    double zoom = 1 + (moves ? 0.003 * time * random.nextGaussian() : 0);
    boolean object = random.nextBoolean();
    double ramp = random.nextDouble() < 0.3 ? time * random.nextGaussian() : 0;
    double noise = NOISE[random.nextInt(NOISE.length)];
    double cx = side * random.nextDouble(0.2, 0.8);
    double cy = side * random.nextDouble(0.2, 0.8);
    double rx = random.nextDouble(12, 45);
    double ry = random.nextDouble(12, 45);
    byte[][] before = new byte[3][side * side];
    byte[][] now = new byte[3][side * side];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int i = row * side + column;
        double ox = column - side / 2.0;
        double oy = row - side / 2.0;
        double x = column;
        double y = row;
        if (moves) {
          x = (ox - turn * oy) * zoom + side / 2.0 + v[0] * time;
          y = (oy + turn * ox) * zoom + side / 2.0 + v[1] * time;
        }
        double fx = vFront[0] * time;
        double fy = vFront[1] * time;
        boolean inBefore = object && inside(column - cx, row - cy, rx, ry);
        boolean inNow = object && inside(column - cx - fx, row - cy - fy, rx, ry);
        for (int c = 0; c < 3; c++) {
          double a = (inBefore ? front : back).at(c, column, row);
          double b = inNow ? front.at(c, column - fx, row - fy) : back.at(c, x, y);
          if (noise > 0) {
            a += noise * random.nextGaussian();
            b += noise * random.nextGaussian();
          }
          before[c][i] = pixel(a);
          now[c][i] = pixel(b + ramp);
        }
      }
    }
    return new Pair(yuv(before), yuv(now));
  }

  private static boolean inside(double x, double y, double rx, double ry) {
    return x * x / (rx * rx) + y * y / (ry * ry) < 1;
  }

  private static byte pixel(double value) {
    return (byte) Math.clamp(Math.round(value), 0, 255);
  }

  private YuvFrame yuv(byte[][] rgb) {
    return YuvColour.LIMITED.toYuv(new Bitmap(side, side, List.of(rgb)));
  }
}
