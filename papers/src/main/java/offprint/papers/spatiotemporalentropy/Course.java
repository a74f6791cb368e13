package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.torch.Session;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * What the stages of a training share.
 *
 * @param start model file to go on from; null to begin anew
 * @param outcomes what was measured on the way, by stage
 */
record Course(
    Trainer.Plan plan,
    Session session,
    Neighbours neighbours,
    Footage footage,
    Footage heldBack,
    @Nullable ModelTensors start,
    RandomGenerator random,
    Map<String, Descent.Outcome> outcomes) {
  private static final int POOL = 240;
  private static final int HELD = 12;

  /**
   * Frames under one transform.
   *
   * @param pool to learn from; one is drawn anew at each step
   * @param checks held back
   */
  record Material(Transform transform, List<Footage.Pair> pool, List<Footage.Pair> checks) {
    Levels levels() {
      return transform.levels();
    }

    /** The same frames with other levels, where the coefficients stay what they are. */
    Material with(Levels levels) {
      Transform other =
          new Transform(
              transform.cosine(),
              levels,
              transform.skip(),
              transform.network(),
              transform.correction());
      return new Material(other, pool, checks);
    }
  }

  Material material(Transform transform, Run run) {
    return new Material(
        transform,
        new ArrayList<>(footage.draw(POOL, transform, random, run)),
        heldBack.draw(HELD, transform, random, run));
  }

  /** Pairs of a step, of which one may be new. */
  List<Footage.Pair> batch(Material material) {
    List<Footage.Pair> pool = material.pool;
    pool.set(random.nextInt(pool.size()), footage.draw(material.transform, random));
    List<Footage.Pair> batch = new ArrayList<>();
    for (int i = 0; i < plan.schedule().batch(); i++) {
      batch.add(pool.get(random.nextInt(pool.size())));
    }
    return batch;
  }

  /**
   * All priors in 5 of 8 steps, else some: one model then serves them switched off, too. Where the
   * plan names some, always those.
   *
   * @param serial whether every fourth step is one of a serial scan
   */
  LatentCoder.Priors priors(boolean serial) {
    if (plan.only() != null) {
      return plan.only();
    }
    int draw = random.nextInt(8);
    boolean temporal = draw != 5 && draw != 7;
    if (serial && random.nextInt(4) == 0) {
      return new LatentCoder.Priors(temporal, Encode.Spatial.SERIAL);
    }
    boolean spatial = draw != 6 && draw != 7;
    return new LatentCoder.Priors(
        temporal, spatial ? Encode.Spatial.CHECKERBOARD : Encode.Spatial.NONE);
  }

  /**
   * What is on where the model is judged: the mean over these counts.
   *
   * @param serial whether a serial scan counts, too
   */
  List<LatentCoder.Priors> judged(boolean serial) {
    if (plan.only() != null) {
      return List.of(plan.only());
    }
    LatentCoder.Priors scan = new LatentCoder.Priors(true, Encode.Spatial.SERIAL);
    return serial ? List.of(LatentCoder.Priors.ALL, scan) : List.of(LatentCoder.Priors.ALL);
  }

  /** Draws 0.5 always, so that held-back losses see no noise. */
  enum Middle implements RandomGenerator {
    INSTANCE;

    @Override
    public long nextLong() {
      return Long.MIN_VALUE;
    }
  }
}
