package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.random.RandomGenerator;
import offprint.kernels.torch.Functional;

/**
 * Rounding down or up by chance, softly (stochastic Gumbel annealing, SGA): the nearer a whole
 * number, the likelier, and the more surely, the lower the temperature.
 */
record Annealing(double temperature, RandomGenerator random) implements Rounding {
  private static final double MOST = 1 - 1e-5;
  private static final double FIRST = 0.5;
  private static final double QUIET = 0.35;
  private static final double FALL = 2;

  /** T = ½ exp(−2 max(0, it/iterations − 0.35)): the paper's 1e-3 a step at 2000 steps. */
  static double temperature(int iteration, int iterations) {
    double done = (double) iteration / iterations;
    return FIRST * Math.exp(-FALL * Math.max(0, done - QUIET));
  }

  /** Probability of rounding v up. */
  static double up(double v, double temperature) {
    double down = Math.min(v - Math.floor(v), MOST);
    double rest = Math.min(Math.ceil(v) - v, MOST);
    if (down == 0) {
      return 0.5;
    }
    return 1 / (1 + Math.exp((atanh(rest) - atanh(down)) / temperature));
  }

  private static double atanh(double x) {
    return 0.5 * Math.log((1 + x) / (1 - x));
  }

  @Override
  public Rounded round(NDArray rest) {
    NDArray floor = rest.stopGradient().floor();
    NDArray above = bounded(rest.sub(floor));
    NDArray below = bounded(number(rest, 1).sub(rest.sub(floor)));
    NDArray favour = atanh(above).sub(atanh(below));
    float[] noise = new float[(int) rest.size()];
    for (int i = 0; i < noise.length; i++) {
      double u = 1e-6 + (1 - 2e-6) * random.nextDouble();
      noise[i] = (float) Math.log(u / (1 - u)); // difference of two Gumbel numbers
    }
    NDArray chance = rest.getManager().create(noise, rest.getShape());
    NDArray scaled = Functional.scale(favour, 1 / temperature).add(chance);
    NDArray up = JniUtils.sigmoid((PtNDArray) Functional.scale(scaled, 1 / temperature));
    NDArray soft = floor.add(up);
    return new Rounded(soft, soft, true);
  }

  private static NDArray bounded(NDArray x) {
    return x.clip(1 - MOST, MOST);
  }

  private static NDArray atanh(NDArray x) {
    NDArray one = number(x, 1);
    return Functional.scale(one.add(x).div(one.sub(x)).log(), 0.5);
  }

  private static NDArray number(NDArray like, double value) {
    return like.getManager().create((float) value);
  }
}
