package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;
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
 * @param iterations of Adam for each tile
 */
record Refinement(Model model, int iterations, RandomGenerator random) {
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
  Refined refine(TileCoder coder, Quality quality, FeatureMaps y, DoubleConsumer progress) {
    Architecture a = model.architecture();
    TileCoder.Coded best = coder.encode(y);
    double first = cost(best, y);
    double least = first;
    try (Session session = Session.open()) {
      Parameters declared = Declaration.entropy(a).on(session, random);
      declared.load(model.tensors());
      declared.flat().setRequiresGradient(false);
      FeatureMaps z = coder.analyse(y);
      Parameters free = free(session, near(best.decoded(), y), z);
      Batch original = new Batch(List.of(y), List.of(quality));
      NDArray wanted = original.stacked(session);
      NDArray gain = original.each(session, Quality::gain);
      Adam adam = new Adam(free);
      for (int it = 1; it <= iterations; it++) {
        progress.accept((double) it / iterations);
        Annealing rounding = new Annealing(Annealing.temperature(it, iterations), random);
        Gradient.of(
            () -> {
              Parameters.Views views = free.views();
              NDArray soft = rounding.round(views.get("z")).coded();
              return new CodingCost(a, a.slices(), declared.views(), rounding)
                  .of(views.get("y"), wanted, soft, gain)
                  .cost();
            });
        adam.step(RATE);
        if (it % Math.max(1, iterations / TRIALS) == 0) {
          Safetensors now = Safetensors.of(free.tensors(), Map.of());
          TileCoder.Coded trial = coder.encode(maps(now, "y", y), maps(now, "z", z));
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

  private Parameters free(Session session, FeatureMaps y, FeatureMaps z) {
    return Parameters.declare()
        .add("y", Declaration.values(y.values()), 1, y.channels(), y.height(), y.width())
        .add("z", Declaration.values(z.values()), 1, z.channels(), z.height(), z.width())
        .on(session, random);
  }

  private static FeatureMaps maps(Safetensors file, String name, FeatureMaps like) {
    float[] values = file.floats(name, 1, like.channels(), like.height(), like.width());
    return new FeatureMaps(like.channels(), like.height(), like.width(), values);
  }
}
