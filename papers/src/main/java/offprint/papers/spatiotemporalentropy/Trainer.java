package offprint.papers.spatiotemporalentropy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.harness.Part;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model in stages: levels in closed form; the correction of decoded frames, or with it the
 * learned transform; then for both entropy models the linear part by itself and, at last, linear
 * part and networks together.
 *
 * @param heldBack only chooses the best values
 * @param start model file to go on from; null to begin anew
 */
record Trainer(
    Plan plan,
    Footage footage,
    Footage heldBack,
    @Nullable ModelTensors start,
    RandomGenerator random,
    Run run) {
  private static final double CORRECTION_RATE = 2e-3;
  private static final int CORRECTION_BATCH = 2;

  /**
   * The plan of a training.
   *
   * @param only the priors used in every step; null to switch some off in some steps
   */
  record Plan(
      Sizes sizes, Quantiser quantiser, Schedule schedule, LatentCoder.@Nullable Priors only) {
    Levels levels() {
      return Levels.plain(sizes.channels(), quantiser.rounding(), quantiser.colour());
    }
  }

  /** The model file and the losses of the stages, in bits a pixel or weighted error. */
  record Trained(byte[] file, Map<String, Descent.Outcome> outcomes) {}

  /**
   * Trains.
   *
   * @param pictures how many, for the file
   * @param ownFrames likewise
   */
  Trained train(int pictures, int ownFrames) throws IOException {
    Sizes sizes = plan.sizes;
    Schedule schedule = plan.schedule;
    Cosine cosine = new Cosine(new Frequencies(sizes.channels()));
    Neighbours neighbours = Neighbours.of(new Frequencies(sizes.channels()));
    Map<String, Descent.Outcome> outcomes = new LinkedHashMap<>();
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    try (Session session = Session.open()) {
      Course course =
          new Course(plan, session, neighbours, footage, heldBack, start, random, outcomes);
      Levels plain = start == null ? plan.levels() : start.levels();
      Course.Material material =
          course.material(new Transform(cosine, plain, sizes.skip(), null, null), run);
      Parameters correction = correction(session);
      if (start == null && sizes.skip() == Train.Skip.DCT) {
        material = material.with(fitted(material.pool()));
      }
      if (schedule.correctionSteps() > 0 && sizes.transform() == 0) {
        correct(course, correction, material);
      }
      EntropyStage intra = new EntropyStage(course, false);
      EntropyStage video = new EntropyStage(course, true);
      if (sizes.transform() > 0) {
        TransformStage stage = new TransformStage(course, correction);
        material = transformed(course, stage, material, intra);
        tensors.putAll(stage.tensors());
      } else {
        intra.fit(material, Part.of(run, 0.15, 0.25, ""));
      }
      if (schedule.correctionSteps() > 0
          || schedule.transformSteps() > 0
          || (start != null && start.corrected())) {
        tensors.putAll(correction.tensors());
      }
      intra.join(material, Part.of(run, 0.35, 0.6, ""));
      video.fit(material, Part.of(run, 0.6, 0.7, ""));
      video.join(material, Part.of(run, 0.7, 1, ""));
      tensors.putAll(intra.tensors());
      tensors.putAll(video.tensors());
      Levels levels = material.levels();
      ModelTensors.Header header =
          new ModelTensors.Header(sizes, levels.rounding(), schedule, pictures, ownFrames);
      return new Trained(ModelTensors.file(header, levels, tensors), outcomes);
    }
  }

  private Parameters correction(Session session) {
    if (start == null || !start.corrected()) {
      return Weights.correction(true).on(session, random);
    }
    boolean deep = Correction.deepIn(start.tensors());
    Parameters correction = Weights.correction(deep).on(session, random);
    correction.load(start.tensors());
    return correction;
  }

  /** Frames under E and D, trained where the plan says so, with the intra model's linear part. */
  private Course.Material transformed(
      Course course, TransformStage stage, Course.Material plain, EntropyStage intra) {
    Transform first = stage.first(plain.levels());
    if (plan.schedule.transformSteps() == 0) {
      Course.Material material = course.material(first, Part.of(run, 0.1, 0.15, ""));
      intra.fit(material, Part.of(run, 0.15, 0.25, ""));
      return material;
    }
    if (start == null && plan.sizes.skip() == Train.Skip.NONE) {
      intra.fit(course.material(first, run), Part.of(run, 0, 0.1, ""));
    } else {
      intra.fit(plain, Part.of(run, 0, 0.1, ""));
    }
    Transform trained = stage.train(plain, intra, Part.of(run, 0.1, 0.35, ""));
    return course.material(trained, Part.of(run, 0.35, 0.36, ""));
  }

  /** h_q[c] = Δ_q Σ (u/Δ_q) y / Σ y²: least-squares reconstruction of the coefficients. */
  private Levels fitted(List<Footage.Pair> pool) {
    int channels = plan.sizes.channels();
    Levels levels = plan.levels();
    for (int q = 0; q < Levels.COUNT; q++) {
      double[] product = new double[channels];
      double[] square = new double[channels];
      for (Footage.Pair pair : pool) {
        int[] y = levels.quantise(pair.now(), q, pair.grid(), pair.grid()).values();
        int area = y.length / channels;
        for (int i = 0; i < y.length; i++) {
          product[i / area] += pair.now()[i] * y[i];
          square[i / area] += (double) y[i] * y[i];
        }
      }
      for (int c = 0; c < channels; c++) {
        double step = levels.step(q, c);
        double most = 100; // squares of a channel that is hardly ever used do not move it
        levels.back()[q][c] = (float) ((product[c] + most * step) / (square[c] + most));
      }
    }
    return levels;
  }

  private void correct(Course course, Parameters parameters, Course.Material material) {
    Session session = course.session();
    RandomGenerator random = course.random();
    List<Footage.Pair> pool = material.pool();
    CorrectionLoss loss = new CorrectionLoss(session, parameters);
    Transform transform = material.transform();
    List<CorrectionLoss.Pair> held = new ArrayList<>();
    for (int i = 0; i < material.checks().size(); i++) {
      held.add(decoded(transform, material.checks().get(i), i % Levels.COUNT));
    }
    List<Descent.Group> groups = List.of(new Descent.Group(parameters, CORRECTION_RATE));
    Descent descent =
        new Descent(
            "correction", plan.schedule.correctionSteps(), groups, Part.of(run, 0, 0.15, ""));
    Descent.Outcome outcome =
        descent.run(
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
    course.outcomes().put("correction", outcome);
  }

  private static CorrectionLoss.Pair decoded(Transform transform, Footage.Pair pair, int quality) {
    Example example = pair.intra(transform.levels(), quality);
    FeatureMaps decoded = transform.planes(example.y(), quality);
    double[][] planes = Cosine.planes(pair.frame());
    FeatureMaps original = Correction.pack(planes, decoded.height(), decoded.width());
    return new CorrectionLoss.Pair(decoded, original, quality);
  }
}
