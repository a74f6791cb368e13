package offprint.papers.rnnhmm;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.hmm.CategoricalModel;

/** Fresh sequences of a hidden Markov model. */
record HmmTarget(CategoricalModel model) implements Target {
  @Override
  public int outputs() {
    return model.symbols();
  }

  @Override
  public boolean symbols() {
    return true;
  }

  @Override
  public void draw(float[] points, int count, int length, RandomGenerator random) {
    Arrays.fill(points, 0);
    for (int i = 0; i < count; i++) {
      int[] drawn = model.sample(length, random);
      for (int t = 0; t < length; t++) {
        points[(i * length + t) * outputs() + drawn[t]] = 1;
      }
    }
  }

  @Override
  public double diameter(int length) {
    return Math.sqrt((double) length * outputs());
  }
}
