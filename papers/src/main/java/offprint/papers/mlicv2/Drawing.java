package offprint.papers.mlicv2;

import java.util.random.RandomGenerator;
import offprint.kernels.neural.FeatureMaps;

/**
 * A generated patch for training: a gradient of two colours, half-planes and discs of other colours
 * over it, with soft or hard edges, and a little noise in half of them.
 */
record Drawing(int size, RandomGenerator random) {
  private static final int MOST_SHAPES = 12;
  private static final double MOST_NOISE = 3;

  FeatureMaps draw() {
    FeatureMaps x = new FeatureMaps(3, size, size);
    gradient(x);
    int shapes = random.nextInt(MOST_SHAPES);
    for (int i = 0; i < shapes; i++) {
      shape(x);
    }
    double noise = random.nextBoolean() ? MOST_NOISE * random.nextDouble() : 0;
    for (int i = 0; i < x.values().length; i++) {
      double value = 255 * x.values()[i] + noise * random.nextGaussian();
      x.values()[i] = Math.clamp(Math.round(value), 0, 255) / 255f;
    }
    return x;
  }

  private double[] colour() {
    return new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()};
  }

  private void gradient(FeatureMaps x) {
    double[] from = colour();
    double[] to = colour();
    double part = random.nextDouble();
    double angle = 2 * Math.PI * random.nextDouble();
    for (int i = 0; i < x.area(); i++) {
      double along = along(i, angle);
      for (int c = 0; c < 3; c++) {
        double value = from[c] + part * (to[c] - from[c]) * (along + 0.5);
        x.values()[c * x.area() + i] = (float) value;
      }
    }
  }

  private double down(int i) {
    int row = i / size;
    return row / (double) size;
  }

  private double right(int i) {
    return i % size / (double) size;
  }

  /** Place along a direction, about −½ … ½. */
  private double along(int i, double angle) {
    return (down(i) - 0.5) * Math.sin(angle) + (right(i) - 0.5) * Math.cos(angle);
  }

  private void shape(FeatureMaps x) {
    double[] colour = colour();
    boolean disc = random.nextBoolean();
    double softness = random.nextBoolean() ? 1.0 / size : 0.1 * random.nextDouble() + 1e-3;
    double angle = 2 * Math.PI * random.nextDouble();
    double edge = 0.6 * random.nextDouble();
    double row = random.nextDouble();
    double column = random.nextDouble();
    double radius = 0.02 + 0.3 * random.nextDouble();
    for (int i = 0; i < x.area(); i++) {
      double inside;
      if (disc) {
        double dy = down(i) - row;
        double dx = right(i) - column;
        inside = radius - Math.sqrt(dx * dx + dy * dy);
      } else {
        inside = along(i, angle) - edge;
      }
      float cover = (float) Math.clamp(0.5 + inside / softness, 0, 1);
      for (int c = 0; c < 3; c++) {
        int at = c * x.area() + i;
        x.values()[at] += cover * ((float) colour[c] - x.values()[at]);
      }
    }
  }
}
