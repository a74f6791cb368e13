package offprint.papers.mecb;

import java.util.Random;

/** Random distributions for property tests; {@code -Dseed=} repeats a run. */
final class RandomLaws {
  static final long SEED = Long.getLong("seed", 20241028L);
  private final Random random = new Random(SEED);

  /** Dirichlet(1): normalised exponentials. */
  double[] dirichlet(int n) {
    double[] p = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      p[i] = -Math.log(1 - random.nextDouble());
      sum += p[i];
    }
    for (int i = 0; i < n; i++) {
      p[i] /= sum;
    }
    return p;
  }

  int size(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  double upTo(double high) {
    return high * random.nextDouble();
  }

  Random random() {
    return random;
  }
}
