package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Adam;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;

/**
 * Refines the latents of a tile before they are coded: y and z descend along J, softly rounded; the
 * best file seen is kept, so it is never worse than without. The decoder knows nothing of it.
 *
 * @param trained the model file's tensors
 * @param iterations of Adam for each tile
 */
record Refinement(Safetensors trained, int iterations, RandomGenerator random) {
  private static final double RATE = 5e-3;
  private static final int TRIALS = 10;

  /** How far from the encoder's own choice the descent begins, in steps. */
  private static final float INSIDE = 0.45f;

  /**
   * A coded tile.
   *
   * @param first J in bits without refinement
   * @param last J in bits of what was kept
   */
  record Refined(TileCoder.Coded coded, double first, double last) {}

  /**
   * @param y [M, h, w] in steps
   */
  Refined refine(
      TileCoder coder, Model model, Quality quality, FeatureMaps y, DoubleConsumer progress) {
    Architecture a = model.architecture();
    double share = 1.0 / ((double) y.area() * a.stride() * a.stride());
    TileCoder.Coded best = coder.encode(y);
    double first = cost(best, y);
    double least = first;
    try (Session session = Session.open()) {
      Parameters weights = Declaration.entropy(a).on(session, random);
      weights.load(trained);
      weights.flat().setRequiresGradient(false);
      FeatureMaps z = coder.analyse(y);
      Parameters free = free(session, near(best.decoded(), y), z);
      NDArray original = constant(session, y);
      FeatureMaps gains = new FeatureMaps(1, y.height(), y.width());
      Arrays.fill(gains.values(), quality.gain());
      NDArray gain = constant(session, gains);
      NDArray mask = constant(session, Checkerboard.ODD.anchors(y.height(), y.width()));
      Adam adam = new Adam(free);
      for (int it = 1; it <= iterations; it++) {
        progress.accept((double) it / iterations);
        Annealing rounding = new Annealing(Annealing.temperature(it, iterations), random);
        Gradient.of(
            () -> {
              Parameters.Views views = free.views();
              NDArray soft = rounding.round(views.get("z")).coded();
              return new CodingCost(a, a.slices(), weights.views(), rounding)
                  .of(views.get("y"), original, soft, gain, mask, share)
                  .cost();
            });
        adam.step(RATE);
        if (it % Math.max(1, iterations / TRIALS) == 0) {
          Safetensors now = Safetensors.of(free.tensors(), Map.of());
          FeatureMaps moved = maps(now, "y", y);
          TileCoder.Coded trial = coder.encode(moved, maps(now, "z", z));
          double cost = cost(trial, y);
          if (cost < least) {
            least = cost;
            best = trial;
          }
        }
      }
    }
    return new Refined(best, first, least);
  }

  /** J in bits of the tile. */
  static double cost(TileCoder.Coded coded, FeatureMaps y) {
    double cost = 0;
    for (double bits : coded.bits()) {
      cost += bits;
    }
    for (int i = 0; i < y.values().length; i++) {
      double error = y.values()[i] - coded.decoded().values()[i];
      cost += CodingCost.ERROR_WEIGHT * error * error;
    }
    return cost;
  }

  private static FeatureMaps near(FeatureMaps decoded, FeatureMaps y) {
    float[] values = decoded.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += Math.clamp(y.values()[i] - values[i], -INSIDE, INSIDE);
    }
    return new FeatureMaps(y.channels(), y.height(), y.width(), values);
  }

  private static NDArray constant(Session session, FeatureMaps x) {
    return session.constant(x.values(), 1, x.channels(), x.height(), x.width());
  }

  private Parameters free(Session session, FeatureMaps y, FeatureMaps z) {
    Parameters free =
        Parameters.declare()
            .add("y", _ -> 0, 1, y.channels(), y.height(), y.width())
            .add("z", _ -> 0, 1, z.channels(), z.height(), z.width())
            .on(session, random);
    Map<String, Safetensors.Tensor> first = new LinkedHashMap<>();
    first.put("y", tensor(y));
    first.put("z", tensor(z));
    free.load(Safetensors.of(first, Map.of()));
    return free;
  }

  private static Safetensors.Tensor tensor(FeatureMaps x) {
    return Safetensors.Tensor.of(x.values(), 1, x.channels(), x.height(), x.width());
  }

  private static FeatureMaps maps(Safetensors file, String name, FeatureMaps like) {
    float[] values = file.floats(name, 1, like.channels(), like.height(), like.width());
    return new FeatureMaps(like.channels(), like.height(), like.width(), values);
  }
}
