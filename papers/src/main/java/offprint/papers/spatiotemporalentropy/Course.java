package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.torch.Session;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * State shared by the stages of a training.
 *
 * @param start model file to go on from; null to begin anew
 * @param outcomes results by stage
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

    /** The same frames and coefficients with other levels. */
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

  /** The pairs of a step; one pair of the pool is replaced by a new one first. */
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
   * Draws the priors of a step: all in 5 of 8 steps, else only some, so that one model also works
   * with priors switched off. Fixed if the plan says so.
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
   * The priors switched on in evaluation; the mean over these sets counts.
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

  /** Always draws 0.5, so that held-back losses are free of noise. */
  enum Middle implements RandomGenerator {
    INSTANCE;

    @Override
    public long nextLong() {
      return Long.MIN_VALUE;
    }
  }
}
