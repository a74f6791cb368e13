package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.method.Run;

/**
 * Stage A: E, D, Q, the levels and the intra model's linear part are trained together on rate and
 * distortion of frames coded by themselves.
 */
final class TransformStage {
  private static final String NAME = "transform";
  private static final double RATE = 5e-4;
  private static final double RATE_ALONE = 1e-3;
  private static final double LEVELS_RATE = 2e-3;

  private final Course course;
  private final Sizes sizes;
  private final Parameters transform;
  private final Parameters correction;

  /**
   * @param correction trained along
   */
  TransformStage(Course course, Parameters correction) {
    this.course = course;
    this.sizes = course.plan().sizes();
    this.correction = correction;
    transform = new Weights(sizes).transform().on(course.session(), course.random());
    ModelTensors start = course.start();
    if (start != null && TransformNetwork.in(start.tensors())) {
      transform.load(start.tensors());
    }
  }

  /** The initial transform; beside cosines it codes exactly as they do. */
  Transform first(Levels levels) {
    Safetensors file = Safetensors.of(ModelTensors.stored(transform.tensors()), Map.of());
    return Transform.of(sizes, levels, file);
  }

  /**
   * Trains.
   *
   * @param material by the cosines alone
   * @return the trained transform, rounded as in a file
   */
  Transform train(Course.Material material, EntropyStage intra, Run run) {
    int channels = sizes.channels();
    Rounding rounding = course.plan().quantiser().rounding();
    Parameters levels =
        TransformLoss.declare(material.levels(), channels).on(course.session(), course.random());
    TransformLoss loss =
        new TransformLoss(
            course.session(),
            sizes,
            rounding,
            TransformLoss.basis(course.session(), material.transform().cosine(), channels),
            transform,
            levels,
            correction);
    double rate = sizes.skip() == Train.Skip.DCT ? RATE : RATE_ALONE;
    List<Descent.Group> groups = new ArrayList<>(intra.groups(1));
    groups.add(new Descent.Group(transform, rate));
    groups.add(new Descent.Group(levels, LEVELS_RATE));
    groups.add(new Descent.Group(correction, rate));
    EntropyLoss entropy = intra.loss();
    Descent descent = new Descent(NAME, course.plan().schedule().transformSteps(), groups, run);
    Descent.Outcome outcome =
        descent.run(
            () -> {
              List<Footage.Pair> batch = course.batch(material);
              int[] qualities = new int[batch.size()];
              for (int i = 0; i < qualities.length; i++) {
                qualities[i] = course.random().nextInt(Levels.COUNT);
              }
              return loss.cost(
                  batch, qualities, entropy, course.priors(false), course.random(), true);
            },
            () -> held(loss, entropy, material.checks(), run));
    course.outcomes().put(NAME, outcome);
    Map<String, Safetensors.Tensor> all = new LinkedHashMap<>(tensors());
    all.putAll(correction.tensors());
    return Transform.of(
        sizes,
        TransformLoss.levels(levels, rounding, channels),
        Safetensors.of(ModelTensors.stored(all), Map.of()));
  }

  private double held(TransformLoss loss, EntropyLoss entropy, List<Footage.Pair> checks, Run run) {
    LatentCoder.Priors all = course.judged(false).getFirst();
    double sum = 0;
    for (int i = 0; i < checks.size(); i++) {
      run.progress(0, "held-back frames");
      List<Footage.Pair> one = List.of(checks.get(i));
      int[] quality = {i % Levels.COUNT};
      sum +=
          course.session()
              .evaluate(() -> loss.cost(one, quality, entropy, all, Course.Middle.INSTANCE, false))[
              0];
    }
    return sum / checks.size();
  }

  Map<String, Safetensors.Tensor> tensors() {
    return transform.tensors();
  }
}
