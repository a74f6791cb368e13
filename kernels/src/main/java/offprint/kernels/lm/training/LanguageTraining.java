package offprint.kernels.lm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.FusedLoss;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Adam;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.NativeMemory;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.StepRandom;
import offprint.kernels.torch.TrainingFile;

/**
 * Trains a language model on one long text by next-token prediction: random windows, AdamW (β .9
 * and .95, decay .1 on matrices), gradient norm at most 1, {@link WarmupCosine}. The windows of a
 * step depend on seed and step alone, so that a training goes on from its saved state as if never
 * stopped.
 */
public final class LanguageTraining {
  private static final double DECAY = 0.1;

  /** Multiply-adds between two looks at the watcher. */
  private static final double WORK_AT_ONCE = 2e10;

  private final Session session;
  private final ModelConfig config;
  private final Plan plan;
  private final Parameters parameters;
  private final Adam adam;
  private final WarmupCosine rate;
  private final FusedLoss loss;

  /**
   * How to train.
   *
   * @param steps optimiser steps in all
   * @param batch windows of a step
   * @param window tokens of a window, each predicting the next one
   * @param rate highest learning rate
   * @param warmup steps until it
   * @param seed of the windows
   */
  public record Plan(int steps, int batch, int window, double rate, int warmup, long seed) {}

  private LanguageTraining(
      Session session, ModelConfig config, Plan plan, Parameters parameters, long decayed) {
    this.session = session;
    this.config = config;
    this.plan = plan;
    this.parameters = parameters;
    this.adam = new Adam(parameters, 0.9, 0.95, 1e-8, DECAY, decayed);
    this.rate = new WarmupCosine(plan.rate, plan.warmup, plan.steps);
    this.loss = FusedLoss.of(session, config, parameters.names());
  }

  /**
   * A model with {@link InitialWeights}.
   *
   * @throws IllegalArgumentException if the window exceeds the model's context or the memory is not
   *     there
   */
  public static LanguageTraining start(
      Session session, ModelConfig config, Plan plan, RandomGenerator random) {
    if (plan.window > config.context()) {
      throw new IllegalArgumentException(
          "window must be at most the model's context %d: got %d"
              .formatted(config.context(), plan.window));
    }
    NativeMemory.require(
        20.0 * config.parameters() + activationBytes(config, plan),
        "the model's width",
        config.width());
    InitialWeights first = InitialWeights.of(config);
    Parameters parameters = first.declaration().on(session, random);
    return new LanguageTraining(session, config, plan, parameters, first.decayed());
  }

  /** Of one part of a step: logits, their gradients, and about 30 vectors of a layer's width. */
  private static double activationBytes(ModelConfig config, Plan plan) {
    double tokens = (double) rowsAtOnce(config, plan) * plan.window;
    double attention = 4.0 * config.heads() * plan.window;
    return 4
        * tokens
        * (4.0 * config.vocabulary() + config.layers() * (30.0 * config.width() + attention));
  }

  private static int rowsAtOnce(ModelConfig config, Plan plan) {
    double row = 3.0 * config.parameters() * plan.window;
    return (int) Math.clamp((long) (WORK_AT_ONCE / row), 1L, (long) plan.batch);
  }

  public ModelConfig config() {
    return config;
  }

  /** Steps done. */
  public int step() {
    return adam.steps();
  }

  /** Steps of the whole plan. */
  public int steps() {
    return plan.steps;
  }

  /**
   * Trains up to {@code until} steps in all.
   *
   * @param text token ids, more than a window
   * @throws ArithmeticException if a loss is not finite, naming the step
   * @throws IllegalArgumentException if the text is too short
   */
  public void run(int[] text, int until, Progress watcher) {
    if (text.length < plan.window + 1) {
      throw new IllegalArgumentException(
          "the text must have at least window + 1 = %d tokens: got %d"
              .formatted(plan.window + 1, text.length));
    }
    while (step() < Math.min(until, plan.steps)) {
      int step = step();
      double loss;
      try {
        loss = step(text, step, watcher);
      } catch (ArithmeticException e) {
        throw new ArithmeticException("step %d: %s".formatted(step + 1, e.getMessage()));
      }
      adam.step(rate.applyAsDouble(step), 1);
      watcher.point("train loss", step + 1.0, loss);
    }
  }

  /** Gathers the gradient of a step's mean loss, in nats per token. */
  private double step(int[] text, int step, Progress watcher) {
    int[] starts = starts(step, text.length - plan.window);
    int atOnce = rowsAtOnce(config, plan);
    double loss = 0;
    for (int done = 0; done < plan.batch; done += atOnce) {
      watcher.progress(
          (step + (double) done / plan.batch) / plan.steps,
          "step %d of %d".formatted(step + 1, plan.steps));
      int rows = Math.min(atOnce, plan.batch - done);
      int[][] windows = new int[rows][];
      for (int r = 0; r < rows; r++) {
        int start = starts[done + r];
        windows[r] = Arrays.copyOfRange(text, start, start + plan.window + 1);
      }
      loss += Gradient.of(() -> Functional.scale(loss(windows), (double) rows / plan.batch));
    }
    return loss;
  }

  /** Where the windows of a step begin, in [0, bound). */
  int[] starts(int step, int bound) {
    return StepRandom.of(plan.seed, step).ints(plan.batch, 0, bound).toArray();
  }

  /** Mean negative log-likelihood of all tokens but the first of each window. */
  private NDArray loss(int[][] windows) {
    int length = windows[0].length - 1;
    long[] targets = new long[windows.length * length];
    int[][] inputs = new int[windows.length][];
    for (int r = 0; r < windows.length; r++) {
      inputs[r] = Arrays.copyOf(windows[r], length);
      for (int t = 0; t < length; t++) {
        targets[r * length + t] = windows[r][t + 1];
      }
    }
    return loss.of(parameters, TokenBatch.of(inputs), targets);
  }

  /** The model as it is now, a copy. */
  public LanguageModel model() {
    return LanguageModel.of(session, config, weights(), DataType.FLOAT32);
  }

  /** The weights as they are now, a copy. */
  public Safetensors weights() {
    return Safetensors.of(parameters.tensors(), Map.of());
  }

  /** Writes weights and optimiser, from which {@link #resume} goes on. */
  public void save(OutputStream out) throws IOException {
    TrainingFile.write(parameters, adam, plan.toString(), Map.of(), Map.of(), out);
  }

  /**
   * Takes the state of a saved training.
   *
   * @throws IllegalArgumentException if it is of another model or another plan
   */
  public void resume(Safetensors file) {
    TrainingFile.read(file, plan.toString(), parameters, adam);
  }
}
