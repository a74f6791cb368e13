package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import offprint.method.Run;

/**
 * What is trained on what the codec as it is codes: the choice of the elements that are coded, and
 * the correction of decoded pictures.
 *
 * @param from share of the run done before
 * @param to share of the run done after
 */
record AfterStages(
    Session session,
    PictureCodec codec,
    PatchSupply supply,
    double rate,
    Run run,
    double from,
    double to) {
  private static final int CHECKS = 12;
  private static final int MOST_PAIRS = 160;
  private static final int MOST_PATCHES = 48;
  private static final int PASSES_A_STEP = 8;

  /** The same for another share of the run. */
  AfterStages until(double begin, double end) {
    return new AfterStages(session, codec, supply, rate, run, begin, end);
  }

  Descent.Outcome skipping(Parameters parameters, int steps, RandomGenerator random) {
    int most = Math.min(MOST_PATCHES, steps);
    List<SkippingTraining.Example> examples = examples(supply.toLearn(most, random), random);
    List<SkippingTraining.Example> checks =
        examples(supply.toJudge(Math.min(CHECKS, most), random), random);
    SkippingTraining model = new SkippingTraining(session, parameters);
    return descend(
        "skipping",
        parameters,
        steps,
        () -> model.cost(some(examples, PASSES_A_STEP, random)),
        () -> model.cost(checks));
  }

  Descent.Outcome correction(Parameters parameters, int steps, RandomGenerator random) {
    int most = Math.min(MOST_PAIRS, steps);
    List<EnhancementTraining.Pair> pairs = pairs(supply.toLearn(most, random), random);
    List<EnhancementTraining.Pair> checks =
        pairs(supply.toJudge(Math.min(CHECKS, most), random), random);
    EnhancementTraining model = new EnhancementTraining(session, parameters);
    return descend(
        "correction",
        parameters,
        steps,
        () -> model.error(some(pairs, 2, random)),
        () -> model.error(checks));
  }

  private Descent.Outcome descend(
      String name,
      Parameters parameters,
      int steps,
      Supplier<NDArray> loss,
      Supplier<NDArray> validation) {
    double begin = from + (to - from) / 6;
    return new Descent(name, begin, to, steps, rate, Math.max(1, steps / 10), null, null)
        .run(parameters, loss, () -> session.evaluate(validation)[0], run);
  }

  private static <E> List<E> some(List<E> all, int count, RandomGenerator random) {
    return IntStream.range(0, count).mapToObj(_ -> all.get(random.nextInt(all.size()))).toList();
  }

  private List<SkippingTraining.Example> examples(
      List<FeatureMaps> patches, RandomGenerator random) {
    List<SkippingTraining.Example> examples = new ArrayList<>();
    for (int i = 0; i < patches.size(); i++) {
      told(i, patches.size());
      Quality quality = new Quality(random.nextInt(256));
      FeatureMaps y = codec.model().transform().analyse(patches.get(i), quality.step());
      examples.addAll(SkippingTraining.examples(codec.model(), quality, y));
    }
    return examples;
  }

  private List<EnhancementTraining.Pair> pairs(List<FeatureMaps> patches, RandomGenerator random) {
    List<EnhancementTraining.Pair> pairs = new ArrayList<>();
    int stride = codec.model().architecture().stride();
    for (int i = 0; i < patches.size(); i++) {
      told(i, patches.size());
      FeatureMaps patch = patches.get(i);
      Quality quality = new Quality(random.nextInt(256));
      pairs.add(EnhancementTraining.Pair.of(patch, codec.linear(patch, quality), stride, quality));
    }
    return pairs;
  }

  private void told(int done, int all) {
    run.progress(from, "decoding patch %d of %d".formatted(done + 1, all));
  }
}
