package offprint.papers.fimmjp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Adam;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.StepRandom;
import offprint.kernels.torch.Training;
import offprint.kernels.torch.TrainingState;

/**
 * Trains a cell network on simulated processes that are never seen twice. The processes of a step
 * depend on seed and step alone, so that a training goes on from its saved state as if never
 * stopped.
 */
final class CellTraining implements AutoCloseable {
  private static final int STEPS_PER_EPOCH = 100;
  private static final int BATCHES_AT_ONCE = 8;
  private static final int VALIDATION_BATCHES = 8;
  private static final double RATE = 1e-3;
  private static final double DECAY = 1e-4;
  private static final int WARMUP = 200;
  private static final double MOST_NORM = 1;

  private final Session session;
  private final Plan plan;
  private final CellTensors network;
  private final TrainingState state;
  private final List<CellBatch> validation;
  private List<CellBatch> drawn = List.of();
  private int drawnFrom;

  /**
   * What is trained, and how long.
   *
   * @param steps optimiser steps, rounded up to whole hundreds where there are more than 100
   * @param batch processes of a step
   */
  record Plan(CellDesign design, Prior prior, int steps, int batch, long seed) {
    int stepsPerEpoch() {
      return Math.min(steps, STEPS_PER_EPOCH);
    }

    int epochs() {
      return Math.ceilDiv(steps, stepsPerEpoch());
    }

    /** Linear warm-up, then a cosine down to 0. */
    IntToDoubleFunction rate() {
      int warmup = Math.min(WARMUP, steps / 4);
      int all = epochs() * stepsPerEpoch();
      return step ->
          step < warmup
              ? RATE * (step + 1) / (warmup + 1)
              : RATE * 0.5 * (1 + Math.cos(Math.PI * (step - warmup) / (all - warmup)));
    }
  }

  CellTraining(Session session, Plan plan, RandomGenerator random) {
    this.session = session;
    this.plan = plan;
    this.network = new CellTensors(session, plan.design, random);
    Adam adam = new Adam(network.parameters(), 0.9, 0.999, 1e-8, DECAY);
    this.state = new TrainingState(network.parameters(), adam, MOST_NORM);
    this.validation = draw(plan.seed + 1, 0, VALIDATION_BATCHES);
  }

  /**
   * Trains up to {@code until} steps in all.
   *
   * @return empty if the training is not finished
   * @throws ArithmeticException if a loss is not finite, naming the step
   */
  Optional<Training.Outcome> run(int until, Progress watcher) {
    return new Training(plan.epochs(), plan.stepsPerEpoch(), plan.epochs())
        .run(
            state,
            until,
            plan.rate(),
            (epoch, step) -> step(epoch * plan.stepsPerEpoch() + step),
            this::validationLoss,
            watcher);
  }

  private double step(int step) {
    if (step < drawnFrom || step >= drawnFrom + drawn.size()) {
      drawn = draw(plan.seed, step, BATCHES_AT_ONCE);
      drawnFrom = step;
    }
    CellBatch batch = drawn.get(step - drawnFrom);
    return Gradient.of(() -> network.loss(batch));
  }

  private List<CellBatch> draw(long seed, int from, int count) {
    List<SplittableRandom> randoms = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      SplittableRandom random = StepRandom.of(seed, from + k);
      for (int i = 0; i < plan.batch; i++) {
        randoms.add(random.split());
      }
    }
    List<Prior.Example> examples =
        randoms.parallelStream().map(random -> plan.prior.draw(random)).toList();
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            k ->
                CellBatch.of(
                    examples.subList(k * plan.batch, (k + 1) * plan.batch),
                    plan.design.maxStates()))
        .toList();
  }

  private double validationLoss() {
    double sum = 0;
    for (CellBatch batch : validation) {
      sum += session.evaluate(() -> network.loss(batch))[0];
    }
    return sum / validation.size();
  }

  /** Steps taken. */
  int steps() {
    return state.steps();
  }

  /** The weights as they are now. */
  Safetensors weights() {
    return Safetensors.of(network.parameters().tensors(), Map.of());
  }

  /** Writes all that {@link #resume} needs. */
  void save(OutputStream out) throws IOException {
    state.save(plan.toString(), out);
  }

  /**
   * @throws IllegalArgumentException if the file is of another plan or another network
   */
  void resume(Safetensors file) {
    state.load(plan.toString(), file);
  }

  @Override
  public void close() {
    state.close();
  }
}
