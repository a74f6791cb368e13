package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;

/**
 * Trains the entropy model on latents. Elements and z are rounded with a straight-through gradient.
 *
 * @param slices how many are counted, from the first on
 * @param weights as parts of the current graph
 */
record EntropyTraining(
    Architecture architecture, int slices, Session session, Supplier<Parameters.Views> weights) {
  /** Number of patches that choose the best weights. */
  static final int CHECKS = 12;

  /** Number of patches for the reported figures. */
  static final int TESTS = 24;

  private static final int TOGETHER = 4;

  /**
   * Latents of patches, each [M, h, w] in 1/255.
   *
   * @param tests separate from the checks that choose the best weights
   */
  record Latents(List<FeatureMaps> learned, List<FeatureMaps> checks, List<FeatureMaps> tests) {}

  CodingCost.Costs costs(Batch batch) {
    return new CodingCost(architecture, slices, weights.get(), new Rounding.Through())
        .of(
            batch.stacked(session).div(batch.each(session, Quality::step)),
            batch.each(session, Quality::gain));
  }

  /** Means of J, bits and bits of the first slice, a pixel. */
  double[] measure(List<FeatureMaps> latents, Runnable pulse) {
    return Batch.means(
        latents,
        TOGETHER,
        batch -> {
          pulse.run();
          return session.evaluate(
              () -> {
                CodingCost.Costs costs = costs(batch);
                return NDArrays.stack(new NDList(costs.cost(), costs.bits(), costs.first()));
              });
        });
  }

  Descent.Outcome train(
      Descent descent,
      Parameters parameters,
      Latents latents,
      int batch,
      RandomGenerator random,
      Progress progress) {
    return descent.run(
        parameters,
        () -> costs(Batch.draw(latents.learned, batch, random)).cost(),
        () -> measure(latents.checks, () -> {})[0],
        progress);
  }
}
