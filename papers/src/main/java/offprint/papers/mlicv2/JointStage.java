package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * Trains transforms, entropy model and correction together, from pixels to pixels.
 *
 * @param blocks the closed form of the transform, which stays; null without
 * @param from share of the run done before
 * @param to share of the run done after
 */
record JointStage(
    Trainer.Plan plan,
    @Nullable BlockTransform blocks,
    PatchSupply supply,
    Session session,
    Run run,
    double from,
    double to) {
  private static final int MOST_PATCHES = 160;
  private static final int CHECKS = 12;

  /** Of the rate of the entropy model alone. */
  private static final double PACE = 0.1;

  /** What a residual block divides by must stay above 0. */
  private static final float LEAST_BETA = 1e-3f;

  /**
   * @param tensors of the model so far; what is trained is replaced
   */
  Descent.Outcome train(Map<String, Safetensors.Tensor> tensors, RandomGenerator random) {
    boolean corrected = tensors.containsKey("enhance.out.weight");
    Architecture a = plan.architecture();
    Parameters parameters = Declaration.joint(a, corrected).on(session, random);
    parameters.load(Safetensors.of(tensors, Map.of()));
    int most = Math.min(MOST_PATCHES, plan.jointSteps() * plan.batch());
    List<FeatureMaps> patches = supply.toLearn(most, random);
    List<FeatureMaps> checks = supply.toJudge(CHECKS, random);
    JointTraining model =
        new JointTraining(a, blocks, corrected, plan.metric(), session, parameters);
    int every = Math.max(1, plan.jointSteps() / 10);
    Descent.Outcome outcome =
        new Descent(
                "all together",
                from,
                to,
                plan.jointSteps(),
                PACE * plan.rate(),
                every,
                null,
                least(parameters))
            .run(
                parameters,
                () -> {
                  List<FeatureMaps> batch = new ArrayList<>();
                  List<Quality> qualities = new ArrayList<>();
                  for (int i = 0; i < plan.batch(); i++) {
                    batch.add(patches.get(random.nextInt(patches.size())));
                    qualities.add(new Quality(random.nextInt(256)));
                  }
                  return model.costs(batch, qualities).cost();
                },
                () -> {
                  double sum = 0;
                  for (int i = 0; i < checks.size(); i++) {
                    sum += model.measure(List.of(checks.get(i)), List.of(Quality.of(1 + i % 6)))[0];
                  }
                  return sum / checks.size();
                },
                run);
    tensors.putAll(parameters.tensors());
    return outcome;
  }

  /** The least value that each weight may have. */
  private static float[] least(Parameters parameters) {
    float[] least = new float[(int) parameters.size()];
    int at = 0;
    for (Map.Entry<String, Safetensors.Tensor> entry : parameters.tensors().entrySet()) {
      int end = at + entry.getValue().data().remaining() / Float.BYTES;
      String name = entry.getKey();
      float bound =
          name.endsWith(".gdn.weight") ? 0 : name.endsWith(".gdn.bias") ? LEAST_BETA : -1e30f;
      Arrays.fill(least, at, end, bound);
      at = end;
    }
    return least;
  }
}
