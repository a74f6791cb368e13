package offprint.papers.spatiotemporalentropy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.neural.Maps;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model: levels in closed form, the correction of decoded frames, then for both entropy
 * models the linear part by itself and, at last, linear part and networks together.
 *
 * @param heldBack only chooses the best values
 * @param start model file to go on from; null to begin anew
 */
record Trainer(
    Plan plan, Footage footage, Footage heldBack, @Nullable Safetensors start, Share run) {
  private static final double LINEAR_RATE = 2e-2;
  private static final double LINEAR_RATE_JOINT = 5e-3;
  private static final double CORRECTION_RATE = 2e-3;
  private static final int POOL = 240;
  private static final int HELD = 12;
  private static final int CORRECTION_BATCH = 2;

  /**
   * The budget.
   *
   * @param offset of the quantiser
   * @param fitSteps of the linear parts
   * @param steps of all together
   * @param correctionSteps of the correction
   * @param rate of Adam for the networks
   */
  record Plan(
      Sizes sizes,
      float offset,
      int batch,
      int fitSteps,
      int steps,
      int correctionSteps,
      double rate) {}

  /** The model file, and what was measured on the way, in bits a pixel or weighted error. */
  record Trained(byte[] file, Map<String, Descent.Outcome> outcomes) {}

  Trained train(Map<String, String> texts) throws IOException {
    RandomGenerator random = run.run().random();
    int channels = plan.sizes.channels();
    Frequencies frequencies = new Frequencies(channels);
    Transform plain = Transform.of(frequencies, Levels.plain(channels, plan.offset), null);
    run.progress(0, "frames to learn from");
    List<Footage.Pair> pool = footage.draw(POOL, plain, random);
    List<Footage.Pair> checks = heldBack.draw(HELD, plain, random);
    Levels levels = start == null ? fitted(pool) : ModelFile.levels(start, plan.sizes);
    Map<String, Descent.Outcome> outcomes = new LinkedHashMap<>();
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    try (Session session = Session.open()) {
      Parameters correction = Weights.correction().on(session, random);
      if (start != null && ModelFile.corrected(start)) {
        correction.load(start);
      }
      if (plan.correctionSteps > 0) {
        outcomes.put("correction", correct(session, correction, levels, pool, checks, random));
      }
      if (plan.correctionSteps > 0 || (start != null && ModelFile.corrected(start))) {
        tensors.putAll(correction.tensors());
      }
      Neighbours neighbours = Neighbours.of(frequencies);
      for (boolean video : new boolean[] {false, true}) {
        Stage stage =
            new Stage(session, neighbours, levels, video, pool, checks, plain, random, outcomes);
        tensors.putAll(stage.train());
      }
    }
    return new Trained(ModelFile.write(plan.sizes, levels, tensors, texts), outcomes);
  }

  /** h_q[c] = Δ_q Σ (u/Δ_q) y / Σ y²: the values that bring coefficients back best. */
  private Levels fitted(List<Footage.Pair> pool) {
    int channels = plan.sizes.channels();
    Levels levels = Levels.plain(channels, plan.offset);
    for (int q = 0; q < Levels.COUNT; q++) {
      double[] product = new double[channels];
      double[] square = new double[channels];
      for (Footage.Pair pair : pool) {
        int[] y = levels.quantise(pair.now(), q);
        int area = y.length / channels;
        for (int i = 0; i < y.length; i++) {
          product[i / area] += pair.now()[i] * y[i];
          square[i / area] += (double) y[i] * y[i];
        }
      }
      for (int c = 0; c < channels; c++) {
        double step = Levels.step(q);
        double most = 100; // squares of a channel that is hardly ever used do not move it
        levels.back()[q][c] = (float) ((product[c] + most * step) / (square[c] + most));
      }
    }
    return levels;
  }

  private Descent.Outcome correct(
      Session session,
      Parameters parameters,
      Levels levels,
      List<Footage.Pair> pool,
      List<Footage.Pair> checks,
      RandomGenerator random) {
    CorrectionLoss loss = new CorrectionLoss(session, parameters);
    Transform transform = Transform.of(new Frequencies(plan.sizes.channels()), levels, null);
    List<CorrectionLoss.Pair> held = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      held.add(decoded(transform, checks.get(i), i % Levels.COUNT));
    }
    return new Descent(
            "correction",
            0,
            0.15,
            plan.correctionSteps,
            List.of(new Descent.Group(parameters, CORRECTION_RATE)),
            run)
        .run(
            () -> {
              List<CorrectionLoss.Pair> batch = new ArrayList<>();
              for (int i = 0; i < CORRECTION_BATCH; i++) {
                Footage.Pair pair = pool.get(random.nextInt(pool.size()));
                batch.add(decoded(transform, pair, random.nextInt(Levels.COUNT)));
              }
              return loss.error(batch);
            },
            () ->
                held.stream()
                    .mapToDouble(one -> session.evaluate(() -> loss.error(List.of(one)))[0])
                    .average()
                    .orElseThrow());
  }

  private static CorrectionLoss.Pair decoded(Transform transform, Footage.Pair pair, int quality) {
    Example example = pair.intra(transform.levels(), quality);
    Maps decoded = transform.planes(example.y(), quality);
    double[][] planes = Cosine.planes(pair.frame());
    Maps original = Correction.pack(planes, decoded.height(), decoded.width());
    double step = Levels.step(quality);
    return new CorrectionLoss.Pair(decoded, original, 1 / (step * step));
  }

  /** One entropy model. */
  private final class Stage {
    private final Session session;
    private final Neighbours neighbours;
    private final Levels levels;
    private final boolean video;
    private final List<Footage.Pair> pool;
    private final List<Footage.Pair> checks;
    private final Transform transform;
    private final RandomGenerator random;
    private final Map<String, Descent.Outcome> outcomes;

    Stage(
        Session session,
        Neighbours neighbours,
        Levels levels,
        boolean video,
        List<Footage.Pair> pool,
        List<Footage.Pair> checks,
        Transform transform,
        RandomGenerator random,
        Map<String, Descent.Outcome> outcomes) {
      this.session = session;
      this.neighbours = neighbours;
      this.levels = levels;
      this.video = video;
      this.pool = new ArrayList<>(pool);
      this.checks = checks;
      this.transform = transform;
      this.random = random;
      this.outcomes = outcomes;
    }

    Map<String, Safetensors.Tensor> train() {
      String name = video ? "video" : "intra";
      double from = video ? 0.5 : 0.15;
      double to = video ? 1 : 0.5;
      double share = (double) plan.fitSteps / Math.max(1, plan.fitSteps + 3 * plan.steps);
      double middle = from + (to - from) * share;
      Parameters linear = new Weights(plan.sizes).linear(video).on(session, random);
      Parameters network = new Weights(plan.sizes).network(video).on(session, random);
      boolean before = start != null && ModelFile.networks(start, video);
      if (start != null) {
        linear.load(start);
        if (before) {
          network.load(start);
        }
      }
      if (plan.fitSteps > 0) {
        List<Descent.Group> groups = List.of(new Descent.Group(linear, LINEAR_RATE));
        Descent descent = new Descent(name + " fit", from, middle, plan.fitSteps, groups, run);
        outcomes.put(name + " fit", descend(descent, linear, null));
      }
      Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
      if (plan.steps > 0) {
        List<Descent.Group> groups =
            List.of(
                new Descent.Group(linear, LINEAR_RATE_JOINT),
                new Descent.Group(network, plan.rate));
        Descent descent = new Descent(name, middle, to, plan.steps, groups, run);
        outcomes.put(name, descend(descent, linear, network));
      }
      if (plan.steps > 0 || before) {
        tensors.putAll(network.tensors());
      }
      tensors.putAll(linear.tensors());
      return tensors;
    }

    private Descent.Outcome descend(
        Descent descent, Parameters linear, @Nullable Parameters network) {
      EntropyLoss loss = new EntropyLoss(session, neighbours, video, linear, network);
      return descent.run(
          () -> {
            pool.set(random.nextInt(pool.size()), footage.draw(transform, random));
            List<Example> batch = new ArrayList<>();
            for (int i = 0; i < plan.batch; i++) {
              Footage.Pair pair = pool.get(random.nextInt(pool.size()));
              batch.add(example(pair, random.nextInt(Levels.COUNT)));
            }
            return loss.bitsPerPixel(batch, priors(), random);
          },
          () -> held(loss));
    }

    private Example example(Footage.Pair pair, int quality) {
      return video ? pair.video(levels, quality) : pair.intra(levels, quality);
    }

    /** All priors in 5 of 8 steps, else some: one model then serves them switched off, too. */
    private LatentCoder.Priors priors() {
      int draw = random.nextInt(8);
      return new LatentCoder.Priors(draw != 5 && draw != 7, draw != 6 && draw != 7);
    }

    private double held(EntropyLoss loss) {
      double sum = 0;
      LatentCoder.Priors all = new LatentCoder.Priors(true, true);
      for (int i = 0; i < checks.size(); i++) {
        run.progress(video ? 0.5 : 0.15, "held-back frames");
        List<Example> one = List.of(example(checks.get(i), i % Levels.COUNT));
        sum += session.evaluate(() -> loss.bitsPerPixel(one, all, Middle.INSTANCE))[0];
      }
      return sum / checks.size();
    }
  }

  /** Draws 0.5 always, so that held-back losses see no noise. */
  private enum Middle implements RandomGenerator {
    INSTANCE;

    @Override
    public long nextLong() {
      return Long.MIN_VALUE;
    }
  }
}
